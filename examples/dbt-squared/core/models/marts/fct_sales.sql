-- ST08: `distinct` is no function.
select distinct(account_id) as account_id
from {{ ref('int_sales_by_account') }}
-- CV05: nothing is equal to null.
where amount != null
