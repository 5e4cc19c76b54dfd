"""Pages of the county office alone."""

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest

from mingbai.oversight import permits
from mingbai.oversight.queries import teams


def demand(request: HttpRequest) -> None:
    """Raise PermissionDenied for any other post."""
    if not teams.directs(request.acting):
        raise PermissionDenied(permits.office.sentence())
