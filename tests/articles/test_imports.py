"""Does a CSV of articles come in whole or not at all, with every problem named by line and column?"""

import csv
import io
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command

from articles.imports import COLUMNS, take
from articles.models import Article, Publisher
from articles.table import MOST_ROWS, read_table
from incidents.codebook import ARTICLE_KIND, PUBLISHER_KIND
from tests.articles.test_likeness import AGENCY, INDEPENDENT
from tests.factories import ArticleFactory, PublisherFactory, UserFactory

pytestmark = pytest.mark.django_db


def table(*rows: dict[str, str], bom: bool = False) -> bytes:
    columns = list(dict.fromkeys(name for row in rows for name in row))
    out = io.StringIO()
    writer = csv.DictWriter(out, columns)
    writer.writeheader()
    writer.writerows(rows)
    return out.getvalue().encode("utf-8-sig" if bom else "utf-8")


FULL = {
    "title": "Rockets land near embassy", "text": f"{AGENCY}\n\n{INDEPENDENT}", "url": "https://planet.example/1",
    "publisher": "The Daily Planet", "publisher_kind": "newspaper", "published": "2022-01-13T23:40:00+03:00",
    "language": "EN-gb", "kind": "agency_wire", "holding": "excerpt", "byline": "Amal", "dateline": "BAGHDAD",
    "archive_url": "https://archive.example/1", "note": "A copy.",
}  # fmt: skip
SECOND = {"title": "سقوط صواريخ", "text": "سقطت أربعة صواريخ قرب السفارة وأصيب شخصان بجروح", "url": ""}


BEHIND = "Line 2: Text stands behind a closing quotation mark; write quotation marks inside a field twice."
TOO_WIDE = "Line 2: A field is longer than 1,000,000 characters; is a quotation mark never closed?"


def problems(content: bytes) -> list[str]:
    outcome = take(content, by=None)
    assert not Article.objects.exists()
    assert not Publisher.objects.exists()
    return [str(each) for each in outcome.problems]


def test_every_column_is_stored_where_it_belongs() -> None:
    user = UserFactory()
    outcome = take(table(FULL), by=user)
    article = Article.objects.get()
    assert (outcome.count("new"), outcome.publishers) == (1, ["The Daily Planet"])
    assert (article.title, article.text, article.url) == (FULL["title"], FULL["text"], FULL["url"])
    assert (article.publisher.name, article.publisher.kind) == ("The Daily Planet", "newspaper")
    assert (article.published_edtf, article.published_at) == ("2022-01-13", datetime(2022, 1, 13, 20, 40, tzinfo=UTC))
    assert (article.language, article.kind, article.holding) == ("en-GB", "agency_wire", "excerpt")
    assert (article.byline, article.byline_state, article.dateline) == ("Amal", "present", "BAGHDAD")
    assert (article.archive_url, article.note, article.triage) == ("https://archive.example/1", "A copy.", "new")
    assert article.retrieved_by == user
    assert article.relevance > 60
    assert {each.history_user for each in (*article.history.all(), *article.publisher.history.all())} == {user}


def test_the_example_has_every_column() -> None:
    assert set(FULL) == set(COLUMNS)


def test_a_byte_order_mark_other_line_ends_and_another_order_change_nothing() -> None:
    content = table({"url": "https://planet.example/1", "title": "Rockets", "text": "One.\nTwo."}, bom=True)
    take(content.replace(b"\r\n", b"\n"), by=None)
    assert Article.objects.get().text == "One.\nTwo."


def test_what_is_blank_is_found_from_the_text_or_has_its_default() -> None:
    take(table(SECOND), by=None)
    article = Article.objects.get()
    assert (article.language, article.kind, article.holding) == ("ar", "news_article", "full_text")
    assert (article.byline_state, article.publisher) == ("unknown", None)


def test_a_row_without_text_is_a_reference() -> None:
    take(table({"title": "Rockets", "url": "https://planet.example/1"}), by=None)
    assert Article.objects.get().holding == "reference_only"


def test_importing_again_changes_nothing() -> None:
    rows = [FULL, SECOND, {"title": "A reference", "publisher": "The Daily Planet", "published": "2022-01"}]
    first = take(table(*rows), by=None)
    stored = list(Article.objects.order_by("pk").values())
    again = take(table(*rows), by=None)
    assert [each.state for each in first.rows] == ["new"] * 3
    assert [each.state for each in again.rows] == ["known"] * 3
    assert (again.publishers, list(Article.objects.order_by("pk").values())) == ([], stored)


