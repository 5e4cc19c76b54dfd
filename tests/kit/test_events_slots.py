"""Events run in the caller's transaction; slots are declared before they are filled."""

from dataclasses import dataclass

import pytest
from django.db import transaction

from mingbai.kit import events, slots


@dataclass(frozen=True, slots=True, kw_only=True)
class Happened(events.Event):
    what: str


@pytest.fixture
def wires():
    before = events.wired()
    yield events.wire
    events.wire(before)


@pytest.mark.django_db
def test_handlers_run_in_order(wires) -> None:
    heard: list[str] = []
    wires({Happened: [lambda e: heard.append(f"1 {e.what}"), lambda e: heard.append(f"2 {e.what}")]})
    events.emit(Happened(what="rain"))
    assert heard == ["1 rain", "2 rain"]


@pytest.mark.django_db
def test_what_a_handler_raises_reaches_the_caller(wires) -> None:
    def fail(_event: Happened) -> None:
        raise LookupError("no roof")

    wires({Happened: [fail]})
    with pytest.raises(LookupError, match="no roof"), transaction.atomic():
        events.emit(Happened(what="rain"))


def test_an_event_outside_a_transaction_is_refused(wires) -> None:
    with pytest.raises(events.NotInTransaction):
        events.emit(Happened(what="rain"))


def test_only_events_are_wired() -> None:
    with pytest.raises(TypeError):
        events.wire({str: []})


def test_a_slot_is_declared_before_it_is_filled_or_read() -> None:
    with pytest.raises(slots.UnknownSlot):
        slots.fill({"test.nowhere": []})
    with pytest.raises(slots.UnknownSlot):
        slots.filled("test.nowhere")


def test_a_slot_gives_its_fillings_in_order(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(slots._Slots, "filled", {})
    monkeypatch.setattr(slots._Slots, "docs", dict(slots._Slots.docs))
    slots.declare("test.panel", "called with nothing")
    assert slots.filled("test.panel") == ()
    slots.fill({"test.panel": ["a", "b"]})
    assert slots.filled("test.panel") == ("a", "b")
