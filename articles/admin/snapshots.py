"""How is a snapshot handed out? Owns the one address that serves fetched bytes: as a file to keep, never as a page.

Whatever a page holds, it was written by a stranger. It goes out as an attachment of a type no browser runs, with
sniffing off and, should one show it all the same, in a sandbox of its own origin.
"""

from django.http import HttpResponse

from articles.models import Snapshot
from articles.snapshots import read

POLICY = "sandbox; default-src 'none'"
_AS_TEXT = ("text/", "application/xhtml+xml", "application/xml", "application/rss+xml", "application/atom+xml")


def attachment(snapshot: Snapshot, *, name: str) -> HttpResponse:
    """The bytes as a download; SnapshotDamaged when they are no longer what was fetched."""
    is_text = snapshot.media_type.startswith(_AS_TEXT)
    response = HttpResponse(read(snapshot), content_type="text/plain" if is_text else "application/octet-stream")
    response["Content-Disposition"] = f'attachment; filename="{name}.{"txt" if is_text else "bin"}"'
    response["Content-Security-Policy"] = POLICY
    response["X-Content-Type-Options"] = "nosniff"
    response["Cross-Origin-Resource-Policy"] = "same-origin"
    response["Cache-Control"] = "private, no-store"
    return response
