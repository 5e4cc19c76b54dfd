"""Comparison runs and what they find: findings from the machine's proposal to a person's answer."""
