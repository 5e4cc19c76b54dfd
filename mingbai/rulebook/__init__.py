"""Facts, parameters and rules, compiled to columnar queries. Plain Python."""
