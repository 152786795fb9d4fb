"""What is compressed on its way? Text is; a file that is compressed by itself would cost time and gain nothing."""

import re

from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.middleware.gzip import GZipMiddleware
from django.utils.cache import patch_vary_headers

COMPRESSED = frozenset({"application/zip", "application/vnd.apache.parquet"})

_REFUSED = re.compile(r"\bgzip\s*;\s*q=0(\.0{0,3})?\s*(,|$)", re.IGNORECASE)


class Compression(GZipMiddleware):
    """Django's own, which also streams what is streamed; it passes by what is compressed already.

    By itself it takes gzip;q=0 for a wish, by which a client says that it cannot read it.
    """

    def process_response(self, request: HttpRequest, response: HttpResponseBase) -> HttpResponseBase:
        if response.headers.get("Content-Type") in COMPRESSED:
            return response
        if _REFUSED.search(request.headers.get("Accept-Encoding", "")):
            patch_vary_headers(response, ["Accept-Encoding"])
            return response
        return super().process_response(request, response)
