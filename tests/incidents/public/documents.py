"""Which public documents do the tests read? Hand-made ones: a much-reported rocket attack and a bare dataset row."""

from typing import Any

Json = dict[str, Any]

ACTOR = {"name": "", "kind": "", "country": "", "role_title": "", "parent": ""}
STATEMENT = {
    "kind": "account", "voice": "named", "about_incident": True, "series": None, "about_certainty": "explicit",
    "speakers": [], "speaker_text": "", "on_behalf_of": None, "relayed_by": None, "addressee": None, "accused": [],
    "accused_text": "", "wording": "", "alleged_motive": "", "channel": "", "channel_name": "", "said_edtf": "",
    "said_place": "", "original": None, "basis": "", "repeats": None, "status": "current",
}  # fmt: skip
COUNT = {
    "scope": None, "involvement": None, "harm": "injured", "group": "all", "age": "", "sex": "", "nationality": "",
    "count_kind": "exact", "low": 1, "best": 1, "high": 1, "number_text": "", "of_which": False, "severity": "",
    "mechanism": "",
}  # fmt: skip
ARTICLE = {
    "kind": "news_article", "title": "", "publisher": None, "published_edtf": "", "published_at": "", "language": "en",
    "dateline": "", "byline": "", "byline_state": "unknown", "url": "", "archive_url": "", "holding": "full_text",
    "republishes": None, "note": "",
}  # fmt: skip
CITATION = {
    "article": "article-1", "record": "", "field": "", "basis": "stated", "stance": "supports", "value": "",
    "exact": "", "start": None, "end": None, "comment": "",
}  # fmt: skip
WEAPON = {
    "side": "attacker", "type": "rocket", "model": "", "platform": "", "count_kind": "exact", "low": None,
    "best": None, "high": None, "number_text": "", "subset_of": None, "outcome": "", "origin": None, "endpoint": None,
    "target": None, "note": "",
}  # fmt: skip
TARGET = {
    "name": "", "type": "unknown", "role": "intended", "actor": None, "nationality": "", "location": None,
    "damage": "", "damage_text": "", "note": "", "certainty": "certain",
}  # fmt: skip
LOCATION = {
    "role": "occurred", "is_primary": False, "precision": "site", "relation_text": "", "latitude": None,
    "longitude": None, "radius_m": None, "certainty": "certain",
}  # fmt: skip
CELL = {
    "harm": "killed", "group": "all", "state": "not_mentioned", "low": None, "best": None, "high": None, "rule": "",
    "origins": 0, "contested": False, "reason": "",
}  # fmt: skip

EMBASSY = ACTOR | {"name": "United States embassy, Baghdad", "kind": "state", "country": "US"}
IRAQI_MILITARY = ACTOR | {"name": "Iraqi military", "kind": "state_force", "country": "IQ"}
KIRBY = ACTOR | {
    "name": "John Kirby", "kind": "person", "country": "US", "role_title": "spokesman",
    "parent": "United States Department of Defense",
}  # fmt: skip
DEFENSE = ACTOR | {"name": "United States Department of Defense", "kind": "state", "country": "US"}
SADR = ACTOR | {"name": "Muqtada al-Sadr", "kind": "person", "country": "IQ", "role_title": "cleric"}
FACTIONS = ACTOR | {"name": "Iranian-backed factions", "kind": "label"}
TERRORISTS = ACTOR | {"name": "terrorist groups", "kind": "label"}
ASSAILANTS = ACTOR | {"name": "pro-Iran assailants", "kind": "label"}
IRAN = ACTOR | {"name": "Iran", "kind": "state", "country": "IR"}
SECURITY_FORCES = ACTOR | {"name": "Iraqi security forces", "kind": "state_force", "country": "IQ"}
COALITION = ACTOR | {"name": "coalition against ISIS", "kind": "international_force"}


def _place(name: str, kind: str, *within: str) -> Json:
    return {
        "name": name, "kind": kind, "description": "", "country": "IQ", "iso_3166_2": "IQ-BG", "pcode": "IQG08",
        "within": list(within),
    }  # fmt: skip


def _publisher(name: str, kind: str, country: str = "") -> Json:
    return {"name": name, "kind": kind, "reach": "international", "country": country, "url": ""}


