-- Allowed: the exception in setsquare.toml is still valid.
select
    product_id,
    product_label
from {{ ref('affiliate_de', 'de_dim_product') }}
