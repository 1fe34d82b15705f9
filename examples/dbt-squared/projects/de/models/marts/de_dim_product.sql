select
    product_id,
    product_label
-- JJ01: no blanks inside the braces.
from {{ref('core', 'dim_product')}}
