select
    call_id,
    call_date
-- RE01: a relation written by hand. FD03: and it is a German one.
from affiliate_db_de.marts.de_fct_calls
