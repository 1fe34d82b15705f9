{% set latest = run_query('select max(panel_id) from ' ~ ref('stg_local__panels')).columns[0][0] %}
select hcp_id
-- FD00: which model this reads is looked up when the job runs.
from {{ ref('fr_fct_panel_' ~ latest) }}
