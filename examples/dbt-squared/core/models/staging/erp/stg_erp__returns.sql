-- RE03: there is no table `return` in the source `erp`.
select
    return_id,
    sale_id,
    returned_at
from {{ source('erp', 'return') }}
