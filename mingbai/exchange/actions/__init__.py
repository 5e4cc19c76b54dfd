"""The only writers of the exchange. Verbs of one subject stand together."""
