"""The room's lists. Each is one declaration; ``mingbai.kit.ledger`` makes the pages."""

from mingbai.org.ledgers.accounts import accounts
from mingbai.org.ledgers.delegations import delegations
from mingbai.org.ledgers.exports import exports
from mingbai.org.ledgers.posts import posts
from mingbai.org.ledgers.sessions import sessions
from mingbai.org.ledgers.units import units

__all__ = ["accounts", "delegations", "exports", "posts", "sessions", "units"]
