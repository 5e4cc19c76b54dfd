"""docs/flow.md: for every flow its diagram (Mermaid) and its table, made from the declaration."""

from collections.abc import Iterable

from mingbai.kit.flow.flow import Flow
from mingbai.kit.flow.moves import Move

HEAD = """# Flows

Made from the flows' tables by `python tools/flows.py`; do not edit. `make check` compares.
"""


def mermaid(flow: Flow) -> str:
    """A state diagram."""
    lines = ["stateDiagram-v2"]
    lines += [f"    {state.name}: {state.title}" for state in flow.states.values()]
    lines.append(f"    [*] --> {flow.initial}")
    for move in flow.moves.values():
        lines += [f"    {source} --> {move.target}: {move.title}" for source in move.sources]
    lines += [f"    {name} --> [*]" for name in flow.states if not flow.leaving(name)]
    return "\n".join(lines)


def table(flow: Flow) -> str:
    """One row for each move."""
    lines = [
        "| move | from | to | who | guard | within | evidence |",
        "|---|---|---|---|---|---|---|",
    ]
    lines += [f"| {' | '.join(_cells(flow, move))} |" for move in flow.moves.values()]
    return "\n".join(lines)


def _cells(flow: Flow, move: Move) -> list[str]:
    return [
        f"`{move.name}` {move.title}{' (asks twice)' if move.danger else ''}",
        ", ".join(str(flow.states[name].title) for name in move.sources),
        str(flow.states[move.target].title),
        str(move.who.words),
        str(move.guard.sentence) if move.guard else "",
        move.within.words() if move.within else "",
        ", ".join(str(evidence.title) for evidence in move.evidence),
    ]


def document(flows: Iterable[Flow]) -> str:
    """The whole file."""
    parts = [HEAD]
    parts += [
        f"## {flow.title} (`{flow.name}`)\n\n```mermaid\n{mermaid(flow)}\n```\n\n{table(flow)}\n"
        for flow in flows
    ]
    return "\n".join(parts)
