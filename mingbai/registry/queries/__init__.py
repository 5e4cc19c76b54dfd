"""Questions to the registry. Each function asks; none writes."""
