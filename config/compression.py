"""What is compressed on its way? Text is; a file that is compressed by itself would cost time and gain nothing."""

from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.middleware.gzip import GZipMiddleware

COMPRESSED = frozenset({"application/zip", "application/vnd.apache.parquet"})


class Compression(GZipMiddleware):
    """Django's own, which also streams what is streamed; it passes by what is compressed already."""

    def process_response(self, request: HttpRequest, response: HttpResponseBase) -> HttpResponseBase:
        if response.headers.get("Content-Type") in COMPRESSED:
            return response
        return super().process_response(request, response)
