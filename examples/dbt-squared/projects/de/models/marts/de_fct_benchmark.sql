select
    hcp_id,
    hcp_name
-- FD01: a French model. Countries are isolated from one another.
from {{ ref('affiliate_fr', 'fr_dim_hcp') }}
union all
select
    hcp_id,
    hcp_name
-- FD01: core's, but not public.
from {{ ref('core', 'int_hcp_accounts') }}
