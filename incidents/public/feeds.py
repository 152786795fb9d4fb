"""What is new for those who follow? The Atom feeds: of any filter, and of corrections (decision 0016)."""

from collections.abc import Iterator, Sequence
from datetime import datetime
from typing import Any, Final

from django.conf import settings
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.http.response import HttpResponseBase
from django.urls import reverse
from django.utils.html import format_html, format_html_join
from django.utils.translation import get_language, gettext_lazy, ngettext
from django.utils.translation import gettext as _

from incidents import codebook
from incidents.models.publication import CLOSED_STATES, Publication, PublicState
from incidents.public import asking, corrections, freshness, listing, terms, tombstones
from incidents.public.atom import Deleted, Feed, carried, tag
from incidents.public.data_views import reading, refused
from incidents.public.filters import IncidentFilter, OrderFilter, PageFilter, Query, read_query
from incidents.public.story import sayings
from incidents.public.story.record import Record

ENTRIES_A_PAGE: Final = 50
MOST_PAGES: Final = 200
"""10,000 entries: who needs more wants a download and not a feed."""
MOST_TOMBSTONES: Final = 500
"""On one page, the newest; ``/tombstones.json`` has all."""
MOST_SAYINGS: Final = 3


class FeedFilter(IncidentFilter):
    """The filters of the list. The order of a feed is given: what was published last comes first."""

    ordering = OrderFilter(
        label="Order",
        choices=[("-published_at", gettext_lazy("Published last to first"))],
        empty_label=None,
    )
    page = PageFilter(label="Page", field_name="page", smallest=1, largest=MOST_PAGES)


@reading
def corrections_feed(request: HttpRequest) -> HttpResponseBase:
    """What was corrected, withdrawn or merged last; its only parameter is the page."""
    asked = asking.read(request.GET)
    if asked.errors:
        return JsonResponse({"errors": asked.errors}, status=400)
    return freshness.kept_fresh(request, lambda: _answer(_corrections(request, asked)))


def _corrections(request: HttpRequest, asked: asking.Asked) -> Feed:
    address = request.build_absolute_uri(reverse("public:corrections_feed"))
    last = corrections.number_of_pages(corrections.number_of_events())
    events = corrections.events(asked.number)
    feed = _feed(
        request,
        title=_("Attest: corrections and withdrawals"),
        name="corrections",
        page_of=reverse("public:corrections"),
        links=_links(address, asked.number, has_next=asked.number < last),
        deleted=[gone for each in events for gone in _gone_with(request, each)],
    )
    for each in events:
        _add_correction(feed, request, each)
    return feed


def _gone_with(request: HttpRequest, event: corrections.Event) -> Iterator[Deleted]:
    """The entries of the versions that went when their incident was taken back, so that no reader keeps their notes."""
    if event.kind not in CLOSED_STATES:
        return
    address = request.build_absolute_uri(reverse("public:incident", args=[event.code]))
    for version in range(2, event.version + 1):
        yield Deleted(tag(request.get_host(), f"{event.code}/v{version}"), event.at, event.headline, address)


def _add_correction(feed: Feed, request: HttpRequest, event: corrections.Event) -> None:
    feed.add_item(
        title=carried(event.headline),
        link=request.build_absolute_uri(event.address),
        description=carried(str(format_html("<p>{}</p>", event.words))),
        unique_id=tag(request.get_host(), event.name),
        # An entry that was emptied has changed: whoever holds the old one fetches it anew.
        updateddate=event.emptied_at or event.at,
    )


@reading
def latest(request: HttpRequest) -> HttpResponseBase:
    """What was published last under the filters, and what was taken back since."""
    query = read_query(request.GET, FeedFilter)
    if not query.is_valid:
        return refused(query)
    return freshness.kept_fresh(request, lambda: _answer(_latest(request, query)))


def _latest(request: HttpRequest, query: Query) -> Feed:
    page, address = _Page(query), request.build_absolute_uri(reverse("public:feed"))
    feed = _feed(
        request,
        title=_title(query),
        name=f"latest?{query.narrowing}",
        page_of=f"{reverse('public:incident_list')}?{query.narrowing}".rstrip("?"),
        links=_links(address, page.number, has_next=page.has_next, rest=query.querystring(page=None))
        | {"related": request.build_absolute_uri(reverse("public:tombstones_json"))},
        deleted=[_deleted(request, each) for each in page.tombstones()],
    )
    for publication in page.publications:
        _add_entry(feed, request, publication)
    return feed


