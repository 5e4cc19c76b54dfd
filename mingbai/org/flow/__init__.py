"""The room's two flows."""

from mingbai.org.flow.delegations import delegation
from mingbai.org.flow.exports import export

__all__ = ["delegation", "export"]
