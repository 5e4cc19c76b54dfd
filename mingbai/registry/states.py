"""The states and lists of this room. Lists that a national form prescribes are the datasets' code lists."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Category(models.TextChoices):
    """户类型: the codes of the datasets' list ``household_type``; labels by era come from the pack."""

    ORDINARY = "ordinary", _("Ordinary household")
    POOR = "poor", _("Registered poor household")
    GRADUATED = "graduated", _("Graduated household")
    GRADUATED_WITHOUT = "graduated_without", _("Graduated without benefits")


class Monitor(models.TextChoices):
    """监测对象类别: why a household is watched, if it is."""

    NONE = "none", _("Not monitored")
    UNSTABLE = "unstable", _("Unstable graduated household")
    BORDERLINE = "borderline", _("Borderline household")
    SUDDEN = "sudden", _("Household in sudden hardship")


class HouseholdEnd(models.TextChoices):
    """Why a household is no longer there."""

    DIED_OUT = "died_out", _("Last member died")
    MOVED_AWAY = "moved_away", _("All moved away")
    MERGED = "merged", _("Merged into another household")
    WRONG = "wrong", _("Entered by mistake")


class Standing(models.TextChoices):
    """Whether a person counts among the county's people."""

    HERE = "here", _("Member of a household")
    AWAY = "away", _("No longer in the county")
    DEAD = "dead", _("Died")
    NOWHERE = "nowhere", _("Between households")


class Entry(models.TextChoices):
    """How a person came into a household."""

    START = "start", _("Since the ledger began")
    BIRTH = "birth", _("Birth")
    MARRIED_IN = "married_in", _("Married in")
    MOVED_IN = "moved_in", _("Moved in")
    ADOPTED = "adopted", _("Adopted")
    RELEASED = "released", _("Came back from prison")
    DISCHARGED = "discharged", _("Came back from the army")
    FOUND = "found", _("Came back")
    SPLIT = "split", _("Household split")
    MERGED = "merged", _("Household merged")
    ENTERED_LATE = "entered_late", _("Entered late")


class Leaving(models.TextChoices):
    """How a person left a household."""

    DEATH = "death", _("Death")
    MARRIED_OUT = "married_out", _("Married out")
    MOVED_OUT = "moved_out", _("Moved out")
    IMPRISONED = "imprisoned", _("Imprisoned")
    ENLISTED = "enlisted", _("Joined the army")
    MISSING = "missing", _("Missing")
    DIVORCED = "divorced", _("Divorced")
    SPLIT = "split", _("Household split")
    MERGED = "merged", _("Household merged")
    WRONG = "wrong", _("Entered by mistake")


class ChangeKind(models.TextChoices):
    """人口自然变更: the kinds of natural change (handbook B.5)."""

    BIRTH = "birth", _("Birth")
    DEATH = "death", _("Death")
    MARRY_IN = "marry_in", _("Marriage into the household")
    MARRY_OUT = "marry_out", _("Marriage out of the household")
    MOVE_IN = "move_in", _("Move in")
    MOVE_OUT = "move_out", _("Move out")
    IMPRISONED = "imprisoned", _("Imprisonment")
    RELEASED = "released", _("Release")
    ENLIST = "enlist", _("Joining the army")
    DEMOB = "demob", _("Return from the army")
    MISSING = "missing", _("Missing, or entered a religious order")
    FOUND = "found", _("Return of a missing person")
    ADOPT = "adopt", _("Adoption")
    DIVORCE = "divorce", _("Divorce")
    SPLIT = "split", _("Household split")
    MERGE = "merge", _("Household merger")
    HEAD_CHANGE = "head_change", _("Change of head")
    HOUSEHOLD_MOVE = "household_move", _("Whole household moves")
    HOUSEHOLD_END = "household_end", _("Whole household ends")
    LATE_ENTRY = "late_entry", _("Late entry of a person")


class ChangeState(models.TextChoices):
    """Where a natural change stands on its way from village to county."""

    DRAFT = "draft", _("Draft")
    SUBMITTED = "submitted", _("With the township")
    REVIEWED = "reviewed", _("With the county")
    RETURNED = "returned", _("Sent back to the village")
    APPLIED = "applied", _("Approved and entered")
    WITHDRAWN = "withdrawn", _("Withdrawn")


class StopState(models.TextChoices):
    """Where a proposal to stop a benefit stands; only the paying department decides."""

    PROPOSED = "proposed", _("Proposed")
    NOTIFIED = "notified", _("Household notified")
    STOPPED = "stopped", _("Department decided to stop")
    KEPT = "kept", _("Department decided to continue")
    APPEALED = "appealed", _("Household appeals against the decision")
    UPHELD = "upheld", _("Decision upheld")
    RESTORED = "restored", _("Benefit restored")


class CorrectionState(models.TextChoices):
    """Where a person's request about their own data stands (PIPL 44 to 47)."""

    ASKED = "asked", _("Waiting for a reply")
    DONE = "done", _("Done as asked")
    REFUSED = "refused", _("Refused with reason")
    WITHDRAWN = "withdrawn", _("Withdrawn")


class CorrectionAsk(models.TextChoices):
    """What a person may ask about their own data."""

    SEE = "see", _("See or copy")
    CORRECT = "correct", _("Correct")
    ERASE = "erase", _("Delete")


class FaultSource(models.TextChoices):
    """How an error of entry came to light."""

    RETURNED = "returned", _("Natural change sent back")
    REJECTED = "rejected", _("Row of an import rejected")
    CORRECTED = "corrected", _("Corrected later")


class Ground(models.TextChoices):
    """What a ranked ground is about: why a household became poor, or why it might again."""

    CAUSE = "cause", _("Cause of poverty")
    RISK = "risk", _("Risk of relapse")


class Occasion(models.TextChoices):
    """When an income statement was counted (handbook B.2)."""

    YEAR = "year", _("For the year")
    IDENTIFICATION = "identification", _("At identification")
    REMOVAL = "removal", _("At risk removal")


class FreezeKind(models.TextChoices):
    """Why a list was frozen."""

    MONTH_END = "month_end", _("End of month")
    RUN = "run", _("Comparison run")
    PUBLICATION = "publication", _("Publication")
    BY_HAND = "by_hand", _("Frozen by hand")


class ImportState(models.TextChoices):
    """Where an import stands."""

    UPLOADED = "uploaded", _("Being checked")
    CHECKED = "checked", _("Checked")
    ASKED = "asked", _("Waiting for the merge")
    MERGING = "merging", _("Being merged")
    MERGED = "merged", _("Merged")
    WITHDRAWN = "withdrawn", _("Withdrawn")
    UNDOING = "undoing", _("Being undone")
    UNDONE = "undone", _("Undone")


class Verdict(models.TextChoices):
    """What a staged row is to the ledger."""

    NEW = "new", _("New")
    CHANGED = "changed", _("Changed")
    SAME = "same", _("Unchanged")
    REJECTED = "rejected", _("Sent back")
    REPLACED = "replaced", _("Replaced by a mended row")
