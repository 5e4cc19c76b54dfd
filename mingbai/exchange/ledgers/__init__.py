"""The ledgers of this room."""

from mingbai.exchange.ledgers.authorisations import authorisations
from mingbai.exchange.ledgers.deliveries import delivered
from mingbai.exchange.ledgers.entrusted import entrusted
from mingbai.exchange.ledgers.handed import handed, handed_rows
from mingbai.exchange.ledgers.pairs import pairs

__all__ = ["authorisations", "delivered", "entrusted", "handed", "handed_rows", "pairs"]
