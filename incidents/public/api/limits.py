"""May this client ask once more in this minute? Owns the limit of the API and the headers that tell it.

Counted in the cache, never in the database: reading must not write. The default cache is each process's own, so that a
site with several processes lets through up to as many times the limit (decision 0022). Nobody is counted by name: only
a keyed hash of an address, for one minute.
"""

import hashlib
import hmac
from dataclasses import dataclass
from typing import Any, Final

from django.conf import settings
from django.core.cache import caches
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.utils import timezone
from rest_framework.throttling import BaseThrottle

from config.proxy import client_address, network

SECONDS: Final = 60


@dataclass(frozen=True, slots=True)
class Allowance:
    """What one client may still ask for in this minute, and how long it lasts."""

    limit: int
    asked: int
    resets_in: int

    @property
    def is_spent(self) -> bool:
        return self.asked > self.limit

    def tell(self, response: HttpResponseBase) -> None:
        """Writes it into the headers."""
        response.headers["RateLimit-Limit"] = str(self.limit)
        response.headers["RateLimit-Remaining"] = str(max(0, self.limit - self.asked))
        response.headers["RateLimit-Reset"] = str(self.resets_in)


class MinuteThrottle(BaseThrottle):
    """Counts one more request of the client; refuses it when the minute is spent. No limit where the setting is 0."""

    allowance: Allowance | None = None

    def allow_request(self, request: Any, view: Any) -> bool:
        if not rate():
            return True
        self.allowance = view.allowance = count(request)
        return not self.allowance.is_spent

    def wait(self) -> float | None:
        return self.allowance.resets_in if self.allowance else None


def rate() -> int:
    """Requests that one client may send in a minute; 0 where the site has no limit."""
    limit: int = settings.ATTEST_API_RATE
    return limit


def count(request: HttpRequest) -> Allowance:
    """One more request of this client."""
    minute, past = divmod(int(timezone.now().timestamp()), SECONDS)
    key = f"api-{_client(request, minute)}"
    cache = caches["rates"]
    cache.add(key, 0, timeout=SECONDS)
    try:
        asked = cache.incr(key)
    except ValueError:  # the cache dropped it in between
        asked = 1
    return Allowance(rate(), asked, SECONDS - past)


def _client(request: HttpRequest, minute: int) -> str:
    told = f"api {minute} {network(client_address(request) or '')}"
    return hmac.new(settings.SECRET_KEY.encode(), told.encode(), hashlib.sha256).hexdigest()
