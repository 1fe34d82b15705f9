select
    calls.call_id,
    calls.call_date,
    targets.target_calls
from {{ ref('core', 'fct_calls') }} as calls
-- RE02: the model is called `stg_local__targets`.
left join {{ ref('stg_local__target') }} as targets
    on calls.hcp_id = targets.hcp_id
