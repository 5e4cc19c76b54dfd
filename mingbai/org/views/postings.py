"""Appointing people to posts, transferring and removing them."""

from datetime import datetime, time

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from mingbai.kit.scope import rows
from mingbai.org import permits
from mingbai.org.actions import postings
from mingbai.org.actions.refusal import demand
from mingbai.org.forms.keeping import Appoint, Reason, Transfer
from mingbai.org.models import Post, Posting

INCOMPLETE = 422
both = require_http_methods(["GET", "HEAD", "POST"])


@both
def appoint(request: HttpRequest, code: str) -> HttpResponse:
    """Let somebody hold a post from now on."""
    demand(permits.appoints, by=request.acting)
    post = rows(Post, request.acting).filter(code=code).first()
    if post is None:
        raise Http404(code)
    form = Appoint(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            _appoint(request, post, form)
        except (postings.PostTaken, postings.KeptApart, postings.NotFree, postings.NotOneself) as bad:
            form.add_error("person", bad.sentence)
        else:
            return redirect("org:posts-one", key=code)
    return _page(request, _("Appoint to %(post)s") % {"post": post.name}, form, post)


def _appoint(request: HttpRequest, post: Post, form: Appoint) -> None:
    person, day = form.cleaned_data["person"], form.cleaned_data["ends"]
    ends = datetime.combine(day, time.min, timezone.get_current_timezone()) if day else None
    postings.assign_post(post=post, user=person, by=request.acting, at=request.at, ends=ends)
    messages.success(request, _("%(name)s holds this post now.") % {"name": person.display_name})


@both
def revoke(request: HttpRequest, number: int) -> HttpResponse:
    """Take a post away; it counts from the person's next click."""
    posting = _posting(request, number)
    form = Reason(request.POST or None)
    if request.method == "POST" and form.is_valid():
        reason = form.cleaned_data["reason"]
        postings.revoke(posting=posting, by=request.acting, at=request.at, reason=reason)
        messages.success(request, _("%(name)s no longer holds this post.") % {"name": posting.holder})
        return redirect("org:posts-one", key=posting.post.code)
    title = _("Take the post from %(name)s") % {"name": posting.holder}
    return _page(request, title, form, posting.post, danger=True)


@both
def transfer(request: HttpRequest, number: int) -> HttpResponse:
    """Move a person from one post to another in one step."""
    posting = _posting(request, number)
    form = Transfer(request.POST or None)
    if request.method == "POST" and form.is_valid():
        to = rows(Post, request.acting).filter(code=form.cleaned_data["to"].strip()).first()
        if to is None:
            form.add_error("to", _("There is no post with this code."))
        else:
            return _transfer(request, posting, to, form)
    return _page(request, _("Transfer %(name)s") % {"name": posting.holder}, form, posting.post)


def _transfer(request: HttpRequest, posting: Posting, to: Post, form: Transfer) -> HttpResponse:
    reason = form.cleaned_data["reason"]
    postings.transfer(posting=posting, to=to, by=request.acting, at=request.at, reason=reason)
    messages.success(request, _("%(name)s holds this post now.") % {"name": posting.holder})
    return redirect("org:posts-one", key=to.code)


def _posting(request: HttpRequest, number: int) -> Posting:
    demand(permits.appoints, by=request.acting)
    found = rows(Posting, request.acting).filter(pk=number).select_related("post", "user").first()
    if found is None:
        raise Http404(str(number))
    return found


def _page(
    request: HttpRequest, title: str, form: Appoint | Reason, post: Post, *, danger: bool = False
) -> HttpResponse:
    found = {"title": title, "form": form, "post": post, "danger": danger}
    return render(request, "org/posting.html", found, status=INCOMPLETE if form.errors else 200)
