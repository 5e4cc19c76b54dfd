"""Long work: a row for its owner and an entry in the queue, written together, done by a worker.

A room declares its jobs in its `jobs` module; an action asks for one by name. The worker runs it as the post
that asked, if that post still holds, in steps that happen wholly or not at all.
"""

from mingbai.kit.jobs.registry import UnknownJob, declared, job, names

__all__ = ["UnknownJob", "declared", "job", "names"]
