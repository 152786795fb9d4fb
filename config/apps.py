"""Which admin modules are loaded at start? Every application's but Leaflet's, which needs the GDAL library."""

from importlib import import_module

from django.apps import apps
from django.contrib.admin.apps import SimpleAdminConfig
from django.core.checks import register
from django.utils.module_loading import module_has_submodule

from config.checks import check_double_coding, check_languages, check_production, check_static_files, check_streets

NEEDS_GDAL = {"leaflet"}


class AttestAdminConfig(SimpleAdminConfig):
    """Django's admin with its own autodiscovery: django-leaflet's admin stops Django where GDAL is missing."""

    default_site = "config.site.AttestSite"

    def ready(self) -> None:
        super().ready()
        register(check_production, "attest")
        register(check_double_coding, "attest")
        register(check_static_files, "attest")
        register(check_streets, "attest")
        register(check_languages, "attest")
        for app in apps.get_app_configs():
            if app.name not in NEEDS_GDAL and module_has_submodule(app.module, "admin"):
                import_module(f"{app.name}.admin")
