select
    products.product_id,
    -- AL02: an alias without `as`.
    products.product_name product_label,
    products.brand
-- AL01: and here for a table.
from {{ ref('stg_erp__products') }} products
