"""What does the desk show of an incident? Owns the sections, cards and boxes beside the text; it writes nothing."""

import json
from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Final

from django.db import models
from django.urls import reverse

from incidents import codebook, tolls
from incidents.coding import comments, quality
from incidents.coding.comments import Thread
from incidents.coding.desk import values
from incidents.coding.desk.records import (
    BY_NAME,
    COUNT,
    GESTURES,
    KINDS,
    MADE_BY_RULE,
    POINT,
    Gesture,
    Kind,
    quoted_field,
    reference,
)
from incidents.coding.quality import Problem
from incidents.coding.review import sent_back
from incidents.geometry import RADIUS_M
from incidents.models import Citation, Incident, ReviewEvent, Statement
from incidents.models.incident import IncidentPart
from incidents.publishing import Coding, gather
from incidents.publishing.derivation import cells

DIGITS: Final = 9
"""How many fields of a card have a digit key."""

_ROWS: Final[Mapping[str, str]] = {
    "location": "locations", "weapon_use": "weapons", "target": "targets", "statement": "statements",
    "casualty_count": "casualty_counts", "involvement": "involvements", "relation": "relations", "note": "notes",
}  # fmt: skip
"""The list of a coding in which each kind of record stands."""

_LABELS: Final = {
    COUNT: "Number, as said",
    POINT: "Better point than the place's own",
    "part_of_day": "Part of the day",
    "is_primary": "Primary",
}


_TYPED_TOGETHER: Final = {
    COUNT: ("count_kind", "low", "best", "high", "number_text"), POINT: ("latitude", "longitude", "radius_m"),
}  # fmt: skip


@dataclass
class Box:
    """One field on a card. ``kind`` says how it is typed; ``rule`` how a rule filled it, until somebody touches it."""

    id: str
    record: str
    name: str
    label: str
    kind: str
    value: values.Raw
    key: str = ""
    rule: str = ""
    help: str = ""
    find: str = ""
    siblings: str = ""
    options: list[tuple[str, str]] = field(default_factory=list)
    quotes: list["Quote"] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    threads: list[Thread] = field(default_factory=list)
    vocabulary: str = ""
    may_be_blank: bool = True
    is_default: bool = False
    picker: dict[str, Any] | None = None

    @property
    def differs(self) -> bool:
        """Whether a source says otherwise (SCHEMA 2.6)."""
        return any(quote.stance == "contradicts" for quote in self.quotes)

    @property
    def says_something(self) -> bool:
        """Whether there is anything in it that must not lie hidden."""
        return bool((self.value and not self.is_default) or self.quotes or self.problems or self.rule or self.threads)


@dataclass(frozen=True)
class Quote:
    """One quote as the desk shows it: its words, where it is from, and how it stands to the value."""

    record: str
    words: str
    source: str
    is_here: bool
    stance: str
    basis: str
    value: str

    @property
    def stance_label(self) -> str:
        return codebook.STANCE.label(self.stance)


@dataclass
class Card:
    """One record: the boxes always shown, those behind the fold, and the quotes for it as a whole."""

    record: str
    kind: Kind
    label: str
    first: list[Box] = field(default_factory=list)
    more: list[Box] = field(default_factory=list)
    is_open: bool = False
    quotes: list[Quote] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    threads: list[Thread] = field(default_factory=list)

    @property
    def id(self) -> str:
        return f"card-{self.record or 'incident'}"

    @property
    def keyed(self) -> str:
        """The names of the fields that have a digit key, in its order."""
        return ",".join(self.kind.fields[:DIGITS])

    @property
    def prefilled(self) -> int:
        """Values of a rule that nobody has looked at; those that follow the others until they are typed do not wait."""
        follows = () if self.record else MADE_BY_RULE
        return sum(1 for box in (*self.first, *self.more) if box.rule and box.name not in follows)


@dataclass
class Section:
    """One kind of record with its cards, and the keys that make more of them."""

    kind: Kind
    cards: list[Card]
    gestures: list[Gesture]
    said: list[str] = field(default_factory=list)

    @property
    def id(self) -> str:
        return f"section-{self.kind.name}"


@dataclass
class Panel:
    """The whole of it, with what is missing; each line leads to its box. ``threads`` are all open comments."""

    incident: Incident
    sections: list[Section]
    problems: list[tuple[Problem, str]]
    threads: list[Thread] = field(default_factory=list)
    sent_back: ReviewEvent | None = None

    @property
    def open_comments(self) -> int:
        return sum(each.open_count for each in self.threads)

    @property
    def can_submit(self) -> bool:
        """Whether the draft waits for its coder to hand it over."""
        return self.incident.status == "draft"

    @property
    def blocking(self) -> int:
        return sum(1 for problem, _ in self.problems if problem.blocks)

    @property
    def prefilled(self) -> int:
        return sum(card.prefilled for section in self.sections for card in section.cards)


