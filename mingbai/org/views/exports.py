"""Fetching an export."""

from django.http import Http404, HttpRequest, HttpResponseBase
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from mingbai.kit.files import store
from mingbai.kit.files.models import StoredFile
from mingbai.kit.views.files import stream
from mingbai.org.actions import exports
from mingbai.org.models import ExportRequest


@require_POST
def fetch(request: HttpRequest, key: str) -> HttpResponseBase:
    """The file, to its asker only, as often as the pack allows."""
    export = ExportRequest.objects.filter(user_id=request.acting.user_id, key=key).first()
    if export is None:
        raise Http404(key)
    exports.fetch(export=export, by=request.acting, at=request.at)
    file = StoredFile.objects.filter(code=export.file_id).first()
    if file is None:
        raise Http404(key)
    try:
        return stream(file)
    except store.Gone:
        raise exports.NoLonger(
            _("This file can no longer be fetched. Please ask for the list again.")
        ) from None
