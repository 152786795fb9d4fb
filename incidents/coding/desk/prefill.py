"""What do the selected words suggest for a record? Owns which reading fills which field; it writes nothing."""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from django.db.models import QuerySet

from articles.models import Article
from incidents.coding import reading
from incidents.coding.desk.records import COUNT, COUNT_COLUMNS, is_key
from incidents.coding.reading import Suggestion
from incidents.folding import fold
from incidents.models import CasualtyCount, Incident, Location, Place, Statement

_PRECISION_OF_PLACE: Final[Mapping[str, str]] = {
    "country": "country", "adm1": "adm1", "adm2": "adm2", "adm3": "adm2", "settlement": "settlement",
    "neighbourhood": "neighbourhood", "zone": "neighbourhood", "site": "site", "road": "region", "water": "sea_air",
    "region": "region",
}  # fmt: skip
"""How well a place is known when nothing but its name is said (SCHEMA 2.5)."""

_RANK_OF_VOICE: Final[Mapping[str, str]] = {
    "publisher": "media_or_witness", "anonymous": "authority_anonymous", "unnamed": "authority_anonymous",
}  # fmt: skip

_AUTHORITIES = frozenset({"state", "state_force", "international_force", "intergovernmental"})

Filled = list[Suggestion]


@dataclass(frozen=True)
class Source:
    """The words that were selected, the article they stand in, and the incident being coded."""

    words: str
    article: Article
    incident: Incident


def rows_for(record: str, source: Source, initial: Mapping[str, Any]) -> list[Filled]:
    """What the words suggest for new rows of this kind: a list of suggestions a row, always at least one row."""
    return _READERS[record](source, initial) or [[]]


def for_field(record: str, row: Any, name: str, source: Source) -> Filled:
    """What the words suggest for one field of a row; the columns of a number belong together."""
    wanted = COUNT_COLUMNS if name == COUNT else (name,)
    found = [each for each in _reading(record, row, name, source) if each.field in wanted]
    return found or _words_themselves(row, name, source)


def _reading(record: str, row: Any, name: str, source: Source) -> Filled:
    if name == COUNT:
        return reading.read_count(source.words)
    if record == "incident":
        return when(source) + what(source)
    if _points_to(row, name, "Actor"):
        return [_found(name, each) for each in reading.actors_named(source.words)[:1]]
    if _points_to(row, name, "Place"):
        return [_found(name, each) for each in reading.places_named(source.words, near=_near(source))[:1]]
    if name.endswith("_edtf"):
        return [
            Suggestion(name, each.value, each.rule, each.basis) for each in when(source) if each.field == "date_edtf"
        ]
    return rows_for(record, source, _initial(record, row))[0]


def _initial(record: str, row: Any) -> dict[str, Any]:
    known = {"statement": "kind", "casualty_count": "harm"}.get(record)
    return {known: getattr(row, known)} if known else {}


def _points_to(row: Any, name: str, table: str) -> bool:
    related = row._meta.get_field(name).related_model
    return related is not None and related.__name__ == table


def _found(name: str, row: Any) -> Suggestion:
    return Suggestion(name, row.pk, f"“{row}” stands in the words.", "stated")


def _words_themselves(row: Any, name: str, source: Source) -> Filled:
    """A field that keeps words as worded takes them; one in our own words waits for us."""
    if name not in _AS_WORDED or name in COUNT_COLUMNS:
        return []
    longest = row._meta.get_field(name).max_length or 2000
    return [Suggestion(name, " ".join(source.words.split())[:longest], "The words as they stand.", "stated")]


_AS_WORDED: Final = frozenset(
    {
        "time_text", "relation_text", "model", "platform", "number_text", "damage_text", "speaker_text",
        "accused_text", "alleged_motive", "channel_name", "name",
    }
)  # fmt: skip


def when(source: Source) -> Filled:
    """Date and time of day, reckoned from the day of publication (SCHEMA 2.3, 2.4)."""
    return reading.read_when(source.words, published=source.article.published_edtf)


def what(source: Source) -> Filled:
    """Type of attack, and how far it came."""
    return [*reading.read_attack_type(source.words), *reading.read_stage(source.words)]


def _locations(source: Source, initial: Mapping[str, Any]) -> list[Filled]:
    places = reading.places_named(source.words, near=_near(source))
    return [_location(places[0], source)] if places else []


def _location(place: Place, source: Source) -> Filled:
    return [_found("place", place), precision_of(place)]


def precision_of(place: Place) -> Suggestion:
    """How well a place is known when nothing but its name is said."""
    precision = _PRECISION_OF_PLACE.get(place.kind, "region")
    said = f"The place is of the kind “{place.get_kind_display().lower()}”."
    return Suggestion("precision", precision, said, "inferred")


def _near(source: Source) -> Place | None:
    primary = Location.objects.filter(incident=source.incident, is_primary=True).select_related("place").first()
    return primary.place if primary else None


def _weapons(source: Source, initial: Mapping[str, Any]) -> list[Filled]:
    return [reading.read_weapon(source.words)]


def _targets(source: Source, initial: Mapping[str, Any]) -> list[Filled]:
    actors = [each for each in reading.actors_named(source.words) if each.kind != "label"]
    return [[*reading.read_target(source.words), *(_found("actor", each) for each in actors[:1])]]


