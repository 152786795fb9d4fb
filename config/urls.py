"""Which address leads where? The readers' pages at the root, the analysts' rooms under /admin/."""

from django.contrib import admin
from django.urls import include, path

from config.health import healthz

urlpatterns = [
    path("healthz", healthz, name="healthz"),
    path("admin/", admin.site.urls),
    path("", include("incidents.public.urls")),
]
