"""The tables of this room."""

from mingbai.exchange.models.authorisations import Authorisation
from mingbai.exchange.models.deliveries import Delivery, DeliveryFault, DeliveryFile
from mingbai.exchange.models.entrusted import EntrustedLine, EntrustedRequest
from mingbai.exchange.models.handed import HandedLayout, HandedList, HandedRow
from mingbai.exchange.models.pairs import DoubtfulPair
from mingbai.exchange.models.tokens import ApiToken

__all__ = [
    "ApiToken",
    "Authorisation",
    "Delivery",
    "DeliveryFault",
    "DeliveryFile",
    "DoubtfulPair",
    "EntrustedLine",
    "EntrustedRequest",
    "HandedLayout",
    "HandedList",
    "HandedRow",
]
