"""The measured ledger, and beside it a bare Django page with the same query."""

from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.template import engines
from django.urls import path

from mingbai.kit.scope import require, rows
from tests.samples.models import Matter
from tests.samples.urls import urlpatterns as samples

BARE = """<!doctype html><html><head><title>Matters</title></head><body>
<h1>Matters</h1><p>{{ count }} rows</p><table>
<thead><tr><th>Number<th>Title<th>Topic<th>State<th>Deadline<th>Opened<th>Yuan<th>Part of</tr></thead>
<tbody>{% for row in rows %}<tr><td><a href="/matters/{{ row.number }}">{{ row.number }}</a></td>
<td>{{ row.title }}</td><td>{{ row.get_topic_display }}</td><td>{{ row.state }}</td>
<td>{{ row.due|date:"Y-m-d" }}</td><td>{{ row.opened_at|date:"Y-m-d H:i" }}</td><td>{{ row.fen }}</td>
<td>{{ row.parent.number }}</td></tr>{% endfor %}</tbody></table></body></html>"""
_template = engines["django"].from_string(BARE)


def bare(request: HttpRequest) -> HttpResponse:
    """Fifty rows and their count, as a few lines of Django would show them."""
    found: QuerySet = rows(Matter, require())
    shown = found.select_related("parent").order_by("due", "id")[:50]
    count = found.order_by().values("pk")[:10_001].count()
    return HttpResponse(_template.render({"rows": shown, "count": count}, request))


urlpatterns = [path("bare", bare), *samples]
