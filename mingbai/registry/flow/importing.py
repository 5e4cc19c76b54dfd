"""An import: sent by one post, checked, looked through, merged by another, undone if nothing rests on it."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from mingbai.kit.flow import Evidence, Flow, Guard, Move, State
from mingbai.kit.scope import ActingPost
from mingbai.registry import permits
from mingbai.registry.queries.imports import to_merge
from mingbai.registry.states import ImportState as S


def _has_something(batch: Any, _acting: ActingPost) -> bool:
    return to_merge(batch.counts) > 0


SOMETHING = Guard(_("The ledger says all of this already: there is nothing to merge."), _has_something)
WHY = Evidence("reason", _("Reason"))

importing = Flow(
    name="import",
    title=_("Import"),
    initial=S.UPLOADED,
    states=[
        State(S.UPLOADED, S.UPLOADED.label, "waiting"),
        State(S.CHECKED, S.CHECKED.label, "open"),
        State(S.ASKED, S.ASKED.label, "waiting"),
        State(S.MERGING, S.MERGING.label, "waiting"),
        State(S.MERGED, S.MERGED.label, "closed"),
        State(S.WITHDRAWN, S.WITHDRAWN.label, "plain"),
        State(S.UNDOING, S.UNDOING.label, "waiting"),
        State(S.UNDONE, S.UNDONE.label, "plain"),
    ],
    moves=[
        Move("finish_check", _("Finish the check"), (S.UPLOADED,), S.CHECKED, who=permits.uploader),
        Move("send_again", _("Send mended rows"), (S.CHECKED, S.ASKED), S.UPLOADED, who=permits.uploader),
        Move("ask", _("Ask for the merge"), (S.CHECKED,), S.ASKED, who=permits.uploader, guard=SOMETHING),
        Move("recheck", _("Check again"), (S.UPLOADED, S.CHECKED), S.UPLOADED, who=permits.uploader),
        Move("send_back", _("Send back"), (S.ASKED,), S.CHECKED, who=permits.merger, evidence=(WHY,)),
        Move("merge", _("Merge into the ledger"), (S.ASKED,), S.MERGING, who=permits.merger, guard=SOMETHING),
        Move("finish_merge", _("Finish the merge"), (S.MERGING,), S.MERGED, who=permits.merger),
        Move("fail_merge", _("Give the merge up"), (S.MERGING,), S.CHECKED, who=permits.lapses),
        Move(
            "withdraw",
            _("Withdraw"),
            (S.UPLOADED, S.CHECKED, S.ASKED),
            S.WITHDRAWN,
            who=permits.uploader,
            danger=True,
        ),
        Move(
            "undo",
            _("Undo the merge"),
            (S.MERGED,),
            S.UNDOING,
            who=permits.merger,
            evidence=(WHY,),
            danger=True,
        ),
        Move("finish_undo", _("Finish undoing"), (S.UNDOING,), S.UNDONE, who=permits.merger),
        Move("fail_undo", _("Give undoing up"), (S.UNDOING,), S.MERGED, who=permits.lapses),
    ],
)
