"""Adding a paper to a draft, and taking it away again."""

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from mingbai.registry.actions import changes_papers
from mingbai.registry.forms.changes import PaperForm
from mingbai.registry.queries import changes_kinds as kinds
from mingbai.registry.views.changes import change_of


@require_POST
def paper(request: HttpRequest, key: UUID) -> HttpResponse:
    """Keep a photograph or scan with the draft."""
    change = change_of(request, key)
    accepted = [(code, kinds.paper_name(code)) for code in kinds.accepted(change.kind)]
    form = PaperForm(request.POST, request.FILES, kinds=accepted)
    if not form.is_valid():
        raise changes_papers.BadPaper(_("Please choose the paper and a photograph or PDF."))
    sent = form.cleaned_data["file"]
    changes_papers.add(
        change=change, kind=form.cleaned_data["kind"], title=sent.name, pieces=sent.chunks(),
        by=request.acting, at=request.at,
    )  # fmt: skip
    messages.success(request, _("The paper was added."))
    return redirect("registry:changes-one", key=change.key)


@require_POST
def paper_gone(request: HttpRequest, key: UUID, number: int) -> HttpResponse:
    """Take a paper away again."""
    change = change_of(request, key)
    found = change.papers.filter(pk=number).first()
    if found is None:
        raise Http404(number)
    changes_papers.remove(change=change, paper=found, by=request.acting, at=request.at)
    return redirect("registry:changes-one", key=change.key)
