"""Fetching an export."""

from django.http import Http404, HttpRequest, HttpResponseBase
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from mingbai.kit.files import store
from mingbai.kit.views.files import stream
from mingbai.org.actions import exports
from mingbai.org.queries.exports import own


@require_POST
def fetch(request: HttpRequest, key: str) -> HttpResponseBase:
    """The file, to its asker only, as often as the pack allows."""
    export = own(request.acting, key)
    if export is None:
        raise Http404(key)
    exports.fetch(export=export, by=request.acting, at=request.at)
    file = store.kept(export.file_id)
    if file is None:
        raise Http404(key)
    try:
        return stream(file)
    except store.Gone:
        raise exports.NoLonger(
            _("This file can no longer be fetched. Please ask for the list again.")
        ) from None
