"""How is a view cited? Owns the sentence that names the site, the filters, the state of the data and the address."""

from datetime import UTC, datetime

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from incidents.public.filters import Query
from incidents.public.outline import number
from incidents.tolls import between_clauses

SITE = "Attest"


def citation(query: Query, *, incidents: int, changed_at: datetime | None, address: str) -> str:
    """The view in one sentence: what was asked for, how much was found, in which data, where and when."""
    today = datetime.now(UTC)
    return _(
        "%(site)s (%(year)s). %(filters)s; %(incidents)s. Data as published on %(published)s. "
        "%(address)s, accessed %(today)s."
    ) % {
        "site": SITE,
        "year": (changed_at or today).year,
        "filters": in_words(query),
        "incidents": ngettext("%(n)s incident", "%(n)s incidents", incidents) % {"n": number(incidents)},
        "published": f"{changed_at or today:%Y-%m-%d %H:%M} UTC",
        "address": address,
        "today": f"{today:%Y-%m-%d}",
    }


def in_words(query: Query) -> str:
    """The filters in use, each with its value."""
    return between_clauses().join(choice.label for choice in query.active) or _("All incidents")
