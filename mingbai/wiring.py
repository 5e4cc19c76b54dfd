"""The county's cause and effect: every event's handlers and every slot's contents, in one place."""

from datetime import datetime
from typing import Any

from django.apps import AppConfig


class Wiring(AppConfig):
    """Loaded last, when every room is there."""

    name = "mingbai.wiring"
    label = "wiring"

    def ready(self) -> None:
        """Handlers and slots are declared here as rooms bring them."""
        from mingbai.kit import audit, events, slots
        from mingbai.kit.jobs import clockwork, execute
        from mingbai.kit.jobs import tasks as rounds_of_the_queue
        from mingbai.kit.vault import holdings
        from mingbai.org.actions import factors, rounds
        from mingbai.org.ledgers import asking
        from mingbai.org.panels import around
        from mingbai.org.queries import machine, seats
        from mingbai.registry.actions import importing
        from mingbai.registry.panels import around as registry_around
        from mingbai.registry.queries import incomes_threshold, pairings
        from mingbai.screening.queries import editions

        def seal(*, at: datetime) -> None:
            audit.seal()

        slots.fill(
            {
                **_today(),
                "posts": [around.posts],
                "place": [around.place],
                incomes_threshold.BOOK: [editions.current],
                "search": [registry_around.PEOPLE, around.PLACES],
                "sight.subjects": [registry_around.subjects],
                "ledger.export": [asking.ask_export],
                "exports.ledgers": _exported(),
                "exports.layouts": _layouts(),
                **_households(),
                **_benefits(),
                holdings.HOLDINGS: [factors.SEALED, importing.SEALED],
                execute.ACTING: [seats.acting_of],
                seats.HOUSEHOLDS: [pairings.of_post],
                clockwork.MACHINE: [machine.at_work],
                rounds_of_the_queue.MINUTELY: [seal, clockwork.queue_lost_jobs, rounds.minutely],
                rounds_of_the_queue.HOURLY: _hourly(),
            }
        )
        events.wire(_heard())
        _declare_jobs()


def _layouts() -> list[Any]:
    """The prescribed forms in which rows of a list may leave too."""
    from mingbai.registry.ledgers.layouts import LAYOUTS

    return LAYOUTS


def _exported() -> list[Any]:
    """The lists that may leave as a file: ledgers are declared by being read."""
    from mingbai.duties import ledgers as duties
    from mingbai.exchange import ledgers as exchange
    from mingbai.kit.ledger.known import ledgers
    from mingbai.org import ledgers as org
    from mingbai.oversight import ledgers as oversight
    from mingbai.registry import ledgers as registry
    from mingbai.screening import ledgers as screening

    _declared = (duties, exchange, org, oversight, registry, screening)
    return [one for one in ledgers() if one.export is not None]


def _heard() -> dict[type, list[Any]]:
    """Every event and who hears of it."""
    from mingbai.exchange.actions import entrusted
    from mingbai.exchange.events import DeliveryAccepted
    from mingbai.kit.jobs.events import JobEnded
    from mingbai.org.actions import exports
    from mingbai.registry.actions import importing
    from mingbai.screening.actions import runs

    return {
        JobEnded: [exports.give_up, importing.give_up, runs.give_up],
        DeliveryAccepted: [entrusted.on_accepted],
        **_findings(),
    }


def _declare_jobs() -> None:
    """Jobs are declared by being read."""
    from mingbai.exchange.jobs import deliveries as exchange_jobs
    from mingbai.exchange.jobs import handed as handed_jobs
    from mingbai.org import jobs
    from mingbai.oversight.jobs import periods as period_jobs
    from mingbai.registry.jobs import cards as card_jobs
    from mingbai.registry.jobs import importing as importing_jobs
    from mingbai.screening.jobs import book as book_jobs
    from mingbai.screening.jobs import runs as run_jobs
    from mingbai.screening.jobs import sending as sending_jobs
    from mingbai.screening.jobs import what_if as what_if_jobs

    _declared = (
        jobs,
        card_jobs,
        importing_jobs,
        run_jobs,
        sending_jobs,
        exchange_jobs,
        handed_jobs,
        book_jobs,
        what_if_jobs,
        period_jobs,
    )


def _hourly() -> list[Any]:
    """What the machine looks after each hour."""
    from mingbai.exchange.actions import retention
    from mingbai.kit import requests
    from mingbai.kit.jobs import clockwork
    from mingbai.org.actions import rounds
    from mingbai.oversight.actions import rechecking
    from mingbai.registry.actions import freezing
    from mingbai.screening.actions import rating, runs
    from mingbai.screening.jobs import what_if

    return [
        clockwork.clear_files,
        clockwork.forget_old_entries,
        requests.each_hour,
        rounds.hourly,
        freezing.hourly,
        what_if.hourly,
        retention.hourly,
        rating.hourly,
        runs.nightly,
        rechecking.hourly,
    ]


