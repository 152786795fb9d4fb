"""What was said, counted and printed? Accounts of tolls, attribution claims and articles, out of the public documents.

All parts of an incident stand on one page and come from one version: a page is cut between incidents.
"""

from collections.abc import Callable, Iterator
from typing import Any, Final

from incidents import codebook
from incidents.codebook.table import NEVER
from incidents.models.publication import Publication
from incidents.public.api import shapes
from incidents.public.api.paging import Page
from incidents.public.api.walking import live, next_codes
from incidents.public.filters import Query

Json = dict[str, Any]
Tell = Callable[[Json], Iterator[Json]]

CLAIMS: Final = ("claim_of_responsibility", "accusation", "denial", "assessment", "no_claim_reported")
"""Kinds of statements that say who did it, or that nobody has said so (SCHEMA 3.10)."""

_NOBODY: Final = "Nobody is named."
_WHOLE: Final = "The whole incident."

CITED: Final = shapes.thing([
    shapes.text("publisher", "Who printed the article.", blank="The publisher is not known."),
    shapes.text("title", "The headline of the article, as printed."),
    shapes.text("url", "Where the article was."),
    shapes.text("published_edtf", "When the article was published, EDTF."),
    shapes.text("field", "Which field the words carry.", blank="The record as a whole."),
    shapes.code("basis", codebook.CITATION_BASIS, blank=NEVER),
    shapes.code("stance", codebook.STANCE, blank=NEVER),
    shapes.text("value", "What this source says for the field, where it differs.", blank="What the record says."),
    shapes.text("quote", "The words quoted, at most 300 characters.", blank="Nothing is quoted: see the basis."),
])  # fmt: skip

ACTOR: Final = shapes.thing([
    shapes.text("name", "The name.", blank=NEVER),
    shapes.code("kind", codebook.ACTOR_KIND, "A label is a collective term that names no group.", blank=NEVER),
    shapes.text("country", "ISO 3166-1 alpha-2."),
])  # fmt: skip

_OF: Final = (
    shapes.text("incident", "The code of the incident.", blank=NEVER),
    shapes.whole("version", "The published version of the incident.", unit="count"),
    shapes.reference("ref", "The name of this part within that version; another version may count anew.", blank=NEVER),
)
_VOICE: Final = (
    shapes.code("voice", codebook.VOICE),
    shapes.several("speakers", "Who said it first. Empty where nobody is named.", ACTOR),
    shapes.text("speaker_text", "How the speaker is described."),
    shapes.text("on_behalf_of", "The body it was said for.", blank=_NOBODY),
    shapes.text("relayed_by", "Who passed it on, where the article did not hear it from the speaker.", blank=_NOBODY),
    shapes.text("said_edtf", "When it was said, EDTF."),
    shapes.code("status", codebook.STATEMENT_STATUS, blank=NEVER),
    shapes.reference(
        "repeats", "The statement of which this is another outlet's version: one voice.", blank="It repeats none."
    ),
)
_CITED: Final = shapes.several("cited", "Where it is printed, with the words quoted.", CITED)

ACCOUNT_FIELDS: Final = (
    *_OF,
    shapes.code("harm", codebook.HARM, blank=NEVER),
    shapes.code("group", codebook.GROUP, blank=NEVER),
    shapes.code("age", codebook.AGE),
    shapes.code("sex", codebook.SEX),
    shapes.text("nationality", "ISO 3166-1 alpha-2."),
    shapes.code("count_kind", codebook.COUNT_KIND, blank=NEVER),
    *(
        shapes.whole(end, f"The {words} of this account.", unit="persons", blank=f"{blank} It is not zero.")
        for end, words, blank in (
            ("low", "lowest figure", "It gives no floor."),
            ("best", "figure", "It gives no single figure."),
            ("high", "highest figure", "It gives no ceiling."),
        )
    ),
    shapes.text("number_text", "The number in the words of the account."),
    shapes.either("of_which", "Part of another line of the same statement: shown, never added."),
    shapes.code("severity", codebook.SEVERITY),
    shapes.code("mechanism", codebook.MECHANISM),
    shapes.reference("scope", "The weapon use that it speaks for.", blank=_WHOLE),
    shapes.text("whose", "The actor whose people they are.", blank="Not stated, or on no side."),
    shapes.reference("statement", "The statement that gives it.", blank=NEVER),
    shapes.code("statement_kind", codebook.STATEMENT_KIND, blank=NEVER),
    shapes.code("basis", codebook.STATEMENT_BASIS),
    *_VOICE,
    _CITED,
)

CLAIM_FIELDS: Final = (
    *_OF,
    shapes.Field("kind", {"type": "string", "enum": list(CLAIMS), "description": codebook.STATEMENT_KIND.description}),
    shapes.either("about_incident", "Whether it is about this incident."),
    shapes.text("series", "The series that it is about.", blank="It is about no series."),
    shapes.code("about_certainty", codebook.ABOUT_CERTAINTY, blank=NEVER),
    shapes.several("accused", "Whom it accuses; of a denial, whom it speaks of. It is not a finding.", ACTOR),
    shapes.text("accused_text", "The words used of the accused."),
    shapes.code("wording", codebook.WORDING),
    shapes.text("alleged_motive", "Why they did it, according to this speaker."),
    shapes.code("channel", codebook.CHANNEL),
    shapes.text("channel_name", "The channel's name."),
    shapes.text("said_place", "Where it was said."),
    shapes.text("addressee", "To whom it was said.", blank=_NOBODY),
    *_VOICE,
    _CITED,
)

