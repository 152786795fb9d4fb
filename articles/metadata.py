"""What does a page say of itself? Owns where headline, byline, publisher, date and address of a page are looked for."""

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime
from typing import Any
from urllib.parse import urljoin, urlsplit

from lxml.html import HtmlElement

from articles.language import normal_tag

_ARTICLE_TYPES = re.compile(r"(?:.*Article|BlogPosting|LiveBlogPosting|SocialMediaPosting|Report)")
_NODES_READ = 2_000
_LONGEST = 1_000

_DATE_NAMES = (
    "article:published_time", "article:published", "og:article:published_time", "og:published_time", "datepublished",
    "parsely-pub-date", "sailthru.date", "cxenseparse:recs:publishtime", "publish-date", "publication_date", "pubdate",
    "dcterms.issued", "dcterms.created", "dc.date.issued", "dc.date", "date",
)  # fmt: skip
_AUTHOR_NAMES = ("byl", "author", "article:author", "dc.creator", "parsely-author", "sailthru.author")
_SITE_NAMES = ("og:site_name", "application-name", "dc.publisher", "publisher")
_MOMENT = re.compile(
    r"(\d{4})-(\d{2})-(\d{2})(?:[T ]+(\d{2}):(\d{2})(?::(\d{2})(?:[.,]\d+)?)?\s*(Z|UTC|GMT|[+-]\d{2}:?\d{2})?)?",
    re.ASCII,
)


@dataclass(frozen=True)
class Moment:
    """When a page was published: the day where it was printed, and the moment in UTC where the page gives an offset."""

    day: str
    at: datetime | None = None


@dataclass(frozen=True)
class Metadata:
    """What the page says of itself; what it does not say is blank."""

    title: str = ""
    byline: str = ""
    publisher: str = ""
    language: str = ""
    canonical_url: str = ""
    published: Moment | None = None


def metadata(tree: HtmlElement, *, url: str, now: datetime) -> Metadata:
    """The page's own words about it, the most deliberate first: JSON-LD, then meta elements, then the page itself."""
    article, named = _article(tree), _named(tree)
    return Metadata(
        title=_text(named.get("og:title")) or _text(article.get("headline")) or _text(tree.findtext(".//title")),
        byline=_byline(article, named),
        publisher=_name(article.get("publisher")) or _first(named, _SITE_NAMES),
        language=normal_tag(_text(article.get("inLanguage"))) or normal_tag(_attribute(tree, "//html/@lang")),
        canonical_url=_canonical(tree, named, url),
        published=_published(article, named, tree, now),
    )


def moment(text: str, *, now: datetime) -> Moment | None:
    """A date as pages and feeds write it; None for what cannot be read, is impossible or has not come yet."""
    try:
        found = _MOMENT.fullmatch(text.strip())
        read = _from_iso(found) if found else _from_rfc(text)
    except (ValueError, TypeError, IndexError, OverflowError):
        return None
    is_plausible = read is not None and read.day[:4] >= "1900" and read.day <= str((now + timedelta(days=2)).date())
    return read if is_plausible else None


def _from_iso(found: re.Match[str]) -> Moment:
    year, month, day, hour, minute, second = (int(each or 0) for each in found.groups()[:6])
    there, offset = datetime(year, month, day, hour, minute, second), found[7]  # noqa: DTZ001
    if not offset:
        return Moment(str(there.date()))
    at = there.replace(tzinfo=UTC) - _offset(offset)
    return Moment(str(there.date()), at)


def _offset(text: str) -> timedelta:
    if text in ("Z", "UTC", "GMT"):
        return timedelta()
    hours, minutes = int(text[1:3]), int(text[-2:])
    if hours > 14 or minutes > 59:
        raise ValueError("no clock on Earth is that far off")
    return timedelta(hours=hours, minutes=minutes) * (-1 if text[0] == "-" else 1)


def _from_rfc(text: str) -> Moment | None:
    if len(text) > 60:
        return None
    there = parsedate_to_datetime(text)
    return Moment(str(there.date()), there.astimezone(UTC) if there.tzinfo else None)


def _published(article: dict[str, Any], named: dict[str, str], tree: HtmlElement, now: datetime) -> Moment | None:
    told = [_text(article.get("datePublished")), *(named[name] for name in _DATE_NAMES if name in named)]
    told += [str(each) for each in tree.xpath("//time[@pubdate]/@datetime | //article//time/@datetime")[:1]]
    found = [each for each in (moment(text, now=now) for text in told if text) if each]
    if not found:
        return None
    # The first is the most deliberate; another one may know the hour of that day.
    return next((each for each in found if each.at and each.day == found[0].day), found[0])


def _article(tree: HtmlElement) -> dict[str, Any]:
    """The description of the article in JSON-LD; {} where there is none."""
    scripts = tree.xpath('//script[@type="application/ld+json"]')
    return next((node for script in scripts for node in _nodes(script.text or "") if _is_article(node)), {})


def _nodes(text: str) -> Iterator[dict[str, Any]]:
    try:
        waiting: list[Any] = [json.loads(text, strict=False)]
    except (ValueError, RecursionError):
        return
    for _ in range(_NODES_READ):
        if not waiting:
            return
        node = waiting.pop(0)
        if isinstance(node, list):
            waiting[:0] = node[:_NODES_READ]
        elif isinstance(node, dict):
            yield node
            waiting += [each for each in node.values() if isinstance(each, dict | list)]


def _is_article(node: dict[str, Any]) -> bool:
    types = node.get("@type")
    told = types if isinstance(types, list) else [types]
    return any(isinstance(each, str) and _ARTICLE_TYPES.fullmatch(each) for each in told)


def _named(tree: HtmlElement) -> dict[str, str]:
    """The meta elements by property, name or itemprop; the first of a name counts."""
    found: dict[str, str] = {}
    for element in tree.iter("meta"):
        name = element.get("property") or element.get("name") or element.get("itemprop")
        if name and (content := _text(element.get("content"))):
            found.setdefault(name.strip().lower(), content)
    return found


def _byline(article: dict[str, Any], named: dict[str, str]) -> str:
    authors = article.get("author")
    names = [_name(each) for each in (authors if isinstance(authors, list) else [authors])]
    # Some pages give the author's address on a network instead of a name.
    told = [", ".join(dict.fromkeys(filter(None, names))), *(named.get(name, "") for name in _AUTHOR_NAMES)]
    return next((each for each in told if each and "://" not in each and not each.startswith("@")), "")


def _name(node: Any) -> str:
    if isinstance(node, list):
        node = node[0] if node else ""
    return _text(node.get("name") if isinstance(node, dict) else node)


def _first(named: dict[str, str], names: tuple[str, ...]) -> str:
    return next((named[name] for name in names if name in named and "://" not in named[name]), "")


def _canonical(tree: HtmlElement, named: dict[str, str], url: str) -> str:
    """The address the page calls its own. One without a path is the front page, which misconfigured sites name."""
    told = next(iter(tree.xpath('//link[@rel="canonical"]/@href')), "") or named.get("og:url", "")
    try:
        joined = urljoin(url, told.strip())
        parts = urlsplit(joined)
    except ValueError:
        return ""
    is_a_page = parts.scheme in ("http", "https") and parts.hostname and (parts.path.strip("/") or parts.query)
    return joined if told and is_a_page and len(joined) <= 2_000 else ""


def _attribute(tree: HtmlElement, path: str) -> str:
    return _text(next(iter(tree.xpath(path)), ""))


def _text(value: Any) -> str:
    """One line of text; "" for whatever is none."""
    return " ".join(value.split())[:_LONGEST] if isinstance(value, str) else ""