def numbered(prefix: str, rows: list[Json]) -> list[Json]:
    """The rows with the references that the document gives them: statement-1, statement-2, …"""
    return [{"ref": f"{prefix}-{number}", **row} for number, row in enumerate(rows, start=1)]


def _shell(**values: Any) -> Json:
    """A document with every key of the format and nothing in it."""
    lists = (
        "cells", "locations", "weapons", "targets", "statements", "casualty_counts", "involvements", "relations",
        "series", "notes", "external_ids", "articles", "citations",
    )  # fmt: skip
    blank = dict.fromkeys(
        (
            "previous_sha256", "change_note", "summary", "violence_type", "time_kind", "time_start", "time_end",
            "part_of_day", "time_text", "timezone", "verification_note", "admin1_code", "admin1", "place",
        ), "",
    )  # fmt: skip
    return {
        "format": "attest-incident/1", "codebook_version": "2026.1", "version": 1, "stage": "completed",
        "sensitivity": "open", "date_earliest": None, "date_latest": None, "date_precision": "day",
        "verification": "unassessed", "responsibility": "not_stated", "point": None, "priogrid_gid": None,
        "number_of_articles": 0, "number_of_origins": 0, "published_at": "2022-01-15T10:00:00Z",
    } | blank | {name: [] for name in lists} | values  # fmt: skip


def bare(**values: Any) -> Json:
    """An incident of which one day and one country is all that is known."""
    day = {"date_edtf": "2023-05-01", "date_earliest": "2023-05-01", "date_latest": "2023-05-01"}
    cells = [CELL, CELL | {"harm": "injured"}]
    texts = {"code": "bare", "title": "Shots fired", "attack_type": "shooting", "country": "IQ", "cells": cells}
    return _shell(**(texts | day | values))


def embassy(**values: Any) -> Json:
    """The rocket attack on the embassy in Baghdad, 13 January 2022, told in words of our own."""
    parts = {
        "cells": _embassy_cells(), "locations": _embassy_locations(), "weapons": _embassy_weapons(),
        "targets": _embassy_targets(), "statements": _embassy_statements(), "casualty_counts": _embassy_counts(),
        "series": _embassy_series(), "relations": _embassy_relations(), "notes": _embassy_notes(),
        "articles": _embassy_articles(), "citations": _embassy_citations(),
        "involvements": numbered("involvement", [{"actor": EMBASSY, "role": "attacked", "certainty": "certain"}]),
    }  # fmt: skip
    told = {
        "priogrid_gid": 177569, "number_of_articles": 5, "number_of_origins": 2,
        "point": {"latitude": 33.29905, "longitude": 44.3968, "radius_m": 1000, "precision": "site"},
    }  # fmt: skip
    texts = {
        "code": "iq-2022-01-13-us-embassy", "title": "Rockets aimed at the United States embassy in Baghdad",
        "summary": "Four rockets were fired towards the embassy; one came down in a school across the street.",
        "attack_type": "indirect_fire", "date_edtf": "2022-01-13", "date_earliest": "2022-01-13",
        "date_latest": "2022-01-13", "time_kind": "part_of_day", "part_of_day": "night",
        "time_text": "Thursday night", "timezone": "Asia/Baghdad",
        "verification": "acknowledged", "verification_note": "The embassy says on the record that it was attacked.",
        "responsibility": "attributed", "country": "IQ", "admin1_code": "IQ-BG", "admin1": "Baghdad",
        "place": "the United States embassy",
    }  # fmt: skip
    return _shell(**(texts | told | parts | values))


def _embassy_cells() -> list[Json]:
    injured = CELL | {"harm": "injured", "state": "figure", "origins": 2, "contested": True}
    return [
        CELL,
        injured | {"low": 2, "best": 2, "high": 3, "rule": "best-placed origin"},
        injured | {"group": "civilian", "low": 2, "best": 2, "high": 3, "rule": "best-placed origin"},
        injured | {"group": "security_force", "low": 0, "high": 1, "rule": "no single figure"},
    ]


