{# Macros of well-known packages whose result is documented and needs nobody else, for projects without their packages. #}

{% macro utils__group_by(n) %}group by {% for position in range(1, n + 1) %}{{ position }}{{ ', ' if not loop.last }}{% endfor %}{% endmacro %}

{% macro expectations__group_by(n) %}{% if n > 0 %}group by {% for position in range(1, n + 1) %}{{ position }}{{ ', ' if not loop.last }}{% endfor %}{% endif %}{% endmacro %}

{% macro fivetran_utils__enabled_vars(vars) %}
  {% for name in vars %}{% if var(name, true) == false %}{{ return(false) }}{% endif %}{% endfor %}
  {{ return(true) }}
{% endmacro %}

{% macro fivetran_utils__enabled_vars_one_true(vars) %}
  {% for name in vars %}{% if var(name, false) == true %}{{ return(true) }}{% endif %}{% endfor %}
  {{ return(false) }}
{% endmacro %}
