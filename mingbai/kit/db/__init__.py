"""The database ENGINE ``mingbai.kit.db``: Django's PostgreSQL, which tells every transaction who acts."""
