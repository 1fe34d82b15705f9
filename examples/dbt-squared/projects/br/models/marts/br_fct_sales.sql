-- FD04: the relation is moved into the French database before it is read.
select account_id
from {{ ref('core', 'fct_sales').replace_path(database='affiliate_db_fr') }}
