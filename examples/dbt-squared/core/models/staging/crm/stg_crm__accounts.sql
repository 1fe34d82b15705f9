select
    account_id,
    -- LT01: two blanks before the alias, none after the comma.
    account_name  as account_name_local,
    upper(country) as country_code,
    coalesce(beds,0) as bed_count
from {{ source('crm', 'account') }}
