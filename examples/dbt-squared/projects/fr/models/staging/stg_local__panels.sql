select
    panel_id,
    hcp_id
from {{ source('local', 'panels') }}
