"""Can a version be cited as text and by programs, whatever stands in its title?"""

from datetime import UTC, datetime
from typing import Any

from incidents.public.story.citation import Citation

HASH = "ab" * 32


def cited(**fields: Any) -> Citation:
    given = {
        "code": "bare", "title": "Shots fired", "version": 2, "published": datetime(2022, 2, 1, 23, 59, tzinfo=UTC),
        "sha256": HASH, "address": "https://attest.example/incidents/bare/v2/",
    }  # fmt: skip
    return Citation(**(given | fields))


def test_the_text_names_version_day_address_and_hash() -> None:
    assert cited().text == (
        "Attest, “Shots fired”, incident bare, version 2, published 1 February 2022. "
        f"https://attest.example/incidents/bare/v2/ SHA-256 {HASH}"
    )


def test_braces_in_a_title_are_no_holes_to_fill() -> None:
    assert "“{site} {0}”" in cited(title="{site} {0}").text


def test_a_title_cannot_end_an_entry_of_bibtex() -> None:
    entry = cited(title="50% of A_B } \\ & #1").bibtex
    assert r"title = {{50\% of A\_B \} \textbackslash{} \& \#1}}" in entry
    assert entry.startswith("@misc{attest-bare-v2,\n")


def test_a_title_cannot_begin_a_line_of_ris() -> None:
    lines = cited(title="Shots\r\nER  - \r\nTY  - BOOK").ris.split("\r\n")
    assert "TI  - Shots ER - TY - BOOK" in lines
    assert [line for line in lines if line.startswith("ER")] == ["ER  - "]
    assert "DA  - 2022/02/01" in lines