def _embassy_locations() -> list[Json]:
    zone = _place("Green Zone", "zone", "Baghdad", "Iraq") | {"description": "A walled government quarter"}
    embassy = _place("the United States embassy", "site", "Green Zone", "Baghdad", "Iraq")
    dora = _place("Dora", "neighbourhood", "Baghdad", "Iraq")
    return numbered("location", [
        LOCATION | {"place": embassy, "role": "impact", "is_primary": True, "latitude": 33.29905, "longitude": 44.3968,
                    "radius_m": 1000, "relation_text": "across the street from"},
        LOCATION | {"place": zone, "role": "impact", "precision": "neighbourhood", "latitude": 33.305,
                    "longitude": 44.39, "radius_m": 3000},
        LOCATION | {"place": dora, "role": "launch", "precision": "neighbourhood", "latitude": 33.25,
                    "longitude": 44.4, "radius_m": 3000, "relation_text": "beneath a bridge in",
                    "certainty": "probable"},
    ])  # fmt: skip


def _embassy_weapons() -> list[Json]:
    number = lambda value: {"low": value, "best": value, "high": value}  # noqa: E731
    part = WEAPON | {"subset_of": "weapon_use-1"}
    return numbered("weapon_use", [
        WEAPON | number(4) | {"platform": "launcher, found afterwards", "origin": "location-3", "target": "target-1"},
        part | number(1) | {"outcome": "hit_other", "endpoint": "location-1", "target": "target-2"},
        part | number(3),
        WEAPON | {"side": "defender", "type": "air_defence_gun", "model": "C-RAM", "outcome": "activated",
                  "count_kind": "unknown"},
    ])  # fmt: skip


def _embassy_targets() -> list[Json]:
    return numbered("target", [
        TARGET | {"name": "United States embassy", "type": "diplomatic", "actor": EMBASSY, "nationality": "US",
                  "damage": "unknown", "damage_text": "being assessed"},
        TARGET | {"name": "School", "type": "education", "role": "struck", "location": "location-1"},
    ])  # fmt: skip


def _embassy_statements() -> list[Json]:
    return numbered("statement", [
        STATEMENT | {"speakers": [IRAQI_MILITARY], "basis": "authority_named", "channel": "written_statement",
                     "said_edtf": "2022-01-13"},
        STATEMENT | {"voice": "anonymous", "speaker_text": "an official", "basis": "authority_anonymous",
                     "said_edtf": "2022-01-14"},
        STATEMENT | {"speakers": [IRAQI_MILITARY], "basis": "authority_named", "repeats": "statement-1"},
        STATEMENT | {"kind": "accusation", "speakers": [EMBASSY], "accused": [TERRORISTS], "wording": "asserted",
                     "accused_text": "terrorist groups", "channel": "social_post", "channel_name": "Twitter",
                     "alleged_motive": "to undermine Iraq’s security and sovereignty", "original": "article-2",
                     "said_edtf": "2022-01-13"},
        STATEMENT | {"kind": "accusation", "speakers": [SADR], "accused": [FACTIONS], "wording": "asserted",
                     "about_certainty": "ambiguous", "series": "series-1", "channel": "social_post",
                     "channel_name": "Twitter", "said_edtf": "2022-01-13",
                     "alleged_motive": "to justify their existence"},
        STATEMENT | {"kind": "accusation", "voice": "unnamed", "speaker_text": "Biden administration officials",
                     "about_incident": False, "series": "series-1", "wording": "asserted",
                     "accused": [ACTOR | {"name": "Iran-backed militias", "kind": "label"}]},
        STATEMENT | {"kind": "assessment", "voice": "publisher", "accused": [ASSAILANTS], "wording": "possible"},
        STATEMENT | {"kind": "no_claim_reported", "voice": "publisher", "said_edtf": "[2022-01-13,2022-01-14]",
                     "wording": "asserted"},
        STATEMENT | {"speakers": [SECURITY_FORCES], "relayed_by": COALITION, "basis": "authority_anonymous"},
        STATEMENT | {"kind": "warning", "speakers": [KIRBY], "on_behalf_of": DEFENSE, "addressee": IRAN,
                     "channel": "press_briefing", "said_place": "Washington"},
        STATEMENT | {"kind": "condemnation", "speakers": [EMBASSY], "channel": "social_post",
                     "channel_name": "Twitter", "about_incident": False, "series": "series-1"},
    ])  # fmt: skip


