"""Households and persons over time: who the county's people are, kept true."""
