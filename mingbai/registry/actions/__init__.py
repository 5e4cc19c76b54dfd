"""The only writers of the registry. Verbs of one subject stand together; ``today`` keeps what lists show."""
