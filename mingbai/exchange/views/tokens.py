"""Making and revoking tokens; the text of a new one is shown once."""

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_POST

from mingbai.exchange import permits
from mingbai.exchange.actions import tokens as actions
from mingbai.exchange.forms.tokens import NewToken
from mingbai.exchange.queries import tokens

INCOMPLETE = 422
MOST = 100


@require_http_methods(["GET", "HEAD", "POST"])
def listed(request: HttpRequest) -> HttpResponse:
    """The post's tokens, and the form of a new one."""
    if not permits.may_send(request.acting):
        raise PermissionDenied(permits.sends.sentence())
    form, made = NewToken(request.POST or None), None
    if request.method == "POST" and form.is_valid():
        made = actions.make(name=form.cleaned_data["name"], by=request.acting, at=request.at)
        form = NewToken()
    context = {
        "form": form, "made": made, "days": tokens.rules()["token_days"],
        "tokens": [(one, _mine(request, one.user_id)) for one in tokens.of(request.acting)[:MOST]],
    }  # fmt: skip
    return render(request, "exchange/tokens.html", context, status=INCOMPLETE if form.errors else 200)


@require_POST
def revoke(request: HttpRequest, key: str) -> HttpResponse:
    """End a token."""
    token = tokens.of(request.acting).filter(key=key).first()
    if token is None:
        raise Http404(key)
    actions.revoke(token=token, by=request.acting, at=request.at)
    return redirect("exchange:tokens")


def _mine(request: HttpRequest, user_id: int) -> bool:
    return request.acting.user_id == user_id or permits.entrusts(request.acting)
