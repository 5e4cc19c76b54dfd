"""A small room for tests of the kit: one scoped model, one flow, one ledger."""
