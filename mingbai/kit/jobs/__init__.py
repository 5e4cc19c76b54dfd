"""Long work: a row for its owner and an entry in the queue, written together, done by a worker.

A room declares its jobs in its `jobs` module; an action asks for one by name. The worker runs it as the post
that asked, if that post still holds, in steps that happen wholly or not at all.
"""

from mingbai.kit.jobs.asking import NotYours, again, cancel, defer
from mingbai.kit.jobs.models import Job
from mingbai.kit.jobs.params import NotPlain
from mingbai.kit.jobs.registry import UnknownJob, declared, job, names
from mingbai.kit.jobs.run import JobFailed, Run

__all__ = [
    "Job",
    "JobFailed",
    "NotPlain",
    "NotYours",
    "Run",
    "UnknownJob",
    "again",
    "cancel",
    "declared",
    "defer",
    "job",
    "names",
]
