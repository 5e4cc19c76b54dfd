"""One's own account: password, second factor, recovery codes, signed-in browsers."""

import io

import segno
from django.contrib import messages
from django.contrib.auth import update_session_auth_hash
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from mingbai.kit import clock
from mingbai.kit.pack import installed
from mingbai.org.actions import factors, passwords, sessions
from mingbai.org.actions.refusal import Refused
from mingbai.org.forms.signing_in import Code, Password, RecoveryCode
from mingbai.org.queries import people
from mingbai.org.queries.presence import First
from mingbai.org.views import guessing

WRONG = 422
both = require_http_methods(["GET", "HEAD", "POST"])


@require_GET
def security(request: HttpRequest) -> HttpResponse:
    """What keeps the account safe, and which browsers are signed in."""
    user = request.presence.user
    found = {
        "person": user,
        "unit": people.unit_name(user),
        "seats": request.presence.seats,
        "factor": people.second_factor(user, confirmed=True),
        "codes_left": user.recovery_codes.filter(used_at=None).count(),
        "sessions": people.sign_ins(user),
        "this": request.presence.sign_in,
        "rules": installed().section("security"),
    }
    return render(request, "org/security.html", found)


@never_cache
@sensitive_post_parameters()
@both
def password(request: HttpRequest) -> HttpResponse:
    """Change one's own password; all other browsers are signed out."""
    form = Password(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            return _change(request, form)
        except passwords.WeakPassword as weak:
            for problem in weak.problems:
                form.add_error("new", problem)
        except passwords.WrongPassword as wrong:
            form.add_error("present", wrong.sentence)
    found = {"form": form, "rules": installed().get("security.password"), "first": request.presence.first}
    return render(request, "org/password.html", found, status=WRONG if form.errors else 200)


def _change(request: HttpRequest, form: Password) -> HttpResponse:
    here, given = request.presence, form.cleaned_data
    passwords.change_password(
        user=here.user, present=given["present"], new=given["new"], by=here.acting, at=request.at
    )
    sessions.end_sessions(user=here.user, why="password", by=here.acting, at=request.at, but=here.sign_in.pk)
    update_session_auth_hash(request, here.user)
    messages.success(request, _("Your password is changed. Other browsers were signed out."))
    return HttpResponseRedirect("/" if here.first else reverse("org:security"))


@never_cache
@both
def enrol(request: HttpRequest) -> HttpResponse:
    """Set up the second factor: a key to scan or type, then a first code."""
    here = request.presence
    form = Code(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            return _confirm(request, form.cleaned_data["code"])
        except factors.WrongCode as wrong:
            form.add_error("code", wrong.sentence)
    secret = factors.begin_second_factor(user=here.user, by=here.acting, at=request.at)
    grouped = " ".join(secret[start : start + 4] for start in range(0, len(secret), 4))
    found = {"form": form, "secret": grouped, "first": here.first == First.ENROL}
    return render(request, "org/enrol.html", found, status=WRONG if form.errors else 200)


def _confirm(request: HttpRequest, code: str) -> HttpResponse:
    here = request.presence
    codes = factors.confirm_second_factor(
        user=here.user, code=code, now=clock.machine().timestamp(), by=here.acting, at=request.at
    )
    request.session["verified"] = True
    return render(request, "org/recovery_codes.html", {"codes": codes})


@never_cache
@require_GET
def enrol_picture(request: HttpRequest) -> HttpResponse:
    """The key as a picture for the phone, while it is not confirmed."""
    user = request.presence.user
    factor = people.second_factor(user, confirmed=False)
    if factor is None:
        raise Http404("enrol_picture")
    name = installed().get("labels.product.name").en
    key = f"otpauth://totp/{name}:{user.username}?secret={factors.shown_secret(factor)}&issuer={name}"
    drawn = io.BytesIO()
    segno.make(key, error="m").save(drawn, kind="svg", scale=5, border=2, dark="#000", light="#fff")
    return HttpResponse(drawn.getvalue(), content_type="image/svg+xml")


@never_cache
@both
def renew_codes(request: HttpRequest) -> HttpResponse:
    """New recovery codes after a code from the phone; the old ones are void."""
    here = request.presence
    form = Code(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            factors.check_code(
                user=here.user, code=form.cleaned_data["code"], now=clock.machine().timestamp()
            )
        except factors.WrongCode as wrong:
            form.add_error("code", wrong.sentence)
        else:
            codes = factors.renew_recovery_codes(user=here.user, by=here.acting, at=request.at)
            return render(request, "org/recovery_codes.html", {"codes": codes})
    return render(request, "org/renew_codes.html", {"form": form}, status=WRONG if form.errors else 200)


@never_cache
@both
def give_code(request: HttpRequest) -> HttpResponse:
    """A post that needs the second factor was taken up after signing in: the code is asked for now."""
    return _give(request, Code, "org/give_code.html")


@never_cache
@both
def give_recovery(request: HttpRequest) -> HttpResponse:
    """A recovery code in place of it."""
    return _give(request, RecoveryCode, "org/give_recovery.html")


def _give(request: HttpRequest, kind: type[Code | RecoveryCode], template: str) -> HttpResponse:
    form = kind(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            _check(request, kind, form.cleaned_data["code"])
        except Refused as refused:
            form.add_error("code", refused.sentence)
        else:
            request.session.cycle_key()
            request.session["verified"] = True
            return redirect("/")
    return render(request, template, {"form": form}, status=WRONG if form.errors else 200)


def _check(request: HttpRequest, kind: type[Code | RecoveryCode], code: str) -> None:
    user = request.presence.user
    guessing.not_locked(request, user.username)
    try:
        if kind is Code:
            factors.check_code(user=user, code=code, now=clock.machine().timestamp())
        else:
            factors.use_recovery_code(user=user, code=code, at=request.at)
    except factors.WrongCode:
        guessing.failed(request, user.username)
        raise


@require_POST
def end_session(request: HttpRequest, number: int) -> HttpResponse:
    """End one of one's own signed-in browsers."""
    sign_in = people.sign_in(request.presence.user, number)
    if sign_in is None:
        raise Http404("session")
    sessions.end_session(sign_in=sign_in, why="remote", by=request.presence.acting, at=request.at)
    messages.success(request, _("That browser is signed out."))
    return redirect("org:security")


@require_POST
def end_others(request: HttpRequest) -> HttpResponse:
    """End every other browser of one's own."""
    here = request.presence
    sessions.end_sessions(user=here.user, why="remote", by=here.acting, at=request.at, but=here.sign_in.pk)
    messages.success(request, _("All other browsers are signed out."))
    return redirect("org:security")
