"""Mingbai (明白账): the one ledger of a county's work against poverty."""
