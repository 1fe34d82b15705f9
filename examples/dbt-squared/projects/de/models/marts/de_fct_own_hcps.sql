{{ shared.hcps_of(['de']) }}
