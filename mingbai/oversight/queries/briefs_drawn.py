"""Charts of a brief as shapes for SVG: drawn for a phone's width, in the page's own colours and type."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from mingbai.oversight.queries.briefs_papers import cut, room
from mingbai.oversight.queries.briefs_words import Chart

WIDTH = 336  # of a phone of 360 less its margins: text then stands as large as on the page
LINE, BAR = 24, 15
NUMBERS, NAME_ROOM, NAME_UNIT = 52, 20, 6.2  # a name's room in Latin characters, and how wide one is
TALL, FOOT = 120, 20


@dataclass(slots=True)
class Drawing:
    """A chart's shapes. A bar is x, y, width, height, kind; a word x, y, anchor, kind, text."""

    chart: Chart
    height: int
    bars: list[tuple[float, float, float, float, str]] = field(default_factory=list)
    words: list[tuple[float, float, str, str, str]] = field(default_factory=list)
    width: int = WIDTH

    def bar(self, x: float, y: float, width: float, height: float, kind: str) -> None:
        """One bar, if it has any length."""
        if width > 0 and height > 0:
            self.bars.append((round(x, 1), round(y, 1), round(width, 1), round(height, 1), kind))

    def word(self, x: float, y: float, anchor: str, kind: str, text: Any) -> None:
        """One word."""
        self.words.append((round(x, 1), round(y, 1), anchor, kind, str(text)))


def drawn(chart: Chart) -> Drawing:
    """Columns of two numbers, or bars of which a part is told apart."""
    return _bars(chart) if chart.part else _columns(chart)


def _most(chart: Chart) -> int:
    return max((max(first, second) for _name, first, second in chart.lines), default=0) or 1


def _columns(chart: Chart) -> Drawing:
    made, base = Drawing(chart, TALL + FOOT + LINE), TALL + LINE - 4
    step = WIDTH / max(1, len(chart.lines))
    for place, (name, *pair) in enumerate(chart.lines):
        left, wide = step * place, step * 0.42
        for at, (value, kind) in enumerate(zip(pair, ("first", "second"), strict=True)):
            x, tall = left + step * 0.06 + at * (wide + 1), TALL * value / _most(chart)
            made.bar(x, base - tall, wide, tall, kind)
            made.word(x + wide / 2, base - tall - 4, "middle", "value", value)
        made.word(left + step / 2, base + 15, "middle", "name", name)
    return made


def _bars(chart: Chart) -> Drawing:
    made = Drawing(chart, LINE * max(1, len(chart.lines)))
    names = [cut(name, NAME_ROOM) for name, _whole, _part in chart.lines]
    left = 12 + NAME_UNIT * max(map(room, names), default=0)
    scale = (WIDTH - left - NUMBERS) / _most(chart)
    for place, (_name, whole, part) in enumerate(chart.lines):
        top = LINE * place
        made.word(left - 6, top + 16, "end", "name", names[place])
        made.bar(left, top + 4, scale * part, BAR, "late")
        made.bar(left + scale * part, top + 4, scale * (whole - part), BAR, "first")
        made.word(
            left + scale * whole + 5, top + 16, "start", "value", f"{whole} / {part}" if part else whole
        )
    return made
