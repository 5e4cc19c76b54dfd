"""Which kinds of post make which step of the close-out chain (handbook G.8); the pack says."""

from mingbai.kit.pack import installed
from mingbai.kit.scope import ActingPost

DEPARTMENT = ("department_officer", "department_head")
# Of a problem that lies with the county itself, its department's people check and sign.
COUNTY_STEPS = {"department_officer": frozenset({"check"}), "department_head": frozenset({"sign"})}


def kinds(step: str) -> tuple[str, ...]:
    """The kinds of post that make a step of the close-out chain."""
    found: tuple[str, ...] = installed().get(f"oversight.close_out.{step}")
    return found


def steps_of(acting: ActingPost) -> frozenset[str]:
    """The steps of the chain that a kind of post may ever make; whether here, the permits say."""
    if acting.user_id is None:
        return frozenset()
    made = {step for step in ("check", "sign", "verify") if acting.kind in kinds(step)}
    made |= {"close"} if acting.kind in kinds("approve") else set()
    made |= {"rectify"} if acting.households is not None or acting.kind in (*DEPARTMENT, *near()) else set()
    return frozenset(made | COUNTY_STEPS.get(acting.kind, frozenset()))


def near() -> tuple[str, ...]:
    """The kinds of post close to the people, which mend what lies in a village or township."""
    return (*kinds("check"), "township_officer", "verification_member")
