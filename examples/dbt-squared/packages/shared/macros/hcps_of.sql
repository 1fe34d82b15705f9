{#
  RE01: the relation in `country_relation` is put together by hand.
  FD06: what it names depends on the argument. projects/de hands it `fr`, and is told so; the macro is named here as well,
  because a package that everyone installs is the place to mend it.
#}
{% macro country_relation(country, relation) -%}
    affiliate_db_{{ country }}.marts.{{ country }}_{{ relation }}
{%- endmacro %}

{% macro hcps_of(countries) -%}
    {% for country in countries -%}
        select
            hcp_id,
            hcp_name
        from {{ shared.country_relation(country, 'dim_hcp') }}
        {% if not loop.last %}union all{% endif %}
    {% endfor -%}
{%- endmacro %}
