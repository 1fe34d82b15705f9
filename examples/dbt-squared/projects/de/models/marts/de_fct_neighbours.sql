-- FD06: the shared macro leads to the French database. The German half of the union is fine.
{{ shared.hcps_of(['de', 'fr']) }}
