select
    hcp_id,
    target_calls
-- FD02: a source of this project's own, but what it names belongs to Germany.
from {{ source('neighbours', 'targets') }}
