"""The flows of this room."""

from mingbai.exchange.flow.delivering import delivering
from mingbai.exchange.flow.entrusting import entrusting
from mingbai.exchange.flow.handed import handed, handed_row
from mingbai.exchange.flow.pairing import pairing

__all__ = ["delivering", "entrusting", "handed", "handed_row", "pairing"]
