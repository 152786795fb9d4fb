"""How does one machine serve the site? With gunicorn in this process; with Django's own server on Windows."""

import contextlib
from collections.abc import Callable
from importlib.util import find_spec
from typing import Any

from django.db import connections

WORKERS = 2
THREADS = 4


def serve(host: str, port: int, *, ready: Callable[[], None]) -> None:
    """Serve until interrupted; `ready` is called once the address answers."""
    # A connection must not be shared with the worker processes.
    connections.close_all()
    with contextlib.suppress(KeyboardInterrupt):
        (serve_with_gunicorn if find_spec("gunicorn") else serve_with_threads)(host, port, ready)


def serve_with_gunicorn(host: str, port: int, ready: Callable[[], None]) -> None:
    """Two processes with threads, as in production."""
    from gunicorn.app.base import BaseApplication

    class Site(BaseApplication):
        """The site, loaded before the workers are forked so that it is loaded once."""

        def load_config(self) -> None:
            for name, value in gunicorn_settings(host, port, ready).items():
                self.cfg.set(name, value)

        def load(self) -> Any:
            return application()

    Site().run()


def gunicorn_settings(host: str, port: int, ready: Callable[[], None]) -> dict[str, Any]:
    """gunicorn's settings for a server that leaves nothing on the machine."""
    return {
        "bind": f"[{host}]:{port}" if ":" in host else f"{host}:{port}",
        "workers": WORKERS,
        "threads": THREADS,
        "preload_app": True,
        "loglevel": "warning",
        "control_socket_disable": True,
        # As in gunicorn.conf.py, which an application started from Python does not read.
        "secure_scheme_headers": {},
        "forwarder_headers": "",
        "when_ready": lambda _server: ready(),
    }


def serve_with_threads(host: str, port: int, ready: Callable[[], None]) -> None:
    """Django's own server, where gunicorn does not run."""
    from django.core.servers.basehttp import run

    ready()
    run(host, port, application(), ipv6=":" in host, threading=True)


def application() -> Any:
    """The site as web servers get it; its entry asks for settings, which were not read yet when this module was."""
    from config.wsgi import application

    return application
