select
    calls.call_id,
    calls.call_date,
    hcps.hcp_id,
    -- RF01: the table is called `hcps` here, not `hcp`.
    hcp.country_code
from {{ ref('stg_crm__calls') }} as calls
inner join {{ ref('stg_crm__hcps') }} as hcps
    on calls.hcp_id = hcps.hcp_id
