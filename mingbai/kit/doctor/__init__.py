"""Says in plain words what is right and what is wrong with an installation, and how to mend it."""

from mingbai.kit.doctor.examine import examine
from mingbai.kit.doctor.finding import Finding, right, wrong

__all__ = ["Finding", "examine", "right", "wrong"]
