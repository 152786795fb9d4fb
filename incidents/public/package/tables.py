"""Which tables does the data package have, and what stands in them? Owns their fields; the rows come from the document.

What is not declared here is not exported. Texts of articles, confidential notes and names of anonymous speakers are in
no document, so that they cannot be in a table; a cited span is as long as the document has it (SCHEMA 3.2).
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from incidents import codebook
from incidents.public.package.fields import Field, Json, coded, figures, leads, several, text, whole


@dataclass(frozen=True)
class Table:
    """A table beside ``incidents``. ``rows`` is the list of the document it is made of; ``prefix`` names its rows."""

    name: str
    title: str
    description: str
    rows: str
    fields: tuple[Field, ...]
    prefix: str = ""

    def lines(self, document: Json) -> Iterator[list[str]]:
        """The cells of every row that a document has."""
        code = document["code"]
        for number, row in enumerate(document.get(self.rows, []), start=1):
            named = {**row, "id": row.get("ref") or f"{self.prefix}-{number}", "incident": code}
            yield [field.write(named, code) for field in self.fields]


ID: Final = Field(
    "id", "Names the row, within this version of the incident.", "key", blank="Never empty.", required=True
)
INCIDENT: Final = Field(
    "incident", "The code of the incident.", "code", blank="Never empty.", to="incidents", required=True
)
_CERTAINTY: Final = coded("certainty", codebook.CERTAINTY, required=True)

_LOCATIONS: Final = Table(
    "locations", "Locations", "Where it happened, was aimed, was launched or hit, as far as may be published.",
    "locations",
    (
        ID, INCIDENT,
        coded("role", codebook.LOCATION_ROLE, required=True),
        Field("is_primary", "Whether this is the point of the incident on the map.", "flag", required=True),
        text("place", "The name of the place.", path="place.name"),
        coded("place_kind", codebook.PLACE_KIND, path="place.kind"),
        text("place_description", "What the place is.", path="place.description"),
        several("within", "What the place lies in, the nearest first.", path="place.within"),
        Field("country", "The country of the place, ISO 3166-1 alpha-2.", "code", path="place.country"),
        Field("iso_3166_2", "The division of the country, ISO 3166-2.", "code", path="place.iso_3166_2"),
        Field("pcode", "The P-code of OCHA for the division.", "code", path="place.pcode"),
        Field("latitude", "Degrees, WGS 84, of the public point.", "degrees", blank="No point is known or published."),
        Field("longitude", "Degrees, WGS 84, of the public point.", "degrees", blank="No point is known or published."),
        whole("radius_m", "How far from the point the truth may lie, in metres.", blank="Not known, or no point."),
        coded("precision", codebook.PRECISION, blank="There is no point."),
        text("relation_text", "Where it lies from the place, in words."),
        _CERTAINTY,
    ),
)  # fmt: skip

_WEAPONS: Final = Table(
    "weapons", "Weapons", "Groups of munitions and weapons, on either side.", "weapons",
    (
        ID, INCIDENT,
        coded("side", codebook.WEAPON_SIDE, required=True),
        coded("type", codebook.WEAPON_TYPE, required=True),
        text("model", "The model, as reported."),
        text("platform", "What it was fired from."),
        *figures("items"),
        leads("subset_of", "weapons", "The group that this one is a part of; parts never exceed the whole."),
        coded("outcome", codebook.WEAPON_OUTCOME),
        leads("origin", "locations", "Where it came from."),
        leads("endpoint", "locations", "Where it ended."),
        leads("target", "targets", "What it hit or was aimed at."),
        text("note", "What else is to be said of it."),
    ),
)  # fmt: skip

_TARGETS: Final = Table(
    "targets", "Targets", "What was aimed at or hit.", "targets",
    (
        ID, INCIDENT,
        text("name", "As described.", required=True),
        coded("type", codebook.TARGET_TYPE, required=True),
        coded("role", codebook.TARGET_ROLE, required=True),
        text("actor", "Who owns or uses it.", path="actor.name"),
        coded("actor_kind", codebook.ACTOR_KIND, path="actor.kind"),
        Field("nationality", "Its nationality, ISO 3166-1 alpha-2.", "code"),
        leads("location", "locations", "Where it stands."),
        coded("damage", codebook.DAMAGE),
        text("damage_text", "The damage, in words."),
        text("note", "What else is to be said of it."),
        _CERTAINTY,
    ),
)  # fmt: skip

_STATEMENTS: Final = Table(
    "statements", "Statements", "Who said what about the incident, through whom. An accusation is not a finding.",
    "statements",
    (
        ID, INCIDENT,
        coded("kind", codebook.STATEMENT_KIND, required=True),
        coded("voice", codebook.VOICE, required=True),
        Field("about_incident", "Whether it is about this incident.", "flag", required=True),
        leads("series", "series", "The series it is about."),
        coded("about_certainty", codebook.ABOUT_CERTAINTY, required=True),
        several("speakers", "Who said it first.", blank="Nobody is named, or the speaker is anonymous."),
        text("speaker_text", "The speaker, in the words of the article."),
        text("on_behalf_of", "For whom it was said.", path="on_behalf_of.name"),
        text("relayed_by", "Who passed it on.", path="relayed_by.name"),
        text("addressee", "To whom it was said.", path="addressee.name"),
        several("accused", "Whom it accuses."),
        text("accused_text", "The accused, in the words of the article."),
        coded("wording", codebook.WORDING),
        text("alleged_motive", "Why they did it, according to this speaker."),
        coded("channel", codebook.CHANNEL),
        text("channel_name", "The name of the channel."),
        text("said_edtf", "When it was said, in the Extended Date/Time Format."),
        text("said_place", "Where it was said."),
        leads("original", "articles", "The post or statement itself."),
        coded("basis", codebook.STATEMENT_BASIS),
        leads("repeats", "statements", "The statement of which this is another outlet's version: one origin."),
        coded("status", codebook.STATEMENT_STATUS, required=True),
    ),
)  # fmt: skip

_CASUALTIES: Final = Table(
    "casualties", "Casualties", "The toll, line by line, as each account gave it. Accounts differ: never add them up.",
    "casualty_counts",
    (
        ID, INCIDENT,
        leads("statement", "statements", "Whose account it is.", required=True, blank="Never empty."),
        leads("scope", "weapons", "The part of the incident it speaks for.", blank="The whole incident."),
        leads("involvement", "involvements", "Whose people they were.", blank="Not known, or not split by side."),
        coded("harm", codebook.HARM, required=True),
        coded("group", codebook.GROUP, required=True),
        coded("age", codebook.AGE),
        coded("sex", codebook.SEX),
        Field("nationality", "Their nationality, ISO 3166-1 alpha-2.", "code"),
        *figures("persons"),
        Field("of_which", "Whether it is a part of another line of the same account: never added.", "flag",
              required=True),
        coded("severity", codebook.SEVERITY),
        coded("mechanism", codebook.MECHANISM),
    ),
)  # fmt: skip

_FIGURES: Final = Table(
    "figures", "Figures", "One honest figure from all accounts, for each harm and group, with the rule that gave it.",
    "cells",
    (
        INCIDENT,
        coded("harm", codebook.HARM, required=True),
        coded("group", codebook.GROUP, required=True),
        coded("state", codebook.FIGURE_STATE, required=True),
        whole("low", "The lowest figure.", blank="No floor is known: see the state. It is not zero."),
        whole("best", "The best figure.", blank="No single figure can be given: see the state. It is not zero."),
        whole("high", "The highest figure.", blank="No ceiling is known: see the state. It is not zero."),
        coded("rule", codebook.FIGURE_RULE, blank="There is no figure."),
        whole("origins", "How many accounts remain when copies are counted once.", required=True),
        Field("contested", "Whether accounts disagree.", "flag", required=True),
        text("reason", "Why an editor fixed the figure.", blank="It was worked out."),
    ),
)  # fmt: skip

_INVOLVEMENTS: Final = Table(
    "involvements", "Involvements", "Who took part or was there. It never says who is to blame.", "involvements",
    (
        ID, INCIDENT,
        text("actor", "The name of the actor.", path="actor.name", required=True),
        coded("actor_kind", codebook.ACTOR_KIND, path="actor.kind", required=True),
        Field("actor_country", "The country of the actor, ISO 3166-1 alpha-2.", "code", path="actor.country"),
        coded("role", codebook.INVOLVEMENT_ROLE, required=True),
        _CERTAINTY,
    ),
)  # fmt: skip

_RELATIONS: Final = Table(
    "relations", "Relations", "How the incident is tied to other published incidents and to series.", "relations",
    (
        ID, INCIDENT,
        coded("kind", codebook.RELATION_KIND, required=True),
        Field("to_incident", "The code of the other incident; it need not be in this package.", "code",
              blank="It is tied to a series."),
        leads("to_series", "series", "The series.", blank="It is tied to an incident."),
        _CERTAINTY,
        leads("asserted_by", "statements", "Who says so."),
    ),
)  # fmt: skip

_SERIES: Final = Table(
    "series", "Series", "Series of incidents that the record is part of or that a statement speaks of.", "series",
    (
        ID, INCIDENT,
        text("name", "The name of the series, the same in every incident.", required=True),
        text("definition", "What makes an incident a member."),
        text("period_edtf", "When it lasted, in the Extended Date/Time Format."),
        text("parent", "The series that it is part of.", blank="None."),
    ),
)  # fmt: skip

_NOTES: Final = Table(
    "notes", "Notes", "Public notes of the analysts, in their own words.", "notes",
    (
        ID, INCIDENT,
        coded("kind", codebook.NOTE_KIND, required=True),
        text("body", "The note.", required=True),
        text("date_edtf", "The date it is about, in the Extended Date/Time Format.", blank="About no date."),
    ),
)  # fmt: skip

_ARTICLES: Final = Table(
    "articles", "Articles", "What was printed, by whom and when: what the citations cite. The texts are not in here.",
    "articles",
    (
        ID, INCIDENT,
        coded("kind", codebook.ARTICLE_KIND, required=True),
        text("title", "The headline, as printed."),
        text("publisher", "Who published this copy.", path="publisher.name"),
        coded("publisher_kind", codebook.PUBLISHER_KIND, path="publisher.kind"),
        coded("publisher_reach", codebook.REACH, path="publisher.reach"),
        Field("publisher_country", "The publisher's country, ISO 3166-1 alpha-2.", "code", path="publisher.country"),
        text("published_edtf", "When it was published, in the Extended Date/Time Format."),
        Field("published_at", "The moment it was published, where the source gives one, in UTC.", "moment"),
        Field("language", "The language it is written in, BCP 47.", "code"),
        text("dateline", "The dateline, as printed."),
        text("byline", "The byline, as printed."),
        coded("byline_state", codebook.BYLINE_STATE, required=True),
        text("url", "Where it was."),
        text("archive_url", "A saved copy."),
        coded("holding", codebook.HOLDING, required=True),
        leads("republishes", "articles", "What this is a copy or a translation of: never counted as independent."),
        text("note", "What is to be said of the article itself."),
    ),
)  # fmt: skip

_CITATIONS: Final = Table(
    "citations", "Citations", "Which words of which article carry which field of which record.", "citations",
    (
        ID, INCIDENT,
        leads("article", "articles", "The article that is cited.", required=True, blank="Never empty."),
        leads("record", "", "The row of another table that it bears on.", blank="The incident itself."),
        text("field", "The field of that record.", blank="The record as a whole."),
        coded("basis", codebook.CITATION_BASIS, required=True),
        coded("stance", codebook.STANCE, required=True),
        text("value", "What this source says for the field, where it differs from the record.", blank="The same."),
        text("exact", "The cited words, of at most 300 characters.", blank="No words are cited, or shown."),
        whole("start", "Where the words begin in the article, in characters.", blank="No words are cited."),
        whole("end", "Where the words end in the article, in characters.", blank="No words are cited."),
        text("comment", "Why the words carry it."),
    ),
    prefix="citation",
)  # fmt: skip

_EXTERNAL_IDS: Final = Table(
    "external_ids", "External ids", "The same event in other datasets, with the row as it came.", "external_ids",
    (
        INCIDENT,
        coded("scheme", codebook.EXTERNAL_SCHEME, required=True),
        text("value", "The id in that dataset.", required=True),
        text("dataset_version", "The version of that dataset."),
        Field("record", "The row as it came, as a JSON object.", "json", blank="No row came with it."),
    ),
)  # fmt: skip

TABLES: Final = (
    _LOCATIONS, _WEAPONS, _TARGETS, _STATEMENTS, _CASUALTIES, _FIGURES, _INVOLVEMENTS, _RELATIONS, _SERIES, _NOTES,
    _ARTICLES, _CITATIONS, _EXTERNAL_IDS,
)  # fmt: skip

KEYS: Final = {"figures": ["incident", "harm", "group"], "external_ids": ["incident", "scheme", "value"]}
"""What names a row of a table whose rows have no id."""