ARTICLE_FIELDS: Final = (
    *_OF,
    shapes.code("kind", codebook.ARTICLE_KIND, blank=NEVER),
    shapes.text("title", "The headline as printed."),
    shapes.text("publisher", "Who published this copy.", blank="The publisher is not known."),
    shapes.code("publisher_kind", codebook.PUBLISHER_KIND),
    shapes.text("publisher_country", "ISO 3166-1 alpha-2."),
    shapes.text("published_edtf", "When it was published, EDTF."),
    shapes.text("published_at", "The full moment where the source gives one, ISO 8601 in UTC."),
    shapes.text("language", "BCP 47."),
    shapes.text("dateline", "As printed.", blank="None is printed, or it is held back with the place."),
    shapes.text("byline", "As printed."),
    shapes.code("byline_state", codebook.BYLINE_STATE, blank=NEVER),
    shapes.text("url", "Where it was."),
    shapes.text("archive_url", "A saved copy.", blank="None is known."),
    shapes.code("holding", codebook.HOLDING, blank=NEVER),
    shapes.reference(
        "republishes", "The article of which it is a copy or a translation.", blank="It is no known copy."
    ),
    shapes.text("note", "What readers should know of this copy.", blank="Nothing is noted."),
    shapes.whole("quotes", "How many quotes of the record are from it.", unit="count"),
)


def walk(query: Query, tell: Tell, *, after: str, limit: int) -> Page:
    """The parts of the next ``limit`` incidents, in the order of their codes."""
    codes = next_codes(query, after=after, most=limit + 1)
    found = live(codes[:limit]).only("code", "version", "document")
    told = [{**_of(each), **part} for each in found for part in tell(each.read())]
    return Page(told, last=codes[limit - 1] if len(codes) > limit else None)


def _of(publication: Publication) -> Json:
    return {"incident": publication.code, "version": publication.version}


def accounts(document: Json) -> Iterator[Json]:
    """Every line of a toll, as one voice gave it."""
    statements, involved = _by_ref(document, "statements"), _by_ref(document, "involvements")
    for count in document.get("casualty_counts", []):
        statement = statements[count["statement"]]
        side = involved.get(count["involvement"] or "")
        yield {
            **count,
            "whose": side["actor"]["name"] if side else "",
            "statement_kind": statement["kind"],
            "basis": statement["basis"],
            **_voice(statement),
            "cited": _cited(document, count["ref"]) or _cited(document, statement["ref"]),
        }


def claims(document: Json) -> Iterator[Json]:
    """Every statement on who did it."""
    series = _by_ref(document, "series")
    for statement in document.get("statements", []):
        if statement["kind"] in CLAIMS:
            about = series.get(statement["series"] or "")
            yield {
                **statement,
                "series": about["name"] if about else "",
                "accused": [_actor(each) for each in statement["accused"]],
                "addressee": _name(statement["addressee"]),
                **_voice(statement),
                "cited": _cited(document, statement["ref"]),
            }


def articles(document: Json) -> Iterator[Json]:
    """Every article that the record rests on."""
    cited = [each["article"] for each in document.get("citations", [])]
    for article in document.get("articles", []):
        publisher = article["publisher"] or {}
        yield {
            **article,
            "publisher": publisher.get("name", ""),
            "publisher_kind": publisher.get("kind", ""),
            "publisher_country": publisher.get("country", ""),
            "quotes": cited.count(article["ref"]),
        }


def _voice(statement: Json) -> Json:
    return {
        "voice": statement["voice"],
        "speakers": [_actor(each) for each in statement["speakers"]],
        "speaker_text": statement["speaker_text"],
        "on_behalf_of": _name(statement["on_behalf_of"]),
        "relayed_by": _name(statement["relayed_by"]),
        "said_edtf": statement["said_edtf"],
        "status": statement["status"],
        "repeats": statement["repeats"],
    }


def _cited(document: Json, ref: str) -> list[Json]:
    """The quotes that bear on this part."""
    articles = _by_ref(document, "articles")
    return [_quote(each, articles[each["article"]]) for each in document.get("citations", []) if each["record"] == ref]


def _quote(citation: Json, article: Json) -> Json:
    return {
        "publisher": _name(article["publisher"]),
        "title": article["title"],
        "url": article["url"],
        "published_edtf": article["published_edtf"],
        "field": citation["field"],
        "basis": citation["basis"],
        "stance": citation["stance"],
        "value": citation["value"],
        "quote": citation["exact"],
    }


def _actor(actor: Json) -> Json:
    return {name: actor[name] for name in ("name", "kind", "country")}


def _name(row: Json | None) -> str:
    return row["name"] if row else ""


def _by_ref(document: Json, kind: str) -> dict[str, Json]:
    return {row["ref"]: row for row in document.get(kind, [])}
