"""What every refusal has in common: a sentence for the person, a code for the record, a status."""

from typing import Any

from mingbai.kit.text import Text


class Refused(Exception):
    """A deed that was not done. `sentence` says why and, where it can, what would mend it.

    `status` 403: the acting post may not do it at all (recorded as a refused attempt); 409: not now;
    400: what was sent does not make sense. `subject` is what it was about, if anything.
    """

    code = "refused"
    status = 409

    def __init__(self, sentence: Text, *, subject: Any = None) -> None:
        super().__init__(sentence)
        self.sentence = sentence
        self.subject = subject

    def __str__(self) -> str:
        return str(self.sentence)
