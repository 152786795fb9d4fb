"""Which address leads to which of the readers' rooms? A public contract: addresses are kept for good (DESIGN 4)."""

from django.urls import path, register_converter
from django.urls.converters import IntConverter, StringConverter

from incidents.public import (
    codebook_views,
    corrections_page,
    data_views,
    download_views,
    explorer,
    feeds,
    languages,
    pages,
    record_views,
    report_views,
    streets,
    subject_pages,
    subjects,
)
from incidents.public.api import examples
from incidents.public.api import urls as api


class CodeConverter(StringConverter):
    """The code of an incident: small letters, digits and hyphens."""

    regex = r"[a-z0-9-]+"


class VersionConverter(IntConverter):
    """A version number, written one way only: no leading zero, no more digits than its column takes."""

    regex = r"[1-9][0-9]{0,8}"


class CountryConverter(StringConverter):
    """A country of ISO 3166-1, two letters."""

    regex = subjects.COUNTRY.pattern


class ProvinceConverter(StringConverter):
    """A province of ISO 3166-2."""

    regex = subjects.PROVINCE.pattern


register_converter(CodeConverter, "code")
register_converter(CountryConverter, "country")
register_converter(ProvinceConverter, "province")
register_converter(VersionConverter, "version")

app_name = "public"

_PATTERNS = [
    path("", explorer.map_page, name="map"),
    path("incidents/", explorer.incident_list, name="incident_list"),
    path("incidents.csv", data_views.incidents_csv, name="incidents_csv"),
    path("incidents.geojson", data_views.incidents_geojson, name="incidents_geojson"),
    path("incidents.json", data_views.incidents_json, name="incidents_json"),
    path("incidents.jsonl", data_views.incidents_jsonl, name="incidents_jsonl"),
    path("incidents.parquet", download_views.incidents_parquet, name="incidents_parquet"),
    path("data/", download_views.data_page, name="data"),
    path("data/package.zip", download_views.package_zip, name="package_zip"),
    path("incidents/<code:code>.json", data_views.incident_json, name="incident_json"),
    path("incidents/<code:code>/", pages.incident_page, name="incident"),
    path("incidents/<code:code>/v<version:version>/", pages.incident_version, name="incident_version"),
    path("incidents/<code:code>/changes/", record_views.incident_changes, name="incident_changes"),
    path("incidents/<code:code>/preview.png", record_views.incident_image, name="incident_image"),
    *(
        path(
            f"incidents/<code:code>/v<version:version>/citation.{form}",
            record_views.incident_citation,
            {"form": form},
            name=f"incident_{form}",
        )
        for form in ("bib", "ris")
    ),
    path("incidents/<code:code>/report/", report_views.report, name="incident_report"),
    path("incidents/<code:code>/report/sent/", report_views.sent, name="incident_report_sent"),
    # For other sites to frame; no other page may be framed.
    path("embed/", explorer.embed, name="embed"),
    path("summary.json", data_views.summary_json, name="summary_json"),
    path("map/clusters.json", data_views.clusters_json, name="clusters_json"),
    path("map/spot.json", data_views.spot_json, name="spot_json"),
    path("tombstones.json", data_views.tombstones_json, name="tombstones_json"),
    path("feeds/latest.atom", feeds.latest, name="feed"),
    path("feeds/corrections.atom", feeds.corrections_feed, name="corrections_feed"),
    path("corrections/", corrections_page.corrections_page, name="corrections"),
    path("places/", subject_pages.places, name="places"),
    path("places/<country:code>/", subject_pages.country, name="country"),
    path("places/<province:code>/", subject_pages.province, name="province"),
    path("places/<country:code>/<path:name>/", subject_pages.place, name="place"),
    path("actors/", subject_pages.index, {"kind": subjects.ACTOR}, name="actors"),
    path("actors/<path:name>/", subject_pages.actor, name="actor"),
    path("sources/", subject_pages.index, {"kind": subjects.SOURCE}, name="sources"),
    path("sources/<path:name>/", subject_pages.source, name="publisher"),
    path("series/", subject_pages.index, {"kind": subjects.SERIES}, name="series_index"),
    path("series/<path:name>/", subject_pages.series, name="series"),
    path("map/streets/<int:zoom>/<int:column>/<int:row>", streets.tile, name="street_tile"),
    path("api/", examples.page, name="api_examples"),
    path("codebook/", codebook_views.codebook_page, name="codebook"),
    path("codebook.json", codebook_views.codebook_json, name="codebook_json"),
    path("codebook.csv", codebook_views.codebook_csv_file, name="codebook_csv"),
    path("about/", pages.about, name="about"),
]

urlpatterns = [*api.patterns(), *languages.speaking(_PATTERNS)]
