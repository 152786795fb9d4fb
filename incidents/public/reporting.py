"""May this report be taken, and by what is it kept? Owns the token of the form, the limits, and what a text may hold.

No cookie and no third party: the form carries a token signed here, so that it cannot be posted without being asked for
first, nor at once. Nobody is counted by name: only a keyed hash of an address, for one hour, apart from what was sent.
"""

import datetime as dt
import hashlib
import hmac
import re
import unicodedata
from dataclasses import dataclass
from itertools import chain, groupby, islice
from typing import Final

from django.conf import settings
from django.core import signing
from django.db import transaction

from config.proxy import network
from incidents.models.error_reports import ErrorReport, ReportTally

AN_HOUR_EACH: Final = 5
"""Reports that one address may send in an hour."""

AN_HOUR_ALL: Final = 100
"""Reports that are taken from everybody together in an hour."""

AT_LEAST: Final = dt.timedelta(seconds=4)
"""Nobody reads the form and writes a sentence faster."""

AT_MOST: Final = dt.timedelta(hours=24)

MOST_LINKS: Final = 3

MOST_MARKS: Final = 30
"""Marks on one letter, as the Stream-Safe Text Format of Unicode (UAX 15) has it."""

_SIGNER: Final = signing.TimestampSigner(salt="incidents.public.reporting")
_LINK: Final = re.compile(r"https?://|www\.", re.IGNORECASE)
_BIDI: Final = frozenset("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")
"""Signs that turn the direction of what follows; letters have their own direction without them."""


class TooMany(Exception):  # noqa: N818 -- callers read "except TooMany"
    """The limit is reached; ``seconds`` until it may be tried again."""

    def __init__(self, seconds: int) -> None:
        super().__init__(seconds)
        self.seconds = seconds


@dataclass(frozen=True, slots=True)
class Asked:
    """What a token says: the incident and the version that were read."""

    code: str
    version: int


def token(asked: Asked) -> str:
    """A signed word that the form was asked for, with the time."""
    return _SIGNER.sign(f"{asked.code}:{asked.version}")


def read_token(text: str, *, code: str) -> Asked | None:
    """What the token says; None where it is none of ours, too old, or of another incident."""
    try:
        said, _, version = _SIGNER.unsign(text, max_age=AT_MOST).rpartition(":")
    except signing.BadSignature:
        return None
    return Asked(said, int(version)) if said == code else None


def is_too_soon(text: str) -> bool:
    """Whether the form came back faster than anybody writes."""
    try:
        _SIGNER.unsign(text, max_age=AT_LEAST)
    except signing.BadSignature:
        return False
    return True


def cleaned(text: str) -> str:
    """NFC, plain line ends, without control signs and without signs that turn the direction of the text."""
    plain = unicodedata.normalize("NFC", _few_marks(text.replace("\r\n", "\n").replace("\r", "\n")))
    return "".join(each for each in plain if each in "\n\t" or _is_printed(each)).strip()


def _few_marks(text: str) -> str:
    """No more marks on one letter than any script has: to put them in order takes the square of their number."""
    runs = groupby(text, lambda sign: unicodedata.combining(sign) > 0)
    return "".join(chain.from_iterable(islice(run, MOST_MARKS) if is_mark else run for is_mark, run in runs))


def _is_printed(sign: str) -> bool:
    return sign not in _BIDI and unicodedata.category(sign) not in ("Cc", "Cs", "Co")


def links_in(text: str) -> int:
    """How many addresses stand in a text."""
    return len(_LINK.findall(text))


@transaction.atomic
def keep(asked: Asked, *, about: str, body: str, contact: str, address: str, now: dt.datetime) -> ErrorReport:
    """Stores a report and counts it. TooMany where the sender, or everybody, has sent enough in this hour."""
    hour = now.replace(minute=0, second=0, microsecond=0)
    ReportTally.objects.exclude(hour=hour).delete()
    for sender, limit in ((_sender(address, now), AN_HOUR_EACH), ("", AN_HOUR_ALL)):
        if not _count(hour, sender, limit):
            # What was counted is taken back with the transaction.
            raise TooMany(int((hour + dt.timedelta(hours=1) - now).total_seconds()) + 1)
    return ErrorReport.objects.create(code=asked.code, version=asked.version, about=about, body=body, contact=contact)


def _count(hour: dt.datetime, sender: str, limit: int) -> bool:
    tally, _ = ReportTally.objects.select_for_update().get_or_create(hour=hour, sender=sender)
    if tally.reports >= limit:
        return False
    tally.reports += 1
    tally.save(update_fields=["reports"])
    return True


def _sender(address: str, now: dt.datetime) -> str:
    """A keyed hash of the address and the day."""
    told = f"{now:%Y-%m-%d} {network(address)}"
    return hmac.new(settings.SECRET_KEY.encode(), f"report {told}".encode(), hashlib.sha256).hexdigest()
