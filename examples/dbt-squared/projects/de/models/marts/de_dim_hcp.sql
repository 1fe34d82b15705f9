select
    hcp_id,
    hcp_name,
    account_name_local
from {{ ref('core', 'dim_hcp') }}
where country_code = '{{ var("country_code") }}'
