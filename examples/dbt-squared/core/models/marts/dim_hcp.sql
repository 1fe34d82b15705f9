select
    hcp_id,
    hcp_name,
    country_code,
    account_name_local
from {{ ref('int_hcp_accounts') }}
