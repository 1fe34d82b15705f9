select
    hcp_id,
    target_calls
from {{ source('local', 'targets') }}
