"""What the room keeps. Only its actions write here."""

from mingbai.org.models.areas import Area, AreaChange
from mingbai.org.models.delegations import Delegation
from mingbai.org.models.exports import ExportRequest
from mingbai.org.models.factors import OldPassword, RecoveryCode, SecondFactor
from mingbai.org.models.posts import Post, Posting
from mingbai.org.models.sessions import SignIn, StoredSession
from mingbai.org.models.throttle import Throttle
from mingbai.org.models.units import Unit
from mingbai.org.models.users import User

__all__ = [
    "Area",
    "AreaChange",
    "Delegation",
    "ExportRequest",
    "OldPassword",
    "Post",
    "Posting",
    "RecoveryCode",
    "SecondFactor",
    "SignIn",
    "StoredSession",
    "Throttle",
    "Unit",
    "User",
]
