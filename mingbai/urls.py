"""Every address of the program, room by room."""

from django.urls import URLPattern, URLResolver, include, path

from mingbai.oversight import urls as oversight

urlpatterns: list[URLPattern | URLResolver] = [
    path("", include("mingbai.kit.urls")),
    path("", include("mingbai.org.urls")),
    path("registry/", include("mingbai.registry.urls")),
    path("exchange/", include("mingbai.exchange.urls")),
    path("screening/", include("mingbai.screening.urls")),
    path("oversight/", include("mingbai.oversight.urls")),
    path("brief/", include((oversight.BRIEF, "brief"))),
    path("duties/", include("mingbai.duties.urls")),
]

handler400 = "mingbai.kit.views.faults.bad_request"
handler403 = "mingbai.kit.views.faults.forbidden"
handler404 = "mingbai.kit.views.faults.not_found"
handler500 = "mingbai.kit.views.faults.server_error"
