select hcp_id
-- FD00: which model this reads is known only when the job runs.
from {{ ref('fr_' ~ env_var('PANEL_MODEL')) }}