def test_a_row_that_stands_twice_is_taken_once() -> None:
    outcome = take(table(FULL, {**FULL, "title": "Another headline"}), by=None)
    assert [each.state for each in outcome.rows] == ["new", "known"]


def test_a_dry_run_tells_the_same_and_writes_nothing() -> None:
    ArticleFactory(url="https://planet.example/1", publisher=None)
    outcome = take(table({**FULL, "text": "One.\nTwo."}, SECOND), by=None, dry_run=True)
    assert [(each.line, each.state) for each in outcome.rows] == [(2, "known"), (4, "new")]
    assert Article.objects.count() == 1
    assert not Publisher.objects.exists()


def test_residue_of_the_page_is_left_out_and_told_in_the_note() -> None:
    take(table({"title": "Rockets", "text": "One rocket.\n\nBack to top", "note": "A copy."}), by=None)
    article = Article.objects.get()
    assert article.text == "One rocket."
    assert article.note == "A copy. Left out of the text: “Back to top”."


def test_every_problem_is_told_by_line_and_column_and_nothing_is_written() -> None:
    good = {"title": "Rockets", "text": "Two\nlines", "publisher": "The Daily", "publisher_kind": "newspaper"}
    rows = [
        good,
        {"title": "Bad date", "published": "13 January"},
        {"title": "Bad time", "published": "2022-01-13T23:40:00"},
        {"title": "Bad language", "language": "English!"},
        {"title": "Bad kind", "kind": "gossip"},
        {"title": "Bad address", "url": "planet"},
        {"title": "No text", "holding": "full_text"},
        {"title": "Text", "text": "Words", "holding": "reference_only"},
        {"title": "Unknown publisher", "publisher": "The Nightly"},
        {"title": "Kind alone", "publisher_kind": "newspaper"},
        {"title": "Another kind", "publisher": "The Daily", "publisher_kind": "ngo_monitor"},
        {"note": "Nothing to know it by"},
        {
            "title": "x" * 1001,
            "url": "planet",
            "published": "? !",
            "kind": "x",
            "publisher_kind": "y",
            "publisher": "z",
        },
    ]
    assert problems(table(*rows)) == [
        "Line 4, column published: “13 January” has a blank inside: write dates without blanks",
        "Line 5, column published: “2022-01-13T23:40:00” is not a time such as 2022-01-13T23:40:00+03:00.",
        "Line 6, column language: “English!” is not a language tag such as en, ar or pt-BR.",
        f"Line 7, column kind: “gossip” is not one of: {', '.join(ARTICLE_KIND.codes)}.",
        "Line 8, column url: Enter a valid URL.",
        "Line 9, column text: A held article needs its text; write reference_only when none of it is kept.",
        "Line 10, column holding: A reference-only article has no text.",
        "Line 11, column publisher: “The Nightly” is not in the table; give its publisher_kind, and it is added.",
        "Line 12, column publisher: A kind of publisher is given, and no publisher.",
        "Line 13, column publisher_kind: The Daily is in the table as newspaper.",
        "Line 14: A headline, a text or an address is needed.",
        f"Line 15, column publisher_kind: “y” is not one of: {', '.join(PUBLISHER_KIND.codes)}.",
        f"Line 15, column kind: “x” is not one of: {', '.join(ARTICLE_KIND.codes)}.",
        "Line 15, column title: Ensure this value has at most 1000 characters (it has 1001).",
        "Line 15, column published: “? !” has a blank inside: write dates without blanks",
        "Line 15, column url: Enter a valid URL.",
    ]


def test_a_publisher_of_a_refused_row_is_taken_back_with_it() -> None:
    rows = [{"title": "Bad", "published": "?", "publisher": "The Daily", "publisher_kind": "newspaper"}]
    assert len(problems(table(*rows))) == 1


def test_a_publisher_is_known_by_its_folded_name() -> None:
    planet = PublisherFactory(name="Al-Dáwra News")
    take(table({"title": "Rockets", "publisher": "al dawra news"}), by=None)
    assert Article.objects.get().publisher == planet


