"""Which address leads to which part of the API? Made from the list of resources, and kept for good."""

from django.urls import URLPattern, path, register_converter
from django.urls.converters import StringConverter

from incidents.public.api import views
from incidents.public.api.resources import RESOURCES

ROOT = "api/v1/"


class AnythingConverter(StringConverter):
    """Whatever somebody may write, line ends included."""

    regex = r"[\s\S]+"


register_converter(AnythingConverter, "anything")


def patterns() -> list[URLPattern]:
    """The addresses, once the converters of the readers' side are known. No language stands before data."""
    return [
        path(ROOT, views.Index.as_view(), name="api_index"),
        path(f"{ROOT}openapi.json", views.OpenApi.as_view(), name="api_openapi"),
        *(
            path(f"{ROOT}{each.name}/", views.Walk.as_view(resource=each), name=f"api_{each.name}")
            for each in RESOURCES
        ),
        path(f"{ROOT}incidents/<code:code>/", views.Incident.as_view(), name="api_incident"),
        path(f"{ROOT}<anything:rest>/", views.Unknown.as_view(), name="api_unknown"),
    ]
