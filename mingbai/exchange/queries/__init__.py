"""Questions to the exchange. Each function asks; none writes."""