def _statements(source: Source, initial: Mapping[str, Any]) -> list[Filled]:
    kind = str(initial.get("kind", ""))
    read = reading.read_statement(source.words, kind=kind, published=source.article.published_edtf)
    # A key says "statement" without saying which; the words may.
    filled = [each for each in read if each.field != "kind" or kind == "account"]
    return [[*filled, *_people(source, read, kind)]]


def _people(source: Source, read: Filled, kind: str) -> Filled:
    """Who speaks, for whom, and who is accused: labels are accused, and never speak; of the others the first does."""
    named = reading.actors_named(source.words)
    if kind == "no_claim_reported":
        return []
    speakers, behind = _who_speaks(source, [each for each in named if each.kind != "label"], kind)
    accused = (
        [each for each in named if each not in (*speakers[:1], *behind)] if kind in ("accusation", "assessment") else []
    )
    filled = [_links("speakers", speakers[:1]), _links("accused", accused[:1])]
    filled += [_found("on_behalf_of", each) for each in behind]
    voice = _voice(read, speakers, kind)
    basis = _RANK_OF_VOICE.get(voice.value, "") if voice else ""
    if speakers and speakers[0].kind in _AUTHORITIES:
        basis = "authority_named"
    ranked = [Suggestion("basis", basis, "By who speaks.", "inferred")] if basis and kind == "account" else []
    return [each for each in (*filled, voice, *ranked) if each is not None]


def _who_speaks(source: Source, named: Sequence[Any], kind: str) -> tuple[Sequence[Any], Sequence[Any]]:
    """The speakers, and the body that the first of them speaks for: “a Pentagon spokesman, John F. Kirby, said”."""
    if kind == "account" and not reading.tells_of_speech(source.words):
        return [], []  # “attacks on U.S. bases have increased” names a body that says nothing
    if len(named) > 1 and named[0].kind != "person" and named[1].kind == "person" and _SPOKESMAN.search(source.words):
        return [named[1], *named[2:]], named[:1]
    return named, []


_SPOKESMAN: Final = re.compile(r"\bspokes(?:man|woman|person)\b", re.IGNORECASE)


def _links(name: str, actors: Sequence[Any]) -> Suggestion | None:
    if not actors:
        return None
    return Suggestion(name, [each.pk for each in actors], f"“{actors[0]}” stands in the words.", "stated")


def _voice(read: Filled, speakers: Sequence[Any], kind: str) -> Suggestion | None:
    """Silent where somebody may speak whom no rule knows: that the article itself blames is not for a rule to say."""
    if speakers:
        return Suggestion("voice", "named", f"“{speakers[0]}” stands in the words.", "stated")
    return next((each for each in read if each.field == "voice"), None)


def speaker_in(words: str, article: Article) -> Filled:
    """Who gives a figure, where the words themselves name or describe them; nothing where they do not."""
    read = reading.read_statement(words, kind="account", published=article.published_edtf)
    named = [each for each in reading.actors_named(words) if each.kind in _SPEAKING]
    described = next((each for each in read if each.field == "speaker_text"), None)
    if described is None:
        return []
    mine = [each for each in named if fold(each.name) in fold(str(described.value)) or each in named[:1]]
    people = _people(Source(words, article, Incident()), read, "account")
    return [described, *(each for each in people if each.field != "speakers" or mine)]


_SPEAKING = frozenset({"person", "media", "ngo", "company", "intergovernmental"}) | _AUTHORITIES


def own_voice() -> Filled:
    """The article's own account."""
    return [
        Suggestion("voice", "publisher", "No other voice is named.", "inferred"),
        Suggestion("basis", "media_or_witness", "The article's own voice.", "inferred"),
    ]


def _tolls(source: Source, initial: Mapping[str, Any]) -> list[Filled]:
    return reading.read_toll(source.words, harm=str(initial.get("harm", "")))


def _involvements(source: Source, initial: Mapping[str, Any]) -> list[Filled]:
    return [[_found("actor", each)] for each in reading.actors_named(source.words)[:1]]


def _nothing(source: Source, initial: Mapping[str, Any]) -> list[Filled]:
    return []


_READERS: Final[Mapping[str, Callable[[Source, Mapping[str, Any]], list[Filled]]]] = {
    "location": _locations, "weapon_use": _weapons, "target": _targets, "statement": _statements,
    "casualty_count": _tolls, "involvement": _involvements, "relation": _nothing, "note": _nothing,
}  # fmt: skip


def account_for(incident: Incident, article: Article, *, active: str, line: CasualtyCount) -> Statement | None:
    """Whose account a new toll line belongs to: the account at hand, else the latest one quoted from this article.

    Never one that gives such a figure already: two figures of one account would be added up.
    """
    accounts = incident.statements.filter(kind="account").exclude(pk__in=_giving(incident, line))
    kind, _, key = active.rpartition("-")
    at_hand = accounts.filter(pk=key).first() if kind == "statement" and is_key(key) else None
    return at_hand or accounts.filter(citations__article=article).order_by("-pk").first()


def _giving(incident: Incident, line: CasualtyCount) -> QuerySet[CasualtyCount]:
    """The accounts that have a line for the same people."""
    same = {
        name: getattr(line, name) for name in ("harm", "group", "age", "sex", "nationality", "scope", "involvement")
    }
    return incident.casualty_counts.filter(of_which=False, **same).values("statement")  # type: ignore[return-value]
