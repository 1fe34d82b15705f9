with

orders as (
    select * from analytics.staging.stg_orders
),

order_items as (
    select * from analytics.staging.stg_order_items
),

customers as (
    select
        customer_id,
        country_code,
        first_order_at,
        is_active
    from analytics.core.dim_customers
    where is_active
),

order_item_totals as (
    select
        order_items.order_id,
        count(*) as number_of_items,
        sum(order_items.quantity) as total_quantity,
        sum(order_items.quantity * order_items.unit_price) as gross_amount,
        sum(
            case
                when order_items.discount_rate is null then 0
                when order_items.discount_rate > 1 then order_items.discount_rate / 100
                else order_items.discount_rate
            end * order_items.quantity * order_items.unit_price
        ) as discount_amount
    from order_items
    where order_items.is_cancelled = false
    group by order_items.order_id
),

-- the first order of each customer in each country
ranked as (
    select
        orders.order_id,
        orders.customer_id,
        orders.ordered_at,
        orders.status,
        row_number() over (
            partition by orders.customer_id
            order by orders.ordered_at, orders.order_id
        ) as order_number,
        lag(orders.ordered_at) over (partition by orders.customer_id order by orders.ordered_at) as previous_order_at
    from orders
    where
        orders.status not in ('cancelled', 'fraud', 'test')
        and orders.ordered_at >= cast('2020-01-01' as timestamp)
),

joined as (
    select
        ranked.order_id,
        ranked.customer_id,
        customers.country_code,
        ranked.ordered_at,
        ranked.status,
        coalesce(order_item_totals.number_of_items, 0) as number_of_items,
        coalesce(order_item_totals.gross_amount, 0) as gross_amount,
        coalesce(order_item_totals.gross_amount, 0) - coalesce(order_item_totals.discount_amount, 0) as net_amount,
        datediff('day', ranked.previous_order_at, ranked.ordered_at) as days_since_previous_order,
        ranked.order_number = 1 as is_first_order,
        date_trunc('month', ranked.ordered_at)::date as order_month
    from ranked
    inner join customers on ranked.customer_id = customers.customer_id
    left join order_item_totals on ranked.order_id = order_item_totals.order_id
)

select * from joined
