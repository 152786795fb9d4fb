"""What is found on a page, and what is said of a page on which nothing is found?"""

from datetime import UTC, datetime
from typing import Any

import pytest

from articles import extraction
from articles.extraction import Extracted, Unreadable, dateline, extract
from tests.articles.pages import (
    ADDRESS,
    ARABIC,
    ARABIC_TITLE,
    HEBREW,
    HEBREW_TITLE,
    PARAGRAPHS,
    TEXT,
    TITLE,
    fetched,
    linked,
    page,
)


def found(content: str | bytes, **changes: Any) -> Extracted:
    return extract(fetched(content, **changes))


def refusal(content: str | bytes, **changes: Any) -> str:
    with pytest.raises(Unreadable) as unreadable:
        found(content, **changes)
    return str(unreadable.value)


def test_a_page_becomes_an_article_with_all_that_it_says_of_itself() -> None:
    head = f'{linked()}<link rel="canonical" href="/world/rockets-embassy">'
    assert found(page(head=head)) == Extracted(
        text=TEXT, title=TITLE, byline="Amal al-Saadi, A. B. Çelik", published="2022-01-13",
        published_at=datetime(2022, 1, 13, 20, 40, tzinfo=UTC), publisher="The Daily Planet", language="en-GB",
        dateline="BAGHDAD", canonical_url="https://planet.example/world/rockets-embassy",
        note="Left out of the text: “Share this article”.",
    )  # fmt: skip


@pytest.mark.parametrize("encoding", ["utf-8", "windows-1256"])
def test_an_arabic_page_is_read_in_either_encoding(encoding: str) -> None:
    content = page(title=ARABIC_TITLE, paragraphs=ARABIC, html='lang="ar" dir="rtl"').encode(encoding, "ignore")
    got = found(content, charset=encoding)
    assert (got.text, got.title) == ("\n\n".join(ARABIC), ARABIC_TITLE)
    assert (got.language, got.dateline) == ("ar", "بغداد")


def test_a_hebrew_page_is_read() -> None:
    got = found(page(title=HEBREW_TITLE, paragraphs=HEBREW, html='lang="he" dir="rtl"'))
    assert (got.text, got.title, got.language) == ("\n\n".join(HEBREW), HEBREW_TITLE, "he")


def test_residue_within_the_article_is_left_out_and_told() -> None:
    paragraphs = [PARAGRAPHS[0], "READ MORE: Drone shot down over the airport", *PARAGRAPHS[1:]]
    got = found(page(paragraphs=paragraphs))
    assert got.text == TEXT
    assert "“READ MORE: Drone shot down over the airport”" in got.note


def test_marks_that_turn_the_direction_are_dropped_from_headline_and_text() -> None:
    got = found(page(title="Rockets\u202e land", paragraphs=[f"\u2066{PARAGRAPHS[0]}\u2069", *PARAGRAPHS[1:]]))
    assert (got.title, got.text) == ("Rockets land", TEXT)
    assert got.note.endswith("3 marks that turn the direction of writing.")


@pytest.mark.parametrize("joiner", ["\u200c", "&zwnj;", "&#8204;"])
def test_the_joiners_of_persian_come_through(joiner: str) -> None:
    sentence = "ارتش گفت که دو نفر زخمی شده‌اند و می‌گویند که راکت‌ها نزدیک سفارت فرود آمده‌اند و گزارشی از تلفات نیست."
    got = found(
        page(title="راکت‌ها", paragraphs=[sentence.replace("\u200c", joiner)] * 1 + ["دوم " + sentence], html="lang=fa")
    )
    assert got.text == f"{sentence}\n\nدوم {sentence}"
    assert (got.title, got.language) == ("راکت‌ها", "fa")


def test_text_and_headline_have_one_form() -> None:
    got = found(page(title="Cafe\u0301 hit by rocket", paragraphs=[each.replace(" ", "\r\n") for each in PARAGRAPHS]))
    assert (got.title, got.text) == ("Café hit by rocket", TEXT)


def test_a_page_without_a_date_leaves_it_blank() -> None:
    bare = "".join(f"<p>{each}</p>" for each in PARAGRAPHS)
    got = found(f"<html><body><h1>{TITLE}</h1>{bare}</body></html>")
    assert (got.published, got.published_at, got.publisher, got.byline) == ("", None, "", "")


