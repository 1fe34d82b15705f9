select
    sale_id,
    product_id,
    account_id,
    -- LT02: this line is not indented like its neighbours.
      sold_at,
    amount
from {{ source('erp', 'sale') }}
