with calls as (

    select
        call_id,
        call_date,
        hcp_id,
        country_code
    from {{ ref('int_calls_enriched') }}

),

-- ST03: nothing reads this.
recent_calls as (

    select call_id
    from calls
    where call_date > current_date - 30

)

select
    call_id,
    call_date,
    hcp_id,
    country_code
from calls
