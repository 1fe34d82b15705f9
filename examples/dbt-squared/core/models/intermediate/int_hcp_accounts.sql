select
    hcps.hcp_id,
    hcps.hcp_name,
    hcps.country_code,
    accounts.account_name_local
from {{ ref('stg_crm__hcps') }} as hcps
inner join {{ ref('stg_crm__accounts') }} as accounts
    on hcps.account_id = accounts.account_id
-- AL05: nothing is read from `countries`.
inner join {{ ref('country_codes') }} as countries
    on hcps.country_code = 'DE'
