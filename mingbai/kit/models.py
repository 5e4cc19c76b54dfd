"""The kit's tables, gathered for Django; each is declared beside what uses it."""

from mingbai.kit.files.models import StoredFile
from mingbai.kit.jobs.models import Job
from mingbai.kit.requests import Answer
from mingbai.kit.sight import Sight
from mingbai.kit.steps import Step

__all__ = ["Answer", "Job", "Sight", "Step", "StoredFile"]