def _findings() -> dict[type, list[Any]]:
    """What becomes of findings when people answer them, and when households change."""
    from mingbai.exchange.events import HandedPostponed, HandedReopened, HandedSent, HandedUrged
    from mingbai.oversight.actions import arising
    from mingbai.registry.events import HouseholdMerged, HouseholdSplit, PeopleCame
    from mingbai.screening.actions import clocks, editions, filling, following, handed, queueing
    from mingbai.screening.events import FindingsReopened, FindingsVerified, RunDone

    return {
        RunDone: [clocks.on_run, editions.on_run, filling.on_run_done],
        FindingsVerified: [queueing.on_verified, arising.on_verified],
        FindingsReopened: [queueing.on_reopened],
        PeopleCame: [following.on_came],
        HouseholdSplit: [following.on_split],
        HouseholdMerged: [following.on_merged],
        HandedSent: [handed.receive],
        HandedUrged: [handed.urged],
        HandedPostponed: [handed.postponed],
        HandedReopened: [handed.reopened],
    }


def _today() -> dict[str, list[Any]]:
    """What a post finds on Today and in its menu."""
    from mingbai.duties.panels import around as duties_around
    from mingbai.exchange.panels import deliveries, handed
    from mingbai.org.panels import tasks
    from mingbai.oversight.panels import around as oversight_around
    from mingbai.oversight.panels import briefs, observing, periods, practices
    from mingbai.registry.panels import around as registry_around
    from mingbai.registry.panels import changes, changes_stops, corrections, imports
    from mingbai.screening.panels import benefits
    from mingbai.screening.panels import book as rule_book
    from mingbai.screening.panels import tasks as findings

    return {
        "today.tasks": [
            tasks.delegations_to_decide,
            tasks.exports_to_decide,
            tasks.exports_to_fetch,
            registry_around.looks_to_note,
            imports.to_merge,
            imports.to_look_through,
            changes.tasks,
            changes_stops.stops_to_decide,
            corrections.tasks,
            findings.to_answer,
            findings.to_identify,
            findings.to_send,
            findings.to_decide,
            findings.to_settle,
            findings.to_mend,
            benefits.missing_here,
            rule_book.tasks,
            deliveries.tasks,
            handed.tasks,
            oversight_around.tasks,
            observing.tasks,
            practices.tasks,
            briefs.tasks,
            periods.tasks,
            duties_around.tasks,
        ],
        "menu": _menu(),
    }


def _menu() -> list[Any]:
    """What a post does every day first, what it seldom does last."""
    from mingbai.duties.panels import around as duties
    from mingbai.exchange.panels import deliveries, handed
    from mingbai.kit.page import MenuGroup
    from mingbai.org.panels import around, menu
    from mingbai.oversight.panels import around as oversight
    from mingbai.oversight.panels import briefs, periods
    from mingbai.registry.panels import around as registry
    from mingbai.registry.panels import changes, corrections, imports, incomes
    from mingbai.screening.panels import around as findings
    from mingbai.screening.panels import benefits
    from mingbai.screening.panels import book as rule_book

    return [
        MenuGroup("", [around.today]),
        MenuGroup(menu.VERIFY, [findings.menu, handed.menu, benefits.menu]),
        MenuGroup(menu.PEOPLE, [registry.menu, incomes.menu, changes.menu]),
        MenuGroup(menu.SUPERVISION, [duties.menu, oversight.menu, briefs.menu, periods.menu]),
        MenuGroup(menu.DATA, [deliveries.menu, imports.menu, corrections.menu, rule_book.menu]),
        MenuGroup(menu.POSTS, [around.menu]),
    ]


def _households() -> dict[str, list[Any]]:
    """What the pages of households and persons are made of, in the order in which they show it."""
    from mingbai.oversight.panels import around as oversight_around
    from mingbai.registry.panels import (
        balance,
        changes,
        circumstances,
        corrections,
        housing,
        incomes,
        looks,
        members,
        pairings,
        timeline,
    )
    from mingbai.registry.queries import page
    from mingbai.screening.panels import around as screening

    return {
        page.HOUSEHOLD_PANELS: [
            balance.balance,
            members.members,
            incomes.years,
            housing.housing,
            circumstances.circumstances,
            balance.papers,
            screening.of_household,
            changes.of_household,
            oversight_around.of_household,
            looks.looks,
            timeline.of,
        ],
        page.PERSON_PANELS: [screening.of_person, corrections.of_person, looks.person_looks, timeline.of],
        page.HOUSEHOLD_MOVES: [timeline.own_moves, changes.moves, screening.moves],
        page.HOUSEHOLD_DOINGS: [incomes.doings, incomes.papers, changes.doings, pairings.doings],
    }


def _benefits() -> dict[str, list[Any]]:
    """What a household's page and card say of benefits that are due, missing and received."""
    from mingbai.registry.queries import cards, page
    from mingbai.screening.panels import benefits

    return {page.HOUSEHOLD_BALANCE: [benefits.balance], cards.DUE: [benefits.card]}