def test_a_date_that_stands_in_the_address_only_is_found() -> None:
    bare = "".join(f"<p>{each}</p>" for each in PARAGRAPHS)
    got = found(
        f"<html><body><h1>{TITLE}</h1>{bare}</body></html>", final_url="https://planet.example/2022/01/13/rockets"
    )
    assert (got.published, got.published_at) == ("2022-01-13", None)


def test_a_plain_text_is_taken_as_it_is() -> None:
    got = found(TEXT, media_type="text/plain")
    assert (got.text, got.title, got.language) == (TEXT, "", "en")


def test_a_page_sent_as_a_file_is_a_page() -> None:
    assert found(page(), media_type="application/octet-stream").text == TEXT


def test_xhtml_with_its_declaration_is_read() -> None:
    assert found(f'<?xml version="1.0" encoding="utf-8"?>\n{page()}', media_type="application/xhtml+xml").text == TEXT


@pytest.mark.parametrize(
    ("content", "changes", "told"),
    [
        (b"%PDF-1.7", {"media_type": "application/pdf"}, "a PDF, which is not read"),
        (b"%PDF-1.7", {"media_type": "application/octet-stream"}, "a PDF, which is not read"),
        (b"\x89PNG", {"media_type": "image/png"}, "a file of the type image/png and not to a page."),
        (b"", {}, "The page is empty or cannot be read"),
        (b"<html></html>", {}, "No text of an article was found"),
        (b"<html><body><nav>Menu</nav></body></html>", {}, "No text of an article was found"),
        (b"<p>Advertisement</p><p>Share this</p>", {}, "No text of an article was found"),
        (b" \n ", {"media_type": "text/plain"}, "No text of an article was found"),
        (b"a" * 1_000_001, {"media_type": "text/plain"}, "The text is longer than 1,000,000 characters."),
        (b"<html>" + b"<p>x</p>" * 800_000, {}, "The page is too large to look for an article in it"),
        (b"<div>" * 50_000, {}, "No text of an article was found"),
        (b"\x00" * 5_000, {}, "The page is empty or cannot be read"),
        (b"<p>" + "a\ufffd\ufffd ".encode() * 99, {}, "The letters of the page cannot be told"),
    ],
    ids=range(13),
)
def test_a_page_without_an_article_is_told_in_a_sentence(content: bytes, changes: dict[str, Any], told: str) -> None:
    sentence = refusal(content, **changes)
    assert told in sentence
    assert sentence.endswith(".")


def test_whatever_goes_wrong_inside_the_library_is_told_in_a_sentence(monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_args: object, **_options: object) -> None:
        raise RecursionError

    monkeypatch.setattr(extraction.trafilatura, "bare_extraction", fail)
    assert refusal(page()) == "The page could not be read; paste the text instead."


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("BAGHDAD — Four rockets", "BAGHDAD"),
        ("BAGHDAD, Jan 13 (Reuters) - Four rockets", "BAGHDAD"),
        ("BAGHDAD, 13 January 2022 (AFP) – Four rockets", "BAGHDAD"),
        ("NEW YORK (AP) -- Four rockets", "NEW YORK"),
        ("AL-ASAD AIR BASE, Iraq — Four rockets", "AL-ASAD AIR BASE, Iraq"),
        ("WASHINGTON/BAGHDAD (Reuters) - The", "WASHINGTON/BAGHDAD"),
        ("ST. PETERSBURG - A blast", "ST. PETERSBURG"),
        ("بغداد - سقطت أربعة صواريخ", "بغداد"),
        ("دير الزور (أ ف ب) – قتل", "دير الزور"),
        ("Four rockets — the army said", ""),
        ("NATO said on Thursday - for once - that", ""),
        ("The U.S. - which", ""),
        ("سقطت أربعة صواريخ قرب السفارة الأميركية - بحسب", ""),
        ("", ""),
    ],
)
def test_the_place_before_the_first_sentence_is_the_dateline(text: str, place: str) -> None:
    assert dateline(text) == place


def test_nothing_is_looked_up_on_the_network() -> None:
    """A page that names other files does not make the parser fetch them: the tests block every socket."""
    head = '<!DOCTYPE html PUBLIC "x" "http://127.0.0.1/x.dtd"><link rel="stylesheet" href="http://127.0.0.1/x.css">'
    assert found(page(head=head), final_url=ADDRESS).text == TEXT
