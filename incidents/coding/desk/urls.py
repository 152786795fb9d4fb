"""Which addresses has the desk? They lie inside the admin, behind its login."""

from collections.abc import Callable
from typing import Any

from django.urls import URLPattern, path

from incidents.coding.desk import views


def desk_urls(admin_view: Callable[[Any], Any]) -> list[URLPattern]:
    """The addresses of the desk, each view wrapped by the site's own guard."""
    return [
        path("desk/<int:key>/", admin_view(views.desk), name="desk"),
        path("desk/<int:key>/panel/", admin_view(views.panel), name="desk_panel"),
        path("desk/<int:key>/act/", admin_view(views.act), name="desk_act"),
        path("desk/<int:key>/adopt/", admin_view(views.adopt), name="desk_adopt"),
        path("desk/<int:key>/done/", admin_view(views.done), name="desk_done"),
        path("desk/<int:key>/actor/", admin_view(views.actor), name="desk_actor"),
    ]