class _Shown:
    """What was read of one incident, ready to be laid out: quotes, marks and problems by record."""

    def __init__(self, coding: Coding, article_key: int, opened: Collection[str]) -> None:
        self.coding, self.article_key, self.opened = coding, article_key, opened
        self.problems = quality.problems(coding)
        self.threads = comments.threads(coding.incident)
        self.marks = {(each.record, each.field): each.rule for each in coding.incident.prefills.all()}
        self.quotes: dict[tuple[str, str], list[Quote]] = defaultdict(list)
        for citation in coding.citations:
            self.quotes[_borne(citation), citation.field].append(self._quote(citation))

    def _quote(self, citation: Citation) -> Quote:
        article = citation.article
        return Quote(
            record=reference(citation), words=citation.exact or citation.comment,
            source=article.publisher_name() or article.title, is_here=article.pk == self.article_key,
            stance=citation.stance, basis=citation.basis, value=citation.value,
        )  # fmt: skip

    def remarks(self, record: str, names: Collection[str]) -> list[Thread]:
        """The open comments on any of these fields of a record."""
        return [each for each in self.threads if each.record == record and each.field in names]

    def told(self, record: str, name: str) -> list[Problem]:
        return [each for each in self.problems if (each.record, each.field) == (record, name)]


def _borne(citation: Citation) -> str:
    """The record a citation bears on, as the desk names it."""
    kind = citation.bears_on()
    return f"{kind}-{getattr(citation, f'{kind}_id')}" if kind else ""


def show(incident: Incident, *, article_key: int, opened: Collection[str] = ()) -> Panel:
    """The panel of an incident while this article is being read. ``opened`` are records whose every box is shown."""
    shown = _Shown(gather([incident])[0], article_key, opened)
    sections = [_section(kind, shown) for kind in KINDS]
    boxes = {box.id for section in sections for card in section.cards for box in (*card.first, *card.more)}
    problems = [(each, _anchor(each, boxes)) for each in shown.problems]
    return Panel(incident, sections, problems, shown.threads, sent_back(incident))


def nothing() -> list[Section]:
    """The sections of an incident that is not begun yet."""
    return [Section(kind, [], []) for kind in KINDS]


def _section(kind: Kind, shown: _Shown) -> Section:
    rows = [shown.coding.incident] if kind.name == "incident" else getattr(shown.coding, _ROWS[kind.name])
    cards = [_card(kind, row, shown) for row in rows]
    gestures = [each for each in GESTURES if each.record == kind.name]
    return Section(kind, cards, gestures, _tolls(shown.coding) if kind.name == "casualty_count" else [])


def _tolls(coding: Coding) -> list[str]:
    """What the lines come to by the rule of SCHEMA 6, in the words that readers will see."""
    try:
        figures = cells(coding)
    except ValueError:
        return []  # a pinned figure outside the range is told among what is missing
    return [tolls.words(figures[harm, "all"], harm) for harm in ("killed", "injured") if (harm, "all") in figures]


def _card(kind: Kind, row: Any, shown: _Shown) -> Card:
    record = reference(row)
    card = Card(record, kind, _title(row, shown), quotes=shown.quotes[record, ""], problems=shown.told(record, ""))
    boxes = [_box(row, record, name, shown) for name in kind.fields]
    for digit, box in enumerate(boxes[:DIGITS], start=1):
        box.key = str(digit)
    card.is_open = (record or "incident") in shown.opened
    in_boxes = {each for name in kind.fields for each in _columns(name)}
    card.threads = [each for each in shown.threads if each.record == record and each.field not in in_boxes]
    card.first = boxes[: len(kind.first)]
    # What is blank and behind the fold is shown when it is opened: most of a full coding is blank.
    card.more = [box for box in boxes[len(kind.first) :] if card.is_open or box.says_something]
    return card


def _title(row: Any, shown: _Shown) -> str:
    """What tells a row from the others; a statement is told by its people, who were read already."""
    if not isinstance(row, Statement):
        return str(row)
    speakers, accused = (", ".join(each.name for each in _people(row, name, shown)) for name in ("speakers", "accused"))
    return row.named(speakers, accused)


