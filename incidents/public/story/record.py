"""What do the sources say about one part of a public record? Owns the lookups by reference and the cited words.

A record is read from a publication's document, whose shape is ``incidents.publishing.document``; nothing is queried.
"""

import re
from collections import defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from typing import Any, Final

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext

from incidents import codebook, dates
from incidents.public import terms
from incidents.public.languages import isolated

Json = dict[str, Any]

RIGHT_TO_LEFT: Final = frozenset({"ar", "ckb", "dv", "fa", "he", "ps", "sd", "ug", "ur", "yi"})
"""Primary language subtags (BCP 47) whose usual script runs from right to left."""

NO_PUBLISHER: Final[Any] = gettext_lazy("publisher not known")

_WITH_ARTICLE: Final = frozenset(
    ("Bahamas", "Central African Republic", "Comoros", "Democratic Republic of the Congo", "Dominican Republic",
     "European Union", "Gambia", "Maldives", "Netherlands", "Philippines", "Republic of the Congo", "Soviet Union",
     "United Arab Emirates", "United Kingdom", "United Nations", "United States")
)  # fmt: skip
_AMERICAN_BODY: Final = re.compile(r"(U\.S\.|US|United States) (Department|Embassy|embassy)\b")


@dataclass(frozen=True, slots=True)
class Source:
    """An article as readers see it; ``ref`` is the fragment of its entry in the list of sources.

    ``known_by`` is the last day on which it can have been published, where that is known to a few days.
    """

    ref: str
    title: str
    publisher: str
    published: str
    language: str
    direction: str
    known_by: date | None

    @property
    def label(self) -> str:
        """Who printed it; where that is not known, what it is called."""
        if self.publisher != NO_PUBLISHER or not self.title:
            return self.publisher
        return bracketed(quoted(self.title), NO_PUBLISHER)

    @property
    def full_label(self) -> str:
        """Who printed it, and what it is called."""
        is_whole = self.title and self.publisher != NO_PUBLISHER
        return f"{self.publisher}: {isolated(self.title)}" if is_whole else self.label


@dataclass(frozen=True, slots=True)
class Quote:
    """What one source gives for one fact: its words (at most 300 characters, or none) and how they bear on it.

    ``figure`` is the line of the toll that the words carry, where several lines are told together.
    """

    exact: str
    source: Source
    basis: str
    stance: str
    value: str
    comment: str
    said_by: str = ""
    passed_on_by: str = ""
    figure: str = ""

    @property
    def basis_label(self) -> str:
        """Blank where the words themselves say it, which needs no mark."""
        return "" if self.basis == "stated" else terms.label(codebook.CITATION_BASIS, self.basis)

    @property
    def is_against(self) -> bool:
        return self.stance == "contradicts"


@dataclass(frozen=True, slots=True)
class Evidence:
    """All that the sources give for one fact; false when nothing is cited."""

    quotes: tuple[Quote, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.quotes)

    @property
    def differs(self) -> bool:
        return any(quote.is_against for quote in self.quotes)


@dataclass(frozen=True, slots=True)
class Fact:
    """One thing the record says, in words, with what its sources give for it."""

    label: str
    text: str
    note: str = ""
    evidence: Evidence = field(default_factory=Evidence)


