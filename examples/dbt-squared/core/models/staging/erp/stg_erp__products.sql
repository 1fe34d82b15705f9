select
    product_id,
    product_name,
    -- CV02: `nvl` is Oracle's word for `coalesce`.
    nvl(brand, 'unbranded') as brand,
    -- CP03: one function in capitals.
    TRIM(category) as category
from {{ source('erp', 'product') }}
