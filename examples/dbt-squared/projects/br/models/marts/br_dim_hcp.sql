select
    hcp_id,
    hcp_name
from {{ ref('core', 'dim_hcp') }}
where country_code = '{{ var("country_code") }}'