@pytest.mark.parametrize(
    ("content", "told"),
    [
        (b"", ["Line 1: The file is empty."]),
        (b"\xef\xbb\xbf\r\n\r\n", ["Line 1: The file is empty."]),
        (b"title\r\n", ["Line 2: There is no row below the header."]),
        (b"title,url\r\nA,\r\n\r\nB\r\n", ["Line 4: The row has 1 field, the header 2."]),
        (b"title,url\r\nA,b,c\r\n", ["Line 2: The row has 3 fields, the header 2."]),
        (b"title,url\r\n,\r\nA,", ["Line 2: The row is blank."]),
        (b"title,title\r\nA,B\r\n", ["Line 1, column title: This column stands twice."]),
        (b'title\r\n"A\r\nB\r\nC\r\n', ["Line 2: A quotation mark is opened in this row and never closed."]),
        (b'title\r\n"A" B\r\n', [BEHIND]),
        (b"title\r\nA\r\nB\0\r\n", ["Line 3: A NUL character stands here; is this a CSV?"]),
        (b"title\r\nA\r\n\xff\r\n", ["Line 3: This is not UTF-8; save the file as “CSV UTF-8”."]),
        ("title\r\nA".encode("utf-16"), ["Line 1: This is not UTF-8; save the file as “CSV UTF-8”."]),
        (b"text\r\n" + b"a" * 1_000_001, ["Line 2, column text: The text is longer than 1,000,000 characters."]),
        (b"text\r\n" + b"a" * 1_000_002, [TOO_WIDE]),
    ],
    ids=range(14),
)  # fmt: skip
def test_a_broken_file_is_told_by_its_line(content: bytes, told: list[str]) -> None:
    assert problems(content) == told


def test_unknown_columns_are_told_with_those_there_are() -> None:
    [first, second] = problems(b"title,Text,\r\nA,B,C\r\n")
    assert first.startswith("Line 1, column Text: There is no such column. The columns are: title, text, url,")
    assert second.startswith("Line 1, column (blank): There is no such column.")


def test_a_file_with_too_many_rows_is_told_before_any_is_stored() -> None:
    _, found = read_table(b"title\n" + b"A\n" * (MOST_ROWS + 1), columns=["title"])
    assert [str(each) for each in found] == [f"Line {MOST_ROWS + 2:,}: The file has more than 20,000 rows; split it."]


def test_the_width_of_fields_that_others_rely_on_is_left_as_it_was() -> None:
    before = csv.field_size_limit()
    read_table(b"title\nA\n", columns=["title"])
    assert csv.field_size_limit() == before == 131_072


@pytest.fixture
def file_of(tmp_path: Path) -> Callable[[bytes], str]:
    def write(content: bytes) -> str:
        (tmp_path / "articles.csv").write_bytes(content)
        return str(tmp_path / "articles.csv")

    return write


def test_the_command_imports_a_file(file_of: Any, capsys: pytest.CaptureFixture[str]) -> None:
    user = UserFactory(username="amal")
    call_command("import_articles", file_of(table(FULL, SECOND)), "--by", "amal")
    assert capsys.readouterr().out == "2 new, 0 here already; publishers added: The Daily Planet\n"
    assert set(Article.objects.values_list("retrieved_by", flat=True)) == {user.pk}


def test_the_command_can_only_tell(file_of: Any, capsys: pytest.CaptureFixture[str]) -> None:
    call_command("import_articles", file_of(table(FULL)), "--dry-run")
    assert capsys.readouterr().out.startswith("Dry run, nothing was written: 1 new, 0 here already")
    assert not Article.objects.exists()


def test_the_command_tells_every_problem_and_fails(file_of: Any, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(CommandError, match=r"^Nothing was written\.$"):
        call_command("import_articles", file_of(table(SECOND, {"title": "", "kind": "x", "text": "y", "url": ""})))
    assert capsys.readouterr().err.startswith("  Line 3, column kind: “x” is not one of")


def test_the_command_tells_a_file_or_a_user_that_is_not_there(file_of: Any) -> None:
    with pytest.raises(CommandError, match=r"nowhere\.csv: No such file or directory\."):
        call_command("import_articles", "nowhere.csv")
    with pytest.raises(CommandError, match="There is no user “nobody”"):
        call_command("import_articles", file_of(table(FULL)), "--by", "nobody")
