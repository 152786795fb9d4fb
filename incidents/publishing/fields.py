"""Which fields may be published? Owns the allow-list; a field that stands in neither list fails a test.

``PLAIN`` fields are copied as they are. ``LINKED`` fields appear through the row they point to, or in another shape.
``PRIVATE`` fields never leave the analysts' side, each with its reason.
"""

from django.db.models import Model

from articles.likeness import MARKS
from articles.models import Article, Publisher
from incidents.models import (
    Actor,
    CasualtyCount,
    Citation,
    ExternalId,
    Incident,
    Involvement,
    Location,
    Note,
    PinnedFigure,
    Place,
    Relation,
    Series,
    Statement,
    Target,
    WeaponUse,
)

_COUNT = ("count_kind", "low", "best", "high", "number_text")

PLAIN: dict[type[Model], tuple[str, ...]] = {
    Incident: (
        "code", "title", "summary", "attack_type", "violence_type", "stage", "date_edtf", "date_earliest",
        "date_latest",
        "time_kind", "time_start", "time_end", "part_of_day", "time_text", "timezone", "verification",
        "verification_note",
        "sensitivity", "codebook_version",
    ),
    Location: ("role", "is_primary", "precision", "relation_text", "certainty"),
    Place: ("name", "kind", "description", "country", "iso_3166_2", "pcode"),
    WeaponUse: ("side", "type", "model", "platform", *_COUNT, "outcome", "note"),
    Target: ("name", "type", "role", "nationality", "damage", "damage_text", "note", "certainty"),
    Statement: (
        "kind", "voice", "about_incident", "about_certainty", "speaker_text", "accused_text", "wording",
        "alleged_motive",
        "channel", "channel_name", "said_edtf", "basis", "status",
    ),
    CasualtyCount: ("harm", "group", "age", "sex", "nationality", *_COUNT, "of_which", "severity", "mechanism"),
    PinnedFigure: ("harm", "group", "best", "reason"),
    Involvement: ("role", "certainty"),
    Relation: ("kind", "certainty"),
    Series: ("name", "definition", "period_edtf"),
    Note: ("kind", "body", "date_edtf"),
    ExternalId: ("scheme", "value", "dataset_version", "record"),
    Citation: ("field", "basis", "stance", "value", "start", "end", "comment"),
    Actor: ("name", "kind", "country", "role_title"),
    Publisher: ("name", "kind", "reach", "country", "url"),
    Article: (
        "kind", "title", "published_edtf", "published_at", "language", "dateline", "byline", "byline_state", "url",
        "archive_url", "holding", "note",
    ),
}  # fmt: skip

LINKED: dict[type, tuple[str, ...]] = {
    Location: ("place", "latitude", "longitude", "radius_m"),
    Place: ("parent", "latitude", "longitude", "radius_m"),
    WeaponUse: ("subset_of", "origin", "endpoint", "target"),
    Target: ("actor", "location"),
    Statement: (
        "series", "speakers", "on_behalf_of", "relayed_by", "addressee", "accused", "said_place", "original", "repeats",
    ),
    CasualtyCount: ("statement", "scope", "involvement"),
    Involvement: ("actor",),
    Relation: ("to_series", "to_incident", "asserted_by"),
    Series: ("parent",),
    Citation: (
        "article", "location", "weapon_use", "target", "casualty_count", "statement", "relation", "involvement",
        "series",
        "note", "exact",
    ),
    Actor: ("parent",),
    Article: ("publisher", "republishes"),
}  # fmt: skip

_BOOKKEEPING = {"id": "differs between databases", "created_at": "work log", "updated_at": "work log"}
_PART = {**_BOOKKEEPING, "incident": "the document is the incident"}
_SEARCH = {**_BOOKKEEPING, "folded": "a search key"}

PRIVATE: dict[type, dict[str, str]] = {
    Incident: {
        **_SEARCH,
        "status": "the publication's state says what the public may know of it",
        "merged_into": "the publication's redirect says it once it is public",
        "embargo_until": "work planning",
        "created_by": "names an analyst",
        "assigned_to": "names an analyst",
        "task": "work planning",
        "version": "counts saves; the publication has its own version",
    },
    Location: _PART,
    Place: {**_SEARCH, "coord_basis": "work log", "timezone": "stands on the incident"},
    WeaponUse: _PART,
    Target: _PART,
    Statement: {**_PART, "said_earliest": "bounds of said_edtf", "said_latest": "bounds of said_edtf"},
    CasualtyCount: _PART,
    PinnedFigure: {**_PART, "by": "names an analyst"},
    Involvement: _PART,
    Relation: _PART,
    Series: {**_SEARCH, "period_earliest": "bounds of period_edtf", "period_latest": "bounds of period_edtf"},
    Note: {**_PART, "date_earliest": "bounds of date_edtf", "date_latest": "bounds of date_edtf"},
    ExternalId: {**_PART, "imported_at_version": "work log"},
    Citation: {
        **_PART,
        "prefix": "text of the article beyond the cited span",
        "suffix": "text of the article beyond the cited span",
    },
    Actor: {**_SEARCH, "wikidata_id": "a research aid", "description": "notes for coders"},
    Publisher: {**_SEARCH, "independence_note": "an analyst's judgement"},
    Article: {
        **_SEARCH,
        "published_earliest": "bounds of published_edtf",
        "published_latest": "bounds of published_edtf",
        "canonical_url": "a matching key",
        "canonical_url_sha256": "a matching key",
        "text": "confidential; cited spans only",
        "text_sha256": "would let a stranger test which text is held",
        **{f"mark_{number}": "would let a stranger test which text is held" for number in range(1, MARKS + 1)},
        "snapshot": "confidential",
        "retrieved_at": "work log",
        "retrieved_by": "names an analyst",
        "corrects": "our own reading of it was mended; what readers should know of that stands in note",
        "triage": "work planning",
        "queued_at": "work planning",
        "relevance": "work planning",
        "feed": "work planning",
    },
}
