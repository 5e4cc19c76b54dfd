"""Fetching an export."""

from django.http import Http404, HttpRequest, HttpResponseBase, StreamingHttpResponse
from django.utils.http import content_disposition_header
from django.views.decorators.http import require_POST

from mingbai.kit.files import store
from mingbai.kit.files.models import StoredFile
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
    response = StreamingHttpResponse(store.content(file), content_type=file.media_type)
    response["Content-Disposition"] = content_disposition_header(as_attachment=True, filename=file.title)
    return response
