def model(dbt, session):
    dbt.config(materialized="table")
    # RE02: the model is called `dim_hcp`.
    hcps = dbt.ref("dim_hcps")
    calls = dbt.ref("fct_calls")
    return hcps.join(calls, "hcp_id").groupby("hcp_id").count()
