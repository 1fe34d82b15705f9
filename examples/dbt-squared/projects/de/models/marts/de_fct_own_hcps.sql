{{ hcps_of(['de']) }}
