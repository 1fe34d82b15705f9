-- NM01: a model of this folder is called `fr_dim_...` or `fr_fct_...`.
select
    hcp_id,
    hcp_name
from {{ ref('fr_dim_hcp') }}
