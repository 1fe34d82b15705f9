{# Trino; Athena speaks much the same. #}

{% macro trino__current_timestamp() -%}
    current_timestamp
{%- endmacro %}

{% macro trino__snapshot_get_time() -%}
    cast({{ current_timestamp() }} as {{ type_timestamp() }})
{%- endmacro %}

{% macro trino__dateadd(datepart, interval, from_date_or_timestamp) -%}
    date_add('{{ datepart }}', {{ interval }}, {{ from_date_or_timestamp }})
{%- endmacro %}

{% macro trino__datediff(first_date, second_date, datepart) -%}
    date_diff('{{ datepart }}', {{ first_date }}, {{ second_date }})
{%- endmacro %}

{% macro trino__date_trunc(datepart, date) -%}
    date_trunc('{{datepart}}', {{date}})
{%- endmacro %}

{% macro trino__any_value(expression) -%}
    min({{ expression }})
{%- endmacro %}

{% macro trino__bool_or(expression) -%}
    bool_or({{ expression }})
{%- endmacro %}

{% macro trino__concat(fields) -%}
    concat({{ fields|join(', ') }})
{%- endmacro %}

{% macro trino__hash(field) -%}
    lower(to_hex(md5(to_utf8(cast({{field}} as {{ dbt.type_string() }})))))
{%- endmacro %}

{% macro trino__listagg(measure, delimiter_text, order_by_clause, limit_num) -%}
    {% set collect_list %} array_agg({{ measure }} {% if order_by_clause -%}{{ order_by_clause }}{%- endif %}) {% endset %}
    {% set limited %} slice({{ collect_list }}, 1, {{ limit_num }}) {% endset %}
    {% set collected = limited if limit_num else collect_list %}
    {% set final %} array_join({{ collected }}, {{ delimiter_text }}) {% endset %}
    {{ return(final) }}
{%- endmacro %}

{% macro trino__position(substring_text, string_text) -%}
    strpos({{ string_text }}, {{ substring_text }})
{%- endmacro %}

{% macro trino__right(string_text, length_expression) -%}
    case
        when {{ length_expression }} = 0 then ''
        else substr({{ string_text }}, -1 * {{ length_expression }})
    end
{%- endmacro %}

{% macro trino__safe_cast(field, type) -%}
    try_cast({{ field }} as {{ type }})
{%- endmacro %}

{% macro trino__split_part(string_text, delimiter_text, part_number) -%}
    {%- if part_number >= 0 -%}
    split_part({{ string_text }}, {{ delimiter_text }}, {{ part_number }})
    {%- else -%}
    {{ dbt._split_part_negative(string_text, delimiter_text, part_number) }}
    {%- endif -%}
{%- endmacro %}

{% macro trino__array_append(array, new_element) -%}
    {{ array_concat(array, array_construct([new_element])) }}
{%- endmacro %}

{% macro trino__array_concat(array_1, array_2) -%}
    concat({{ array_1 }}, {{ array_2 }})
{%- endmacro %}

{% macro trino__array_construct(inputs, data_type) -%}
    array[ {{ inputs|join(' , ') }} ]
{%- endmacro %}
