-- AM04: nobody can say which columns this has; the seed may grow one.
select * from {{ source('crm', 'account') }}
