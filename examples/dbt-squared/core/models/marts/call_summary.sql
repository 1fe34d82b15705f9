-- NM02: a mart is called `dim_...` or `fct_...`.
select
    call_date,
    count(*) as call_count,
    -- LT05: this line is longer than a hundred characters.
    count(distinct case when country_code in ('DE', 'FR', 'BR', 'AT', 'CH') then hcp_id end) as european_hcp_count
from {{ ref('fct_calls') }}
group by call_date
