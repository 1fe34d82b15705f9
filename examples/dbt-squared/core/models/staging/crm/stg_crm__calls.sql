select
    call_id,
    hcp_id,
    call_date
-- CP01: a keyword in capitals where all others are in lower case.
FROM {{ source('crm', 'call') }}
where call_date is not null
