"""Checks of the functions that run with the owner's rights: each is as the migrations laid it.

Whoever could replace ``kit_reveal`` would look without a trace.
"""

from collections.abc import Iterator
from typing import Any

from django.utils.translation import gettext_noop as _

from mingbai.kit.audit.fault import Fault
from mingbai.kit.rls import Definer

STANDING = """
SELECT p.proname, p.prosrc FROM pg_proc p
 WHERE p.pronamespace = 'public'::regnamespace AND p.prosecdef AND p.proname = ANY (%s)
"""


def faults(cursor: Any, laid: list[Any]) -> Iterator[Fault]:
    """What differs from the operations that have run; of a function laid twice, the later counts."""
    bodies = {one.name: one.body for one in laid if isinstance(one, Definer)}
    cursor.execute(STANDING, [list(bodies)])
    standing = dict(cursor.fetchall())
    for name in sorted(bodies):
        if standing.get(name) != bodies[name]:
            yield Fault("functions", name, _("A function that runs with the owner's rights was replaced."))
