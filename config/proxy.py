"""From which address does a request come? From the proxy's word only where the site says that it stands behind one."""

from django.conf import settings
from django.http import HttpRequest


def client_address(request: HttpRequest) -> str | None:
    """The address that counts failed logins.

    Behind a proxy it is the last entry of X-Forwarded-For, which our proxy wrote; the others are the client's claim.
    """
    forwarded: str = request.META.get("HTTP_X_FORWARDED_FOR", "")
    if settings.BEHIND_PROXY and forwarded:
        return forwarded.rsplit(",", 1)[-1].strip()
    address: str | None = request.META.get("REMOTE_ADDR")
    return address
