"""How does a CSV of articles come in? Owns its columns, what each may hold, and that it is all or nothing."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Literal

from django.contrib.auth.models import User
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from articles.arrival import Draft, article_of, attribute, publisher_of, receive
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

_VOCABULARIES = {
    "kind": codebook.ARTICLE_KIND, "holding": codebook.HOLDING, "publisher_kind": codebook.PUBLISHER_KIND,
}  # fmt: skip
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
    cells = _Cells(row, by=by)
    # A savepoint: what a refused row has begun, such as a new publisher, is taken back with it.
    with transaction.atomic():
        draft = cells.draft()
        cells.judge(draft)
        if cells.problems:
            transaction.set_rollback(True)
        else:
            arrival = receive(draft, by=by)
    if cells.problems:
        outcome.problems += cells.problems
        return
    outcome.rows.append(Imported(row.line, "new" if arrival.is_new else "known", arrival.article, draft.note))
    outcome.publishers += cells.publishers


class _Cells:
    """The cells of one row as they become an article. Every one of them is read, and each has its own problem."""

    def __init__(self, row: Row, *, by: User | None) -> None:
        self.row, self.by = row, by
        self.problems: list[Problem] = []
        self.publishers: list[str] = []

    def draft(self) -> Draft:
        text = clean(self["text"])
        return Draft(
            title=clean_line(self["title"]).text, text=text.text, url=self["url"], publisher=self._publisher(),
            kind=self._code("kind") or "news_article", holding=self._holding(text.text), **self._published(),
            language=self._language(), byline=self["byline"], byline_state="present" if self["byline"] else "unknown",
            dateline=self["dateline"], archive_url=self["archive_url"],
            note=" ".join(filter(None, [self["note"], text.note])),
        )  # fmt: skip

    def judge(self, draft: Draft) -> None:
        """What the columns themselves refuse, where the cell has no problem yet."""
        if not (self["title"] or self["text"] or self["url"]):
            self._refuse("", "A headline, a text or an address is needed.")
        if len(self["text"]) > LONGEST_ARTICLE:
            self._refuse("text", f"The text is longer than {LONGEST_ARTICLE:,} characters.")
        told = {_FIELD_OF.get(problem.column, problem.column) for problem in self.problems}
        try:
            article_of(draft).clean_fields(exclude=told)
        except ValidationError as refused:
            for name, messages in refused.message_dict.items():
                self._refuse(_COLUMN_OF.get(name, name if name in COLUMNS else ""), " ".join(messages))

    def __getitem__(self, column: str) -> str:
        return self.row.cells.get(column, "")

    def _refuse(self, column: str, message: str) -> None:
        self.problems.append(Problem(self.row.line, column, message))

    def _code(self, column: str) -> str:
        code, codes = self[column], _VOCABULARIES[column].codes
        if code and code not in codes:
            self._refuse(column, f"“{code[:40]}” is not one of: {', '.join(codes)}.")
            return ""
        return code

    def _holding(self, text: str) -> str:
        holding = self._code("holding") or ("full_text" if text else "reference_only")
        if holding == "reference_only" and text:
            self._refuse("holding", "A reference-only article has no text.")
        if holding != "reference_only" and not text:
            self._refuse("text", "A held article needs its text; write reference_only when none of it is kept.")
        return holding

    def _published(self) -> dict[str, Any]:
        """A date of the scheme is judged with the other columns; a time must be a whole one."""
        text = self["published"]
        if ":" not in text:
            return {"published_edtf": text}
        found = moment(text, now=timezone.now())
        if found is None or found.at is None:
            self._refuse("published", f"“{text[:40]}” is not a time such as 2022-01-13T23:40:00+03:00.")
            return {}
        return {"published_edtf": found.day, "published_at": found.at}

    def _language(self) -> str:
        if self["language"] and not normal_tag(self["language"]):
            self._refuse("language", f"“{self['language'][:40]}” is not a language tag such as en, ar or pt-BR.")
        return normal_tag(self["language"])

    def _publisher(self) -> Publisher | None:
        name, kind = self["publisher"], self._code("publisher_kind")
        if not name:
            if kind:
                self._refuse("publisher", "A kind of publisher is given, and no publisher.")
            return None
        known = publisher_of(name=name)
        if known and kind and known.kind != kind:
            self._refuse("publisher_kind", f"{known.name} is in the table as {known.get_kind_display().lower()}.")
        return known or self._new_publisher(name, kind)

    def _new_publisher(self, name: str, kind: str) -> Publisher | None:
        made = Publisher(name=clean_line(name).text, kind=kind)
        if not kind:
            if not self["publisher_kind"]:
                self._refuse(
                    "publisher", f"“{name[:80]}” is not in the table; give its publisher_kind, and it is added."
                )
            return None
        try:
            made.full_clean()
        except ValidationError as refused:
            self._refuse("publisher", " ".join(refused.messages))
            return None
        attribute(made, by=self.by)
        made.save()
        self.publishers.append(made.name)
        return made
