{# Spark and Databricks. #}

{% macro spark__current_timestamp() -%}
  current_timestamp()
{%- endmacro %}

{% macro spark__current_timestamp_backcompat() -%}
    current_timestamp()
{%- endmacro %}

{% macro spark__snapshot_get_time() -%}
  current_timestamp()
{%- endmacro %}

{% macro databricks__current_timestamp() -%}
  current_timestamp()
{%- endmacro %}

{% macro spark__dateadd(datepart, interval, from_date_or_timestamp) %}

    {%- set clock_component -%}
        from_unixtime(
            unix_timestamp(
                {{ from_date_or_timestamp }}
            )
    {%- endset -%}

    {%- if datepart in ['day', 'week', 'month', 'quarter', 'year'] -%}
        {%- if datepart == 'day' -%}
            date_add({{ from_date_or_timestamp }}, {{ interval }})
        {%- elif datepart == 'week' -%}
            date_add({{ from_date_or_timestamp }}, {{ interval }} * 7)
        {%- elif datepart == 'month' -%}
            add_months({{ from_date_or_timestamp }}, {{ interval }})
        {%- elif datepart == 'quarter' -%}
            add_months({{ from_date_or_timestamp }}, {{ interval }} * 3)
        {%- else -%}
            add_months({{ from_date_or_timestamp }}, {{ interval }} * 12)
        {%- endif -%}
    {%- elif datepart in ['hour', 'minute', 'second'] -%}
        {%- set multiplier = {'hour': 3600, 'minute': 60, 'second': 1}[datepart] -%}
        {{ clock_component }} + ({{ interval }} * {{ multiplier }})
        )
    {%- else -%}
        {{ exceptions.raise_compiler_error("dateadd knows no part '" ~ datepart ~ "' on this adapter") }}
    {%- endif -%}

{% endmacro %}

{% macro databricks__dateadd(datepart, interval, from_date_or_timestamp) -%}
    timestampadd({{ datepart }}, {{ interval }}, {{ from_date_or_timestamp }})
{%- endmacro %}

{% macro spark__datediff(first_date, second_date, datepart) %}

    {%- if datepart in ['day', 'week', 'month', 'quarter', 'year'] -%}
        {%- set first_day = "date(" ~ first_date ~ ")" -%}
        {%- set second_day = "date(" ~ second_date ~ ")" -%}
        {%- if datepart == 'day' -%}
        datediff({{ second_day }}, {{ first_day }})
        {%- elif datepart == 'week' -%}
        case when {{ first_date }} < {{ second_date }}
            then floor(datediff({{ second_day }}, {{ first_day }}) / 7)
            else ceil(datediff({{ second_day }}, {{ first_day }}) / 7)
            end
        {%- else -%}
        {%- set months = {'month': 1, 'quarter': 3, 'year': 12}[datepart] -%}
        case when {{ first_date }} < {{ second_date }}
            then floor(months_between({{ second_day }}, {{ first_day }}) / {{ months }})
            else ceil(months_between({{ second_day }}, {{ first_day }}) / {{ months }})
            end
        {%- endif -%}
    {%- elif datepart in ['hour', 'minute', 'second', 'millisecond', 'microsecond'] -%}
        {%- set divisor = {'hour': 3600, 'minute': 60, 'second': 1, 'millisecond': 0.001, 'microsecond': 0.000001}[datepart] -%}
        floor((to_unix_timestamp({{ second_date }}) - to_unix_timestamp({{ first_date }})) / {{ divisor }})
    {%- else -%}
        {{ exceptions.raise_compiler_error("datediff knows no part '" ~ datepart ~ "' on this adapter") }}
    {%- endif -%}

{% endmacro %}

{% macro databricks__datediff(first_date, second_date, datepart) -%}
    timestampdiff({{ datepart }}, {{ first_date }}, {{ second_date }})
{%- endmacro %}

{% macro spark__concat(fields) -%}
    concat({{ fields|join(', ') }})
{%- endmacro %}

{% macro spark__any_value(expression) -%}
    any_value({{ expression }})
{%- endmacro %}

{% macro spark__bool_or(expression) -%}
    bool_or({{ expression }})
{%- endmacro %}

{% macro spark__listagg(measure, delimiter_text, order_by_clause, limit_num) -%}

  {%- if order_by_clause -%}
    {{ log("Databricks and Spark sort no strings that they put together: " ~ order_by_clause ~ " is left out.") }}
  {%- endif -%}

  {% set collect_list %} collect_list({{ measure }}) {% endset %}
  {% set limited %} slice({{ collect_list }}, 1, {{ limit_num }}) {% endset %}
  {% set collected = limited if limit_num else collect_list %}
  {% set final %} array_join({{ collected }}, {{ delimiter_text }}) {% endset %}
  {% do return(final) %}

{%- endmacro %}

{% macro spark__split_part(string_text, delimiter_text, part_number) %}

    {% set delimiter_expr %}
        case when regexp_extract({{ delimiter_text }}, '([^A-Za-z0-9])(.*)', 1) != '_'
            then concat('\\', {{ delimiter_text }})
            else {{ delimiter_text }} end
    {% endset %}

    {% if part_number >= 0 %}
        {% set index = part_number - 1 %}
        {% set split_part_expr %}
        split(
            {{ string_text }},
            {{ delimiter_expr }}
            )[({{ index }})]
        {% endset %}
    {% else %}
        {% set split_part_expr %}
        split(
            {{ string_text }},
            {{ delimiter_expr }}
            )[(
                length({{ string_text }})
                - length(
                    replace({{ string_text }},  {{ delimiter_text }}, '')
                ) + 1 + {{ part_number }}
                )]
        {% endset %}
    {% endif %}

    {{ return(split_part_expr) }}

{% endmacro %}

{% macro spark__escape_single_quotes(expression) -%}
{{ expression | replace("'","\\'") }}
{%- endmacro %}

{% macro databricks__safe_cast(field, type) %}
    try_cast({{ field }} as {{ type }})
{% endmacro %}

{% macro spark__array_append(array, new_element) -%}
    {{ array_concat(array, array_construct([new_element])) }}
{%- endmacro %}

{% macro spark__array_concat(array_1, array_2) -%}
    concat({{ array_1 }}, {{ array_2 }})
{%- endmacro %}

{% macro spark__array_construct(inputs, data_type) -%}
    array( {{ inputs|join(' , ') }} )
{%- endmacro %}

{% macro spark__generate_database_name(custom_database_name=none, node=none) -%}
  {% do return(none) %}
{%- endmacro %}
