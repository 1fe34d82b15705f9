{# Athena, where it differs from Trino. #}

{% macro athena__current_timestamp() -%}
    cast(now() as timestamp)
{%- endmacro %}

{% macro athena__snapshot_get_time() -%}
    cast(now() as timestamp(6))
{%- endmacro %}

{% macro athena__dateadd(datepart, interval, from_date_or_timestamp) -%}
    date_add('{{ datepart }}', {{ interval }}, {{ from_date_or_timestamp }})
{%- endmacro %}

{% macro athena__datediff(first_date, second_date, datepart) -%}
    {%- if datepart == 'second' -%}
    date_diff('millisecond', date_trunc('second', cast({{ first_date }} as timestamp)), date_trunc('second', cast({{ second_date }} as timestamp))) / 1000
    {%- else -%}
    date_diff('{{ datepart }}', date_trunc('{{ datepart }}', cast({{ first_date }} as timestamp)), date_trunc('{{ datepart }}', cast({{ second_date }} as timestamp)))
    {%- endif -%}
{%- endmacro %}

{% macro athena__any_value(expression) -%}
    arbitrary({{ expression }})
{%- endmacro %}
