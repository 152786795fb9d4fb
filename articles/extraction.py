"""What does a fetched page say? Owns the way from bytes to text, headline, byline, date, publisher and language."""

import logging
import re
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import htmldate
import trafilatura
from lxml import etree
from lxml.html import HtmlElement, HTMLParser, document_fromstring, tostring
from trafilatura.settings import use_config

from articles.cleaning import LONGEST_ARTICLE, Cleaned, clean, clean_line
from articles.decoding import decode
from articles.fetching import Fetched
from articles.language import language_of
from articles.metadata import Metadata, Moment, metadata
from incidents.folding import fold

LONGEST_PAGE = 6_000_000
"""Characters of markup in which an article is looked for; it takes seconds beyond."""

SHORTEST_ARTICLE = 40
"""Characters; what is shorter is the label of a button or a menu."""

_PAGES = frozenset({"text/html", "application/xhtml+xml", "application/xml", "text/xml"})
_LOOKS_LIKE_A_PAGE = re.compile(rb"\s*(?:<!doctype html|<html|<\?xml|<!--)", re.IGNORECASE)
_XML_DECLARATION = re.compile(r"^\s*<\?xml[^>]*\?>")

_MONTH = r"(?:Jan|Feb|Mar|Apr|May|June?|July?|Aug|Sept?|Oct|Nov|Dec)[a-z]*\.?"
_DATELINE = re.compile(
    r"(?P<place>[A-Z][A-Z.'’ -]{1,30}[A-Z](?:[,/] ?[A-Z][A-Za-z.'’ -]{1,25})?)"
    rf"(?:,? (?:{_MONTH} \d{{1,2}}|\d{{1,2}} {_MONTH})(?:,? \d{{4}})?)?(?:,? ?\([^)\n]{{2,40}}\))?\s*(?:—|–|--?)\s*\S"
)
_DATELINE_IN_ARABIC = re.compile(
    r"(?P<place>[\u0621-\u064a]+(?: [\u0621-\u064a]+){0,2})(?: ?\([^)\n]{2,40}\) ?[—–:-]| [—–-]) ?\S"
)

# trafilatura drops every character that is not printable. Joiners are part of the spelling of Persian, and of marks of
# direction an analyst is to be told: so they travel as signs of Linear B, which no news is written in.
_UNPRINTABLE = [*range(0x200C, 0x2010), *range(0x202A, 0x202F), *range(0x2066, 0x206A)]
_PACKED = {mark: 0x10080 + number for number, mark in enumerate(_UNPRINTABLE)}
_UNPACKED = {sign: mark for mark, sign in _PACKED.items()}

# By itself it takes a short article for a failure, and the whole page instead: a flash has two lines.
_CONFIG = use_config()
_CONFIG.set("DEFAULT", "MIN_EXTRACTED_SIZE", str(SHORTEST_ARTICLE))

logging.getLogger("trafilatura").setLevel(logging.CRITICAL)
logging.getLogger("htmldate").setLevel(logging.CRITICAL)


class Unreadable(Exception):  # noqa: N818
    """One sentence of why no article could be found in what was fetched."""


@dataclass(frozen=True)
class Extracted:
    """What was found on the page. ``published`` is EDTF; ``published_at`` is in UTC; ``note`` says what is odd."""

    text: str
    title: str = ""
    byline: str = ""
    published: str = ""
    published_at: datetime | None = None
    publisher: str = ""
    language: str = ""
    dateline: str = ""
    canonical_url: str = ""
    note: str = ""


def extract(fetched: Fetched) -> Extracted:
    """The article of a page, without menus and adverts. Unreadable when there is none, or too much of it."""
    page = decode(fetched.content, declared=fetched.charset).replace("\0", "")
    if not _is_page(fetched):
        return _extracted(Metadata(), page, "")
    if len(page) > LONGEST_PAGE:
        raise Unreadable("The page is too large to look for an article in it; paste the text instead.")
    tree = _tree(page)
    told = metadata(tree, url=fetched.final_url, now=fetched.fetched_at)
    found = _found(tree, fetched.final_url)
    text, headline = (str(each or "").translate(_UNPACKED) for each in (found.text, found.title))
    return _extracted(told, text, headline, _published(told, page, fetched))