def _embassy_counts() -> list[Json]:
    hurt = COUNT | {"statement": "statement-1", "scope": "weapon_use-2", "severity": "slight", "nationality": "IQ",
                    "mechanism": "blast"}  # fmt: skip
    return numbered("casualty_count", [
        hurt | {"group": "civilian", "age": "child"},
        hurt | {"group": "security_force"},
        COUNT | {"statement": "statement-1", "scope": "weapon_use-3", "harm": "casualty_unspecified",
                 "count_kind": "none_reported", "low": None, "best": None, "high": None},
        COUNT | {"statement": "statement-2", "group": "civilian", "low": 3, "best": 3, "high": 3,
                 "number_text": "a woman and two children"},
        COUNT | {"statement": "statement-3", "group": "civilian", "low": 2, "best": 2, "high": 2,
                 "number_text": "a girl and a woman"},
    ])  # fmt: skip


def _embassy_series() -> list[Json]:
    return numbered("series", [
        {"name": "Strikes on American personnel in Iraq and Syria", "period_edtf": "2022-01/..", "parent": "",
         "definition": "Rocket and drone strikes on American personnel in Iraq and Syria"},
    ])  # fmt: skip


def _embassy_relations() -> list[Json]:
    return numbered("relation", [
        {"kind": "part_of", "to_series": "series-1", "to_incident": None, "certainty": "certain", "asserted_by": None},
        {"kind": "context_of", "to_series": None, "to_incident": "iq-2020-01-03-airport", "certainty": "certain",
         "asserted_by": None},
    ])  # fmt: skip


def _embassy_notes() -> list[Json]:
    return numbered("note", [
        {"kind": "context", "body": "Parties were still negotiating a government after the October election.",
         "date_edtf": "2021-10"},
        {"kind": "observation", "body": "Residents watched the defence fire from roofs and gardens.", "date_edtf": ""},
    ])  # fmt: skip


def _embassy_articles() -> list[Json]:
    return numbered("article", [
        ARTICLE | {"title": "Rockets, possibly by pro-Iran attackers, aimed at American embassy",
                   "published_edtf": "[2022-01-13,2022-01-14]", "dateline": "BAGHDAD",
                   "byline_state": "absent_in_copy"},
        ARTICLE | {"title": "Post on the attack", "publisher": _publisher("US Embassy Baghdad", "government", "US"),
                   "kind": "social_post", "published_edtf": "2022-01-13", "holding": "reference_only"},
        ARTICLE | {"title": "Three hurt as rockets hit Green Zone", "published_edtf": "2022-01-14",
                   "publisher": _publisher("Arab News", "newspaper", "SA"), "url": "https://example.org/three-hurt"},
        ARTICLE | {"title": "سقوط صواريخ في المنطقة الخضراء", "language": "ar", "published_edtf": "2022-01-14",
                   "publisher": _publisher("Baghdad Daily", "newspaper", "IQ"), "republishes": "article-3",
                   "archive_url": "https://example.org/archive/4"},
        ARTICLE | {"title": "Girl and woman hurt in Baghdad", "published_edtf": "2022-01-13",
                   "publisher": _publisher("Al Arabiya", "broadcaster", "AE")},
    ])  # fmt: skip


def _embassy_citations() -> list[Json]:
    cite = lambda record, exact, **rest: CITATION | {"record": record, "exact": exact} | rest  # noqa: E731
    return [
        cite("", "late on Thursday", field="date_edtf", basis="calculated",
             comment="The Thursday on or before publication."),
        cite("", "late on Thursday", field="time_text"),
        cite("", "four rockets were fired at the embassy", field="attack_type"),
        cite("", "", field="timezone", basis="inferred", comment="The zone of the place."),
        cite("location-1", "one fell in a school across the street"),
        cite("location-3", "the launcher turned up beneath a bridge in Dora"),
        cite("weapon_use-1", "four rockets", field="best"),
        cite("weapon_use-1", "three rockets", field="best", article="article-3", stance="contradicts", value="3"),
        cite("weapon_use-1", "a fairly small number", field="best", stance="compatible", value="a small number"),
        cite("target-1", "the damage was being looked at", field="damage"),
        cite("casualty_count-1", "a child was lightly hurt by the blast"),
        cite("casualty_count-2", "and so was a soldier"),
        cite("casualty_count-3", "no casualties had been reported from the others"),
        cite("casualty_count-4", "جرح ثلاثة أشخاص", article="article-4"),
        cite("casualty_count-4", "a woman and two children were hurt", article="article-3"),
        cite("casualty_count-5", "a girl and a woman were wounded", article="article-5"),
        cite("statement-1", "the military said"),
        cite("statement-2", "an official told reporters", article="article-3"),
        cite("statement-3", "a military statement said", article="article-5"),
        cite("statement-4", "by terrorist groups, the post said"),
        cite("statement-5", "Mr Sadr put the attacks down to factions close to Iran"),
        cite("statement-5", "", field="said_edtf", basis="calculated", comment="The same Thursday."),
        cite("statement-6", "officials have put such strikes down to militias that Iran backs"),
        cite("statement-7", "possibly by pro-Iran attackers"),
        cite("statement-8", "nobody had claimed it"),
        cite("statement-9", "the coalition had been told by the security forces"),
        cite("statement-10", "Iran had been told how seriously this was taken"),
        cite("note-1", "while parties struggle to form a government"),
    ]  # fmt: skip


