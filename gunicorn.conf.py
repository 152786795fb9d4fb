"""How does gunicorn serve a production site? Read when it is started in this folder: gunicorn config.wsgi."""

# Whether a request came over HTTPS is Django's to judge, by ATTEST_BEHIND_PROXY. gunicorn by itself would believe
# these headers of every client on this machine.
secure_scheme_headers: dict[str, str] = {}
forwarder_headers = ""

# A process without threads serves one client at a time, and is ended with its download after half a minute.
threads = 4

# The application is loaded and the snapshot of the public columns read once, before the workers are started: nobody
# waits for it, and the workers share its memory.
preload_app = True

_ARENA_MAX, _HEAPS = -8, 2
"""Parameter and value of glibc's mallopt."""


def on_starting(_server) -> None:
    """Lets all threads share two heaps, before there are any.

    By itself glibc gives every thread a heap of its own, and what one thread has freed no other can use. Counting a
    million rows takes megabytes for a moment; so they are used again, and a worker stays a third smaller.
    """
    import ctypes

    c_library = ctypes.CDLL(None)
    if hasattr(c_library, "mallopt"):  # another C library has no such thing to be told
        c_library.mallopt(_ARENA_MAX, _HEAPS)


def when_ready(server) -> None:
    """Reads the snapshot; a database that is not there yet is the workers' to complain of."""
    from django.db import DatabaseError, connections

    from incidents.public.snapshot.held import current

    try:
        current()
    except DatabaseError as problem:
        server.log.warning("The public columns could not be read yet: %s", problem)
    finally:
        # A connection is not to be shared by processes.
        connections.close_all()
