"""How does a CSV of articles come in? Owns its columns, what each may hold, and that it is all or nothing."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Literal

from django.contrib.auth.models import User
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from articles.arrival import Draft, attribute, publisher_of, receive
from articles.cleaning import LONGEST_ARTICLE, clean, clean_line
from articles.language import normal_tag
from articles.metadata import moment
from articles.models import Article, Publisher
from articles.table import Problem, Row, read_table
from incidents import codebook

COLUMNS: Mapping[str, str] = {
    "title": "the headline as printed",
    "text": "the whole text; line ends inside quotation marks are kept",
    "url": "the address, with https://",
    "publisher": "the name in the table of publishers",
    "publisher_kind": "for a publisher that is not in the table yet: what it is, such as newspaper; it is then added",
    "published": "a date such as 2022-01-13, 2022-01 or [2022-01-13,2022-01-14], or a time with its offset",
    "language": "such as en or ar; found from the text when it is blank",
    "kind": "of document; blank means news_article",
    "holding": "full_text, excerpt or reference_only; blank means full text, or a reference where there is no text",
    "byline": "as printed",
    "dateline": "as printed, such as BAGHDAD",
    "archive_url": "the address of a saved copy",
    "note": "what is odd about this copy; public",
}
"""Column → what it holds. None is required, but each row needs a headline, a text or an address."""

_FIELD_OF = {"published": "published_edtf"}
_COLUMN_OF = {field: column for column, field in _FIELD_OF.items()}

State = Literal["new", "known"]


@dataclass(frozen=True)
class Imported:
    """What a row became, or would become."""

    line: int
    state: State
    article: Article
    note: str = ""


@dataclass
class Outcome:
    """What came of a file: its rows, or every problem in it and nothing written."""

    rows: list[Imported] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    publishers: list[str] = field(default_factory=list)

    def count(self, state: State) -> int:
        return sum(row.state == state for row in self.rows)


class _Refused(Exception):  # noqa: N818
    """A cell that cannot be taken."""

    def __init__(self, column: str, message: str) -> None:
        super().__init__(message)
        self.problem = (column, message)


def take(content: bytes, *, by: User | None, dry_run: bool = False) -> Outcome:
    """The articles of a CSV, all of them or, if anything is wrong, none; a dry run writes none in any case.

    An article that is here already is left as it is, so that importing a file again changes nothing.
    """
    rows, problems = read_table(content, columns=list(COLUMNS))
    outcome = Outcome(problems=problems)
    with transaction.atomic():
        for row in rows:
            _take_row(row, outcome, by=by)
        if outcome.problems or dry_run:
            transaction.set_rollback(True)
    outcome.problems.sort(key=lambda problem: problem.line)
    return outcome


def _take_row(row: Row, outcome: Outcome, *, by: User | None) -> None:
    try:
        # A savepoint: what a refused row has begun, such as a new publisher, is taken back with it.
        with transaction.atomic():
            draft = _draft(row.cells, outcome, by=by)
            arrival = receive(draft, by=by)
    except _Refused as refused:
        outcome.problems.append(Problem(row.line, *refused.problem))
    except ValidationError as refused:
        outcome.problems += _problems(row, refused)
    else:
        state: State = "new" if arrival.is_new else "known"
        outcome.rows.append(Imported(row.line, state, arrival.article, draft.note))


def _problems(row: Row, refused: ValidationError) -> list[Problem]:
    return [
        Problem(row.line, _COLUMN_OF.get(name, name if name in COLUMNS else ""), " ".join(messages))
        for name, messages in refused.message_dict.items()
    ]


def _draft(cells: dict[str, str], outcome: Outcome, *, by: User | None) -> Draft:
    if not any(cells.get(name) for name in ("title", "text", "url")):
        raise _Refused("", "A headline, a text or an address is needed.")
    if len(cells.get("text", "")) > LONGEST_ARTICLE:
        raise _Refused("text", f"The text is longer than {LONGEST_ARTICLE:,} characters.")
    text, published = clean(cells.get("text", "")), _published(cells.get("published", ""))
    return Draft(
        title=clean_line(cells.get("title", "")).text, text=text.text, url=cells.get("url", ""),
        kind=_code("kind", cells) or "news_article", holding=_holding(cells, text.text), **published,
        language=_language(cells.get("language", "")), byline=cells.get("byline", ""),
        byline_state="present" if cells.get("byline") else "unknown", dateline=cells.get("dateline", ""),
        archive_url=cells.get("archive_url", ""), note=" ".join(filter(None, [cells.get("note", ""), text.note])),
        publisher=_publisher(cells, outcome, by=by),
    )  # fmt: skip


def _code(column: str, cells: dict[str, str]) -> str:
    vocabulary = {"kind": codebook.ARTICLE_KIND, "holding": codebook.HOLDING, "publisher_kind": codebook.PUBLISHER_KIND}
    code, codes = cells.get(column, ""), vocabulary[column].codes
    if code and code not in codes:
        raise _Refused(column, f"“{code[:40]}” is not one of: {', '.join(codes)}.")
    return code


def _holding(cells: dict[str, str], text: str) -> str:
    holding = _code("holding", cells) or ("full_text" if text else "reference_only")
    if holding == "reference_only" and text:
        raise _Refused("holding", "A reference-only article has no text.")
    if holding != "reference_only" and not text:
        raise _Refused("text", "A held article needs its text; write reference_only when none of it is kept.")
    return holding


def _published(text: str) -> dict[str, Any]:
    """A date of the scheme is judged with the article; a time must be a whole one."""
    if ":" not in text:
        return {"published_edtf": text}
    found = moment(text, now=timezone.now())
    if found is None or found.at is None:
        raise _Refused("published", f"“{text[:40]}” is not a time such as 2022-01-13T23:40:00+03:00.")
    at: datetime = found.at
    return {"published_edtf": found.day, "published_at": at}


def _language(text: str) -> str:
    if text and not normal_tag(text):
        raise _Refused("language", f"“{text[:40]}” is not a language tag such as en, ar or pt-BR.")
    return normal_tag(text)


def _publisher(cells: dict[str, str], outcome: Outcome, *, by: User | None) -> Publisher | None:
    name, kind = cells.get("publisher", ""), _code("publisher_kind", cells)
    if not name:
        if kind:
            raise _Refused("publisher", "A kind of publisher is given, and no publisher.")
        return None
    known = publisher_of(name=name)
    if known and kind and known.kind != kind:
        raise _Refused("publisher_kind", f"{known.name} is in the table as {known.get_kind_display().lower()}.")
    return known or _new_publisher(name, kind, outcome, by=by)


def _new_publisher(name: str, kind: str, outcome: Outcome, *, by: User | None) -> Publisher:
    if not kind:
        raise _Refused("publisher", f"“{name[:80]}” is not in the table; give its publisher_kind, and it is added.")
    made = Publisher(name=clean_line(name).text, kind=kind)
    try:
        made.full_clean()
    except ValidationError as refused:
        raise _Refused("publisher", " ".join(refused.messages)) from refused
    attribute(made, by=by)
    made.save()
    outcome.publishers.append(made.name)
    return made