def dataset_event(**values: Any) -> Json:
    """One row of a public event dataset as the importer publishes it: one voice, articles known by name only."""
    sides = [
        {"actor": ACTOR | {"name": "LRA", "kind": "armed_group"}, "role": "side_a", "certainty": "certain"},
        {"actor": ACTOR | {"name": "Civilians", "kind": "community"}, "role": "attacked", "certainty": "certain"},
    ]
    record = {"id": "412", "best": "5", "low": "2", "high": "", "where_description": "Obo town"}
    obo = {
        "name": "Obo", "kind": "settlement", "description": "", "country": "CF", "iso_3166_2": "CF-HM", "pcode": "",
        "within": ["Haut-Mbomou", "Central African Republic"],
    }  # fmt: skip
    quote = CITATION | {"article": "article-1", "exact": "deaths_civilians: 5"}
    parts = {
        "cells": [
            CELL | {"state": "figure", "low": 2, "best": 5, "high": 7, "rule": "only figure", "origins": 1},
            CELL | {"harm": "injured"},
        ],
        "locations": numbered("location", [
            LOCATION | {"place": obo, "is_primary": True, "precision": "near", "latitude": 5.4, "longitude": 26.5,
                        "radius_m": 25000},
        ]),
        "statements": numbered("statement", [
            STATEMENT | {"voice": "publisher", "basis": "media_or_witness", "channel": "official_document"},
        ]),
        "casualty_counts": numbered("casualty_count", [
            COUNT | {"statement": "statement-1", "harm": "killed", "count_kind": "range", "low": 2, "best": 5,
                     "high": 7},
        ]),
        "involvements": numbered("involvement", sides),
        "external_ids": [{"scheme": "ucdp_ged", "value": "412", "dataset_version": "23.1", "record": record}],
        "articles": numbered("article", [
            ARTICLE | {"kind": "dataset_record", "title": "UCDP GED 23.1", "holding": "excerpt",
                       "publisher": _publisher("Uppsala Conflict Data Program", "academic", "SE"),
                       "published_edtf": "2023"},
            ARTICLE | {"title": "Rebels attack Obo", "publisher": _publisher("Reuters", "news_agency", "GB"),
                       "published_edtf": "2010-02-03", "holding": "reference_only"},
        ]),
        "citations": [
            CITATION | {"field": "date_edtf", "exact": "date_start: 2010-02-01"},
            CITATION | {"field": "attack_type", "basis": "inferred", "comment": "The dataset has no such column."},
            CITATION | {"record": "location-1", "exact": "where_description: Obo town"},
            quote | {"record": "casualty_count-1"},
            CITATION | {"article": "article-2", "basis": "outside", "comment": "Cited by the dataset."},
        ],
    }  # fmt: skip
    told = {
        "priogrid_gid": 137214, "number_of_articles": 2, "number_of_origins": 1,
        "point": {"latitude": 5.4, "longitude": 26.5, "radius_m": 25000, "precision": "near"},
    }  # fmt: skip
    texts = {
        "code": "ucdp-ged-412", "title": "LRA – Civilians, Obo", "attack_type": "unknown", "violence_type": "one_sided",
        "date_edtf": "[2010-02-01..2010-02-03]", "date_earliest": "2010-02-01", "date_latest": "2010-02-03",
        "date_precision": "window", "verification": "single_origin", "verification_note": "One dataset record.",
        "country": "CF", "admin1_code": "CF-HM", "admin1": "Haut-Mbomou", "place": "Obo",
    }  # fmt: skip
    return _shell(**(texts | told | parts | values))
