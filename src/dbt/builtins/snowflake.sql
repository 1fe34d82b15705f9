{# Snowflake. #}

{% macro snowflake__current_timestamp() -%}
  convert_timezone('UTC', current_timestamp())
{%- endmacro %}

{% macro snowflake__snapshot_get_time() -%}
  to_timestamp_ntz({{ current_timestamp() }})
{%- endmacro %}

{% macro snowflake__current_timestamp_backcompat() %}
  current_timestamp::{{ type_timestamp() }}
{% endmacro %}

{% macro snowflake__current_timestamp_in_utc_backcompat() %}
  convert_timezone('UTC', {{ snowflake__current_timestamp_backcompat() }})::{{ type_timestamp() }}
{% endmacro %}

{% macro snowflake__safe_cast(field, type) %}
    {% if type|upper == "GEOMETRY" %}
        try_to_geometry({{ field }})
    {% elif type|upper == "GEOGRAPHY" %}
        try_to_geography({{ field }})
    {% elif type|upper == "VARIANT" %}
        cast({{ field }} as {{ type }})
    {% else %}
        try_cast({{ field }} as {{ type }})
    {% endif -%}
{% endmacro %}

{% macro snowflake__cast(field, type) %}
    {% if type|upper == "GEOGRAPHY" -%}
    to_geography({{ field }})
    {% elif type|upper == "GEOMETRY" -%}
    to_geometry({{ field }})
    {% else -%}
    cast({{ field }} as {{ type }})
    {% endif -%}
{% endmacro %}

{% macro snowflake__right(string_text, length_expression) %}

    case when {{ length_expression }} = 0
        then ''
    else
        right(
            {{ string_text }},
            {{ length_expression }}
        )
    end

{%- endmacro %}

{% macro snowflake__bool_or(expression) -%}

    boolor_agg({{ expression }})

{%- endmacro %}

{% macro snowflake__escape_single_quotes(expression) -%}
{{ expression | replace("'", "\\'") }}
{%- endmacro %}

{% macro snowflake__array_construct(inputs, data_type) -%}
    array_construct( {{ inputs|join(' , ') }} )
{%- endmacro %}