class _Page:
    """The publications of one page, and the time from the last of the page before to the last of its own."""

    def __init__(self, query: Query) -> None:
        self.number = query.params.get("page", 1)
        start = (self.number - 1) * ENTRIES_A_PAGE
        before = 1 if start else 0
        rows = query.rows().order_by("-published_at", "code").only(*listing.COLUMNS, *_ENTRY_COLUMNS)
        found = list(rows[start - before : start + ENTRIES_A_PAGE + 1])
        self.publications = found[before : before + ENTRIES_A_PAGE]
        self.has_next = len(found) > before + ENTRIES_A_PAGE
        self.until = found[0].published_at if before and found else None
        self.since = self._since(query.params.get("updated_since"))
        self.is_beyond = bool(before) and not self.publications

    def _since(self, asked: datetime | None) -> datetime | None:
        last = self.publications[-1].published_at if self.has_next else None
        return max(filter(None, (asked, last)), default=None)

    def tombstones(self) -> Iterator[tombstones.Tombstone]:
        if self.is_beyond:
            return iter(())
        return tombstones.standing(since=self.since, until=self.until, most=MOST_TOMBSTONES)


_ENTRY_COLUMNS: Final = ("version", "published_at", "change_note", "responsibility", "document")


def _title(query: Query) -> str:
    chosen = ", ".join(each.label for each in query.active)
    return _("Attest: %(filters)s") % {"filters": chosen} if chosen else _("Attest: all incidents")


def _links(address: str, number: int, *, has_next: bool, rest: str = "") -> dict[str, str]:
    """The pages around this one. ``rest`` is what else the query asks for."""
    around = {"first": 1, "previous": number - 1, "next": number + 1 if has_next and number < MOST_PAGES else 0}
    return {relation: _page_address(address, page, rest) for relation, page in around.items() if page}


def _page_address(address: str, number: int, rest: str) -> str:
    text = "&".join(filter(None, (rest, f"page={number}" if number > 1 else "")))
    return f"{address}?{text}" if text else address


def _deleted(request: HttpRequest, tombstone: tombstones.Tombstone) -> Deleted:
    return Deleted(
        tag=tag(request.get_host(), tombstone.code),
        when=tombstone.closed_at,
        comment=why(tombstone.state, tombstone.reason, tombstone.redirect_code),
        address=request.build_absolute_uri(reverse("public:incident", args=[tombstone.code])),
    )


def why(state: str, reason: str, redirect_code: str) -> str:
    """What readers are told of a withdrawal or a merge."""
    if state == "merged":
        return _("Merged: it is told under %(code)s now.") % {"code": redirect_code}
    return _("Withdrawn: %(reason)s") % {"reason": reason}


def _add_entry(feed: Feed, request: HttpRequest, publication: Publication) -> None:
    feed.add_item(
        title=carried(publication.title),
        link=request.build_absolute_uri(reverse("public:incident", args=[publication.code])),
        description=carried(_summary(publication)),
        unique_id=tag(request.get_host(), publication.code),
        updateddate=publication.published_at,
        json=request.build_absolute_uri(reverse("public:incident_json", args=[publication.code])),
    )


def _summary(publication: Publication) -> str:
    """What is reported and what is claimed, each under its name; a correction says what it changes."""
    (row,) = listing.rows([publication])
    parts = [
        (_("Reported"), f"{row.when}. {row.where}. {row.toll}. {row.verification}."),
        (_("Claimed"), " ".join(_claims(publication))),
    ]
    if publication.version > 1:
        number = _("Version %(number)s") % {"number": publication.version}
        parts.append((number, publication.change_note or _("No change is noted.")))
    return str(format_html_join("", "<p><strong>{}:</strong> {}</p>", parts))


def _claims(publication: Publication) -> Iterator[str]:
    """Who is said to have done it, in the words of the page; what no longer stands is left to the page."""
    yield f"{terms.label(codebook.RESPONSIBILITY, publication.responsibility)}."
    said = _sayings(publication)
    yield from said[:MOST_SAYINGS]
    if (more := len(said) - MOST_SAYINGS) > 0:
        yield ngettext("%(count)d more on the page.", "%(count)d more on the page.", more) % {"count": more}


def _sayings(publication: Publication) -> Sequence[str]:
    document = publication.read()
    if not document.get("statements"):
        return []
    said = sayings.attributions(Record(document))
    return [each.text for each in said if each.is_about_incident and not each.standing]


def _feed(request: HttpRequest, *, title: str, name: str, page_of: str, **rest: Any) -> Feed:
    state = PublicState.objects.first()
    return Feed(
        title=carried(title),
        link=request.build_absolute_uri(page_of),
        description=None,
        subtitle=_("Incidents of armed conflict, each figure with the words of its source."),
        language=get_language(),
        author_name="Attest",
        feed_url=request.build_absolute_uri(),
        feed_guid=tag(request.get_host(), name),
        feed_copyright=f"{settings.ATTEST_DATA_LICENCE_TITLE}, {settings.ATTEST_DATA_LICENCE_URL}",
        changed_at=state.changed_at if state else None,
        **rest,
    )


def _answer(feed: Feed) -> HttpResponse:
    return HttpResponse(feed.writeString("utf-8"), content_type=Feed.content_type)
