with hcps as (

    select * from {{ source('crm', 'hcp') }}

),

cleaned as (

    select
        hcp_id,
        account_id,
        {{ shared.clean_text('full_name') }} as hcp_name,
        upper(country) as country_code
    from hcps

)

select * from cleaned
