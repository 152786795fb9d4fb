"""Tests of config/serving.py and gunicorn.conf.py: the server itself believes no forwarded header."""

import os
import runpy
import subprocess
import sys
from collections.abc import Callable
from typing import Any

import pytest
from django.conf import settings
from gunicorn.config import Config
from gunicorn.http.parser import RequestParser
from gunicorn.http.wsgi import create

from config.serving import gunicorn_settings


@pytest.mark.parametrize(("host", "bind"), [("127.0.0.1", "127.0.0.1:8000"), ("::1", "[::1]:8000")])
def test_both_kinds_of_address_are_written_as_gunicorn_reads_them(host: str, bind: str) -> None:
    assert gunicorn_settings(host, 8000, lambda: None)["bind"] == bind


class Http:
    """A connection from this machine that is given one request, for gunicorn's own parser."""

    def __init__(self, **settings: Any) -> None:
        self.config = Config()
        for name, value in settings.items():
            self.config.set(name, value)

    def environ(self, headers: str) -> dict[str, Any]:
        """The WSGI environment of a GET with these header lines."""
        text = f"GET / HTTP/1.1\r\nHost: localhost\r\n{headers}\r\n\r\n".encode()
        peer = ("127.0.0.1", 40000)
        request = next(RequestParser(self.config, iter([text]), peer))
        _, environ = create(request, None, peer, ("127.0.0.1", 8000), self.config)
        return environ


def of_the_file() -> dict[str, Any]:
    """What gunicorn takes from gunicorn.conf.py in the folder of the project."""
    found = runpy.run_path(str(settings.BASE_DIR / "gunicorn.conf.py"))
    return {name: value for name, value in found.items() if not name.startswith("_")}


@pytest.mark.parametrize("read", [lambda: gunicorn_settings("127.0.0.1", 8000, lambda: None), of_the_file])
def test_a_slow_client_holds_a_thread_and_not_the_process(read: Callable[[], dict[str, Any]]) -> None:
    config = Http(**read()).config
    assert config.worker_class_str == "gthread"
    assert config.threads >= 4


@pytest.mark.parametrize("read", [lambda: gunicorn_settings("127.0.0.1", 8000, lambda: None), of_the_file])
@pytest.mark.parametrize("header", ["X-Forwarded-Proto: https", "X-Forwarded-Protocol: ssl", "X-Forwarded-Ssl: on"])
def test_the_server_leaves_the_word_of_a_proxy_to_django(read: Callable[[], dict[str, Any]], header: str) -> None:
    environ = Http(**read()).environ(header)
    assert environ["wsgi.url_scheme"] == "http"
    assert environ["HTTP_" + header.split(":", maxsplit=1)[0].upper().replace("-", "_")] == header.split(": ")[1]


@pytest.mark.parametrize("read", [lambda: gunicorn_settings("127.0.0.1", 8000, lambda: None), of_the_file])
def test_no_client_says_under_which_path_the_site_stands(read: Callable[[], dict[str, Any]]) -> None:
    assert Http(**read()).environ("SCRIPT_NAME: /elsewhere")["SCRIPT_NAME"] == ""


@pytest.mark.parametrize(("behind_proxy", "secure"), [("false", False), ("true", True)])
def test_https_in_front_is_believed_only_behind_a_proxy(behind_proxy: str, secure: bool) -> None:
    code = (
        "import django; django.setup()\n"
        "from django.test import RequestFactory\n"
        "print(RequestFactory().get('/', headers={'x-forwarded-proto': 'https'}).is_secure())"
    )
    env = os.environ | {"ATTEST_BEHIND_PROXY": behind_proxy, "DJANGO_SETTINGS_MODULE": "config.settings"}
    done = subprocess.run(
        [sys.executable, "-c", code], env=env, cwd=settings.BASE_DIR, capture_output=True, text=True, check=False
    )
    assert done.stdout.strip() == str(secure), done.stderr
