select
    sales.account_id,
    -- RF03: this column says no table where its neighbours do.
    product_id,
    sum(sales.amount) as amount
from {{ ref('stg_erp__sales') }} as sales
group by sales.account_id, product_id
