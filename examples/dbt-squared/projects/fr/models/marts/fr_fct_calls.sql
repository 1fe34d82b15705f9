select
    call_id,
    call_date,
    hcp_id
from {{ ref('core', 'fct_calls') }}
where country_code = '{{ var("country_code") }}'
