"""Which area a page of figures is about, and which standing a figure has."""

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest
from django.utils.translation import gettext as _

from mingbai.kit.ledger.asked import BadQuestion
from mingbai.org.models import Area
from mingbai.org.queries import areas
from mingbai.screening import permits


def area_of(request: HttpRequest) -> Area:
    """The area that the address names within the post's reach; else the post's own.

    Raises PermissionDenied for posts that see no figures, Http404 for areas beyond.
    """
    if not permits.sees_figures(request.acting, None):
        raise PermissionDenied(permits.sees_figures.sentence())
    code = request.GET.get("area", "") or request.acting.area_code
    found = areas.within(request.acting).filter(code=code).first()
    if found is None or not request.acting.covers(code):
        raise Http404(code)
    return found


def one_of(value: str, known: object, title: object) -> str:
    """A value that the address gives. Raises BadQuestion."""
    if value not in known:  # type: ignore[operator]  # a list or an enumeration's values
        words = {"title": title, "value": value[:40]}
        raise BadQuestion(_("“%(value)s” is no value of the filter “%(title)s”.") % words)
    return value