def _box(row: Any, record: str, name: str, shown: _Shown) -> Box:
    column = None if name in (COUNT, POINT) else row._meta.get_field(name)
    box = Box(
        id=f"box-{record or 'incident'}-{name}", record=record, name=name, label=_label(name, column),
        kind=_typed_as(name, column), value=_held(row, name, shown), rule=shown.marks.get((record, name), ""),
        quotes=shown.quotes[record, quoted_field(name)], problems=shown.told(record, name),
        threads=shown.remarks(record, _columns(name)),
    )  # fmt: skip
    if column is not None:
        box.is_default = column.has_default() and box.value == values.held(type(row)(), name)
        _offer(box, row, column, shown)
    if name == POINT:
        box.picker = _picker(row)
    return box


def _columns(name: str) -> tuple[str, ...]:
    """The columns that are typed in one box."""
    return _TYPED_TOGETHER.get(name, (name,))


def _held(row: Any, name: str, shown: _Shown) -> values.Raw:
    """As ``values.held``, from what was read already."""
    if name in ("speakers", "accused"):
        return [str(each.pk) for each in sorted(_people(row, name, shown), key=lambda actor: actor.pk)]
    return values.held(row, name)


def _people(row: Any, name: str, shown: _Shown) -> Sequence[Any]:
    people: dict[int, list[Any]] = getattr(shown.coding, name)
    return people.get(row.pk, [])


def _label(name: str, column: Any) -> str:
    label = _LABELS.get(name) or str(column.verbose_name)
    return label[:1].upper() + label[1:]


def _typed_as(name: str, column: Any) -> str:
    if name in (COUNT, POINT):
        return name
    if column.many_to_many:
        return "several"
    if column.is_relation:
        return "sibling" if issubclass(column.related_model, IncidentPart) else "one"
    if column.choices:
        return "code"
    plain = {models.BooleanField: "yes", models.TextField: "long", models.TimeField: "time", models.DateField: "date"}
    return next((kind for model, kind in plain.items() if isinstance(column, model)), "text")


def _offer(box: Box, row: Any, column: Any, shown: _Shown) -> None:
    """What can be chosen in the box, and where more is found."""
    if box.kind == "code":
        terms = codebook.vocabulary_of(column.choices)
        box.options = [(str(box.value), terms.label(str(box.value)))]
        box.may_be_blank = column.blank
        box.vocabulary = terms.name
    elif box.kind == "sibling":
        box.siblings = next(name for name in _ROWS if BY_NAME[name].model is column.related_model)
        chosen = next((each for each in getattr(shown.coding, _ROWS[box.siblings]) if str(each.pk) == box.value), None)
        box.options = [(str(box.value), str(chosen) if chosen else "—")]
        box.may_be_blank = column.null
    elif box.kind in ("one", "several"):
        box.find = (
            f"{reverse('admin:autocomplete')}?app_label={row._meta.app_label}&model_name={row._meta.model_name}"
            f"&field_name={column.name}"
        )
        box.options = _chosen(row, column, shown)
    else:
        box.help = str(column.help_text)


def _picker(location: Any) -> dict[str, Any]:
    """What the map of a location needs: its own point, and where the place is."""
    place = location.place
    own = {"latitude": location.latitude, "longitude": location.longitude}
    known = {"latitude": place.latitude, "longitude": place.longitude, "radius_m": place.radius_m}
    plain = {name: float(value) for name, value in known.items() if value is not None}
    return {
        **own,
        "place": json.dumps(plain) if place.latitude is not None else "",
        "radii": json.dumps(dict(RADIUS_M)),
    }


def _chosen(row: Any, column: Any, shown: _Shown) -> list[tuple[str, str]]:
    if column.many_to_many:
        return [(str(each.pk), str(each)) for each in _people(row, column.name, shown)]
    chosen = getattr(row, column.name) if getattr(row, column.attname) else None
    return [(str(chosen.pk), str(chosen))] if chosen is not None else []


def _anchor(problem: Problem, boxes: Iterable[str]) -> str:
    """Where a problem is mended: its box, else its card, else the section it names."""
    if (box := f"box-{problem.record or 'incident'}-{problem.field}") in boxes:
        return box
    if problem.record:
        return f"quote-{problem.record}" if problem.record.startswith("citation") else f"card-{problem.record}"
    kind = next((name for name, rows in _ROWS.items() if rows == problem.field), "incident")
    return f"section-{kind}"


def spans(incident: Incident | None, *, article_key: int) -> list[dict[str, Any]]:
    """Where the quotes of an incident stand in an article: start, end, and the box or card each belongs to."""
    if incident is None:
        return []
    rows = incident.citations.filter(article=article_key, start__isnull=False)
    return [
        {"start": each.start, "end": each.end, "stance": each.stance, "quote": reference(each),
         "kind": each.bears_on() or "incident", "record": _borne(each), "field": each.field}
        for each in rows
    ]  # fmt: skip
