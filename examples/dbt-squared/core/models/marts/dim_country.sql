select
    country_code,
    -- AL08: two columns of one name.
    country_name as country_label,
    upper(country_name) as country_label
from {{ ref('country_codes') }}
