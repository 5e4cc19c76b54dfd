"""The county's cause and effect: every event's handlers and every slot's contents, in one place."""

from datetime import datetime

from django.apps import AppConfig


class Wiring(AppConfig):
    """Loaded last, when every room is there."""

    name = "mingbai.wiring"
    label = "wiring"

    def ready(self) -> None:
        """Handlers and slots are declared here as rooms bring them."""
        from mingbai.kit import audit, events, requests, slots
        from mingbai.kit.jobs import clockwork, execute
        from mingbai.kit.jobs import tasks as rounds_of_the_queue
        from mingbai.kit.jobs.events import JobEnded
        from mingbai.kit.vault import holdings
        from mingbai.org import jobs, ledgers
        from mingbai.org.actions import exports, factors, rounds
        from mingbai.org.panels import around, tasks
        from mingbai.org.queries import machine, seats

        def seal(*, at: datetime) -> None:
            audit.seal()

        slots.fill(
            {
                "today.tasks": [
                    tasks.delegations_to_decide,
                    tasks.exports_to_decide,
                    tasks.exports_to_fetch,
                ],
                "menu": [around.menu],
                "posts": [around.posts],
                "place": [around.place],
                "search": [around.PLACES],
                "exports.ledgers": [ledgers.posts, ledgers.units],
                holdings.HOLDINGS: [factors.SEALED],
                execute.ACTING: [seats.acting_of],
                clockwork.MACHINE: [machine.at_work],
                rounds_of_the_queue.MINUTELY: [seal, clockwork.queue_lost_jobs, rounds.minutely],
                rounds_of_the_queue.HOURLY: [
                    clockwork.clear_files,
                    clockwork.forget_old_entries,
                    requests.each_hour,
                    rounds.hourly,
                ],
            }
        )
        events.wire({JobEnded: [exports.give_up]})
        _declared = jobs  # its jobs are declared by being read