def _is_page(fetched: Fetched) -> bool:
    if fetched.media_type in _PAGES or _LOOKS_LIKE_A_PAGE.match(fetched.content):
        return True
    if fetched.media_type == "text/plain":
        return False
    if fetched.media_type == "application/pdf" or fetched.content.startswith(b"%PDF"):
        raise Unreadable("The address leads to a PDF, which is not read; paste its text instead.")
    raise Unreadable(f"The address leads to a file of the type {fetched.media_type} and not to a page.")


def _tree(page: str) -> HtmlElement:
    try:
        return document_fromstring(_XML_DECLARATION.sub("", page), parser=HTMLParser(no_network=True))
    except (etree.LxmlError, ValueError, AssertionError) as problem:
        raise Unreadable("The page is empty or cannot be read; paste the text instead.") from problem


def _found(tree: HtmlElement, url: str) -> Any:
    """The text of the article; a second look with more tolerance where the first finds none."""
    try:
        page = tostring(tree, encoding="unicode").translate(_PACKED)
        for recall in (False, True):
            found = trafilatura.bare_extraction(
                page, url=url, with_metadata=True, include_comments=False, favor_recall=recall, config=_CONFIG
            )
            if found is not None and getattr(found, "text", None):
                return found
    except Exception as problem:
        # Whatever a page does to the library: the person who asked gets a sentence, and can paste the text.
        raise Unreadable("The page could not be read; paste the text instead.") from problem
    raise Unreadable("No text of an article was found on the page; paste the text instead.")


def _published(told: Metadata, page: str, fetched: Fetched) -> Moment | None:
    """What the page says, else the day that its text, its markup or its address show."""
    if told.published:
        return told.published
    try:
        day = htmldate.find_date(
            page,
            original_date=True,
            extensive_search=False,
            url=fetched.final_url,
            max_date=fetched.fetched_at.date().isoformat(),
        )
    except Exception:  # as above; a date that cannot be found is left blank
        return None
    return Moment(day) if day else None


def _extracted(told: Metadata, raw: str, headline: str, published: Moment | None = None) -> Extracted:
    if len(raw) > LONGEST_ARTICLE:
        raise Unreadable(f"The text is longer than {LONGEST_ARTICLE:,} characters.")
    title = clean_line(headline or told.title)
    # The library ends each paragraph with one line end; a plain text has its own.
    text = clean(_without_headline(raw, title.text).replace("\n", "\n\n") if title.text else raw)
    body = text.text
    if len(body) < SHORTEST_ARTICLE:
        raise Unreadable("No text of an article was found on the page; paste the text instead.")
    if body.count("\ufffd") > len(body) / 20:
        raise Unreadable("The letters of the page cannot be told; paste the text instead.")
    return Extracted(
        text=body, title=title.text, byline=clean_line(told.byline).text, publisher=clean_line(told.publisher).text,
        published=published.day if published else "", published_at=published.at if published else None,
        language=language_of(body, declared=told.language), dateline=dateline(body), canonical_url=told.canonical_url,
        note=_note(title, text),
    )  # fmt: skip


def _without_headline(text: str, title: str) -> str:
    first, _, rest = text.partition("\n")
    return rest.lstrip("\n") if title and rest.strip() and fold(first) == fold(title) else text


def _note(title: Cleaned, text: Cleaned) -> str:
    both = Cleaned("", text.lines, text.directions + title.directions, text.controls + title.controls)
    return both.note


def dateline(text: str) -> str:
    """The place before the first sentence, as printed; "" where there is none."""
    found = _DATELINE.match(text) or _DATELINE_IN_ARABIC.match(text)
    return found["place"].strip() if found else ""
