"""Every address of the site, classified. An address nobody has classified fails a test (test_registry.py)."""

from collections.abc import Iterator

from django.urls import URLPattern, URLResolver, get_resolver

PUBLIC = {
    "public:map": "/",
    "public:incident_list": "/incidents/",
    "public:incidents_csv": "/incidents.csv",
    "public:incidents_geojson": "/incidents.geojson",
    "public:incidents_json": "/incidents.json",
    "public:incidents_jsonl": "/incidents.jsonl",
    "public:incidents_parquet": "/incidents.parquet",
    "public:data": "/data/",
    "public:package_zip": "/data/package.zip",
    "public:releases": "/data/releases/",
    "public:release": "/data/releases/2022.1/",
    "public:release_file": "/data/releases/2022.1/{file}",
    "public:incident_json": "/incidents/{code}.json",
    "public:incident": "/incidents/{code}/",
    "public:incident_version": "/incidents/{code}/v{version}/",
    "public:incident_changes": "/incidents/{code}/changes/",
    "public:incident_image": "/incidents/{code}/preview.png",
    "public:incident_bib": "/incidents/{code}/v{version}/citation.bib",
    "public:incident_ris": "/incidents/{code}/v{version}/citation.ris",
    "public:incident_report": "/incidents/{code}/report/",
    "public:incident_report_sent": "/incidents/{code}/report/sent/",
    "public:spot_json": "/map/spot.json?bbox=44,33,45,34",
    "public:clusters_json": "/map/clusters.json?bbox=-180,-90,180,90&zoom={zoom}",
    "public:embed": "/embed/",
    "public:summary_json": "/summary.json",
    "public:tombstones_json": "/tombstones.json",
    "public:feed": "/feeds/latest.atom",
    "public:corrections_feed": "/feeds/corrections.atom",
    "public:corrections": "/corrections/",
    "public:places": "/places/",
    "public:country": "/places/IQ/",
    "public:province": "/places/IQ-BG/",
    "public:place": "/places/IQ/{place}/",
    "public:actors": "/actors/",
    "public:actor": "/actors/{actor}/",
    "public:sources": "/sources/",
    "public:publisher": "/sources/{publisher}/",
    "public:series_index": "/series/",
    "public:series": "/series/{series}/",
    "public:api_index": "/api/v1/",
    "public:api_openapi": "/api/v1/openapi.json",
    "public:api_incidents": "/api/v1/incidents/",
    "public:api_incident": "/api/v1/incidents/{code}/",
    "public:api_accounts": "/api/v1/accounts/",
    "public:api_claims": "/api/v1/claims/",
    "public:api_articles": "/api/v1/articles/",
    "public:api_actors": "/api/v1/actors/",
    "public:api_places": "/api/v1/places/",
    "public:api_series": "/api/v1/series/",
    "public:api_releases": "/api/v1/releases/",
    "public:api_unknown": "/api/v1/nothing/",
    "public:api_examples": "/api/",
    "public:codebook": "/codebook/",
    "public:codebook_json": "/codebook.json",
    "public:codebook_csv": "/codebook.csv",
    "public:about": "/about/",
}
"""Names of public addresses and how they are asked for in the leak test."""

OTHER_LANGUAGES = ("ar",)
"""Every page has an address in each of them too; data has none."""

DATA = "/api/v1/"
"""Below it, an address that ends in a slash is data, and not a page in a language."""

NAMED = {
    "file": ("package.zip", "incidents.csv", "citations.csv", "diff.json", "nothing.csv"),
    "place": ("Place of open-one", "Place of withdrawn-one", "Secret place", "Secret corrected place"),
    "actor": ("Militias", "Secret Brigade"),
    "publisher": ("The Daily 0", "The Secret Post", "The Secret hidden-draft"),
    "series": ("Secret series",),
}
"""Names by which the pages of places, actors and so on are asked for: public ones, withdrawn ones, hidden ones."""

WITHOUT_CONTENT = {
    "healthz": "answers ok, whatever is stored",
    "public:street_tile": "a picture out of a file that the operator gives",
}
"""Open addresses that show nothing of the data, with the reason."""

ANALYSTS = ("admin:",)
"""Namespaces behind the login."""

QUERIES = (
    "", "q=rocket", "q=secret", "date_from=2022-01-01&date_to=2022-12-31", "attack_type=indirect_fire", "country=IQ",
    "violence_type=state_based", "admin1=IQ-BG", "admin1=Baghdad", "weapon=rocket", "target=education",
    "accused=Secret Brigade",
    "accused=Militias", "actor=Secret Brigade", "actor=Militias", "place=Secret place", "series=Secret series",
    "verification=unassessed", "responsibility=attributed", "responsibility=not_stated",
    "killed_min=1",
    "precision=settlement", "precision=no_point",
    "precision_max_km=1", "precision_max_km=100", "publisher=The Secret Post", "publisher=The Daily",
    "bbox=44,33,45,34",
    "updated_since=2022-01-01", "ordering=-published_at", "ordering=killed_low", "ordering=code",
    "layout=ucdp_ged", "layout=acled", "layout=gtd", "layout=hxl",
)  # fmt: skip
"""Filters under which the answers are compared."""


def in_every_language(template: str) -> tuple[str, ...]:
    """The address of a page in each language, of data that is told in one too, that of other data alone."""
    if template.partition("?")[0].endswith("/") and not template.startswith(DATA):
        return (template, *(f"/{code}{template}" for code in OTHER_LANGUAGES))
    is_told = template.startswith("/map/")
    return (template, *(f"{template}&lang={code}" for code in OTHER_LANGUAGES if is_told))


def named_addresses() -> Iterator[str]:
    """The full name of every URL pattern; an unnamed one is given by its route."""
    return _walk(get_resolver().url_patterns, "")


def _walk(patterns: list[URLPattern | URLResolver], namespace: str) -> Iterator[str]:
    for pattern in patterns:
        if isinstance(pattern, URLResolver):
            inner = f"{namespace}{pattern.namespace}:" if pattern.namespace else namespace
            yield from _walk(pattern.url_patterns, inner)
        else:
            yield namespace + (pattern.name or str(pattern.pattern))
