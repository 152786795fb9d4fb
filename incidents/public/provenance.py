"""How was a file filtered, and of when is it? Owns what each download says of its own origin and terms.

A file names the state of the data it is of, not the moment of the download: the same question to the same data gives
the same bytes.
"""

from dataclasses import dataclass
from datetime import UTC, datetime

from django.conf import settings
from django.http import HttpRequest
from django.urls import reverse

from incidents.models.publication import PublicState
from incidents.public.citing import SITE, in_words
from incidents.public.filters import Query

EPOCH = datetime(1980, 1, 1, tzinfo=UTC)
"""Before anything was published; no ZIP can say an earlier moment."""


@dataclass(frozen=True, slots=True)
class Provenance:
    """``filters`` in words, ``query`` as it stands in an address, ``changed_at`` when the data changed last.

    ``address`` asks the same question again; ``page_address`` is what the code follows in an incident's address.
    """

    filters: str
    query: str
    changed_at: datetime
    address: str
    page_address: str

    @property
    def changed(self) -> str:
        """The moment in UTC, to the second."""
        return self.changed_at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")

    @property
    def citation(self) -> str:
        """One sentence that names the site, what was asked for, the state of the data and the address."""
        return f"{SITE} ({self.changed_at.year}). {self.filters}. Data as published on {self.changed}. {self.address}"

    @property
    def told(self) -> dict[str, str]:
        """The whole as names and texts, for the head of a file."""
        return {
            "site": SITE,
            "filters": self.filters,
            "query": self.query,
            "data_as_published_on": self.changed,
            "address": self.address,
            "licence": settings.ATTEST_DATA_LICENCE,
            "licence_url": settings.ATTEST_DATA_LICENCE_URL,
            "citation": self.citation,
        }


def page_of(request: HttpRequest, query: Query) -> str:
    """The address of the page that tells what there is to download of the query."""
    address, asked = request.build_absolute_uri(reverse("public:data")), query.querystring(page=None, layout=None)
    return f"{address}?{asked}" if asked else address


def provenance(request: HttpRequest, query: Query) -> Provenance:
    """What a file that answers this request says of itself."""
    state = PublicState.objects.first()
    return Provenance(
        filters=in_words(query),
        query=query.querystring(page=None, layout=None),
        changed_at=state.changed_at if state and state.changed_at else EPOCH,
        address=page_of(request, query),
        page_address=request.build_absolute_uri(reverse("public:incident_list")),
    )