class Record:
    """A public document with its parts by reference and its citations by the part they bear on."""

    def __init__(self, document: Json) -> None:
        self.document = document

    def __getitem__(self, key: str) -> Any:
        return self.document[key]

    @cached_property
    def _parts(self) -> dict[str, Json]:
        lists = (
            "locations", "weapons", "targets", "statements", "casualty_counts", "involvements", "series", "articles",
        )  # fmt: skip
        return {part["ref"]: part for name in lists for part in self.document[name]}

    @cached_property
    def _citations(self) -> dict[str, list[Json]]:
        found: dict[str, list[Json]] = defaultdict(list)
        for citation in self.document["citations"]:
            found[citation["record"]].append(citation)
        return found

    @cached_property
    def locations(self) -> list[Json]:
        """The public places, the primary one first; it has the incident's public point where it has none of its own."""
        point = self.document["point"]
        ordered = sorted(self.document["locations"], key=lambda location: not location["is_primary"])
        return [
            each | {name: point[name] for name in ("latitude", "longitude", "radius_m")}
            if each["is_primary"] and point and each["latitude"] is None
            else each
            for each in ordered
        ]

    @property
    def is_partly_read(self) -> bool:
        """Whether nothing was read but, at most, a dataset's record of reports that nobody here has read."""
        articles = self.document["articles"]
        unread = [each["kind"] == "dataset_record" or each["holding"] == "reference_only" for each in articles]
        return bool(unread) and all(unread)

    @cached_property
    def sources(self) -> dict[str, Source]:
        """Every article by its reference."""
        return {article["ref"]: _source(article) for article in self.document["articles"]}

    def part(self, ref: str | None) -> Json | None:
        """The row of that reference; None for no reference."""
        return self._parts[ref] if ref else None

    def evidence(self, ref: str, *fields: str) -> Evidence:
        """What is cited for a part, ``""`` being the incident; with fields, only for those and the part as a whole."""
        wanted = {*fields, ""} if fields and ref else set(fields)
        cited = [each for each in self._citations.get(ref, ()) if not wanted or each["field"] in wanted]
        return Evidence(tuple(self._quote(each) for each in cited))

    def evidence_of(self, refs: Iterable[str]) -> Evidence:
        """What is cited for several parts together, each quote once."""
        quotes = [quote for ref in refs for quote in self.evidence(ref).quotes]
        return Evidence(tuple(dict.fromkeys(quotes)))

    def printed_by(self, refs: Iterable[str]) -> list[Source]:
        """The articles that carry those parts, each once."""
        return list(dict.fromkeys(quote.source for quote in self.evidence_of(refs).quotes))

    def _quote(self, citation: Json) -> Quote:
        statement = self._statement_behind(citation["record"])
        return Quote(
            exact=citation["exact"],
            source=self.sources[citation["article"]],
            basis=citation["basis"],
            stance=citation["stance"],
            value=citation["value"],
            comment=citation["comment"],
            said_by=said_by(statement) if statement else "",
            passed_on_by=actor_name(statement["relayed_by"]) if statement else "",
        )

    def _statement_behind(self, ref: str) -> Json | None:
        if ref.startswith("casualty_count-"):
            ref = self._parts[ref]["statement"]
        return self._parts[ref] if ref.startswith("statement-") else None


def _source(article: Json) -> Source:
    publisher, published = article["publisher"], article["published_edtf"]
    parsed = dates.parse(published) if published else None
    return Source(
        ref=article["ref"],
        title=article["title"],
        publisher=isolated(publisher["name"]) if publisher else str(NO_PUBLISHER),
        published=dates.words(published) if published else "",
        language=article["language"],
        direction=direction(article["language"]),
        known_by=parsed.latest if parsed and parsed.precision in ("day", "window") else None,
    )


def direction(language: str) -> str:
    """``rtl`` or ``ltr`` for a BCP 47 tag; ``auto`` when the language is not known."""
    primary = language.lower().split("-")[0]
    return "rtl" if primary in RIGHT_TO_LEFT else "ltr" if primary else "auto"


def actor_name(actor: Json | None) -> str:
    """The name alone as it stands within a sentence, a collective term marked as one; blank for no actor."""
    if actor is None:
        return ""
    name = isolated(in_sentence(actor["name"]))
    return bracketed(name, _("no group named")) if actor["kind"] == "label" else name


def in_sentence(name: str) -> str:
    """The name as it stands within a sentence: ``the United States``, ``civilians``."""
    if name in _WITH_ARTICLE or _AMERICAN_BODY.match(name):
        return _("the %(name)s") % {"name": name}
    return _("civilians") if name == "Civilians" else name


def quoted(text: str) -> str:
    """A title, or words of a source, as they stand within a sentence."""
    return _("“%(text)s”") % {"text": isolated(text)}


def bracketed(name: str, remark: str) -> str:
    """``name (remark)``; a name that ends with a bracket takes the remark into it."""
    return (
        _("%(name)s; %(remark)s)") % {"name": name[:-1], "remark": remark}
        if name.endswith(")")
        else f"{name} ({remark})"
    )


def introduced(actor: Json) -> str:
    """An actor as a reader meets it first: a person with office and body, a body by its name alone."""
    office, name = comma(map(isolated, filter(None, (actor["role_title"], actor["parent"])))), actor_name(actor)
    return bracketed(name, office) if office and actor["kind"] == "person" else name


def listed(words: Iterable[str]) -> str:
    """``a``, ``a and b``, ``a, b and c``."""
    *first, last = list(words) or [""]
    return _("%(first)s and %(last)s") % {"first": comma(first), "last": last} if first else last


def comma(words: Iterable[str]) -> str:
    """``a, b, c``; blank words are left out."""
    return pgettext("between items", ", ").join(filter(None, words))


def said_by(statement: Json, *, name: Callable[[Json], str] = introduced) -> str:
    """Who said it first, as far as that is public; blank when it is the article's own voice."""
    names = listed(name(speaker) for speaker in statement["speakers"]) or isolated(statement["speaker_text"])
    if not names and statement["voice"] != "publisher":
        names = _("a speaker who is not named")
    body = statement["on_behalf_of"]
    if not body or body["name"] in names:
        return names
    return _("%(speaker)s, for %(body)s") % {"speaker": names, "body": actor_name(body)}


def capitalised(text: str) -> str:
    """The text with its first letter as a capital, the rest as it is."""
    return text[:1].upper() + text[1:]
