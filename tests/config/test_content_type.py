"""Tests of config/content_type.py: what a client says of its encoding changes no answer and breaks none."""

from typing import Any
from urllib.parse import quote
from wsgiref.util import setup_testing_defaults

import pytest

from config.content_type import plain
from config.wsgi import application
from tests.factories import PublicationFactory

HOSTILE = [
    "text/plain; charset=hex", "text/plain; charset=rot13", "text/plain; charset=undefined", "text/plain; charset=zlib",
    "text/plain; charset=utf-16-le", "text/plain; charset=iso-8859-1", "text/plain; charset=cp037",
    "text/plain; charset=punycode", "text/plain; CHARSET=latin-1", 'text/plain; a="b;c"; charset=latin-1',
    "text/plain; charset*=nothing''x", "text/plain; a*=nothing''x", "text/plain; charset*0=lat; charset*1=in-1",
    "; charset=latin-1", ";;;", "\xff; charset=\xff", "text/plain; charset", "a/b; boundary=x; charset=latin-1",
]  # fmt: skip


def ask(query: str, content_type: str) -> tuple[str, bytes]:
    """The status and the body, as a web server gets them: Django's own client passes by what stands before Django."""
    environ: dict[str, Any] = {"PATH_INFO": "/incidents.json", "QUERY_STRING": query, "HTTP_HOST": "testserver"}
    setup_testing_defaults(environ)
    said: list[str] = []
    body = application({**environ, "CONTENT_TYPE": content_type}, lambda status, *_rest: said.append(status))
    return said[0], b"".join(body)


@pytest.mark.django_db
@pytest.mark.usefixtures("connection_stays_open")
@pytest.mark.parametrize("content_type", HOSTILE)
def test_a_query_is_read_as_utf_8_whatever_the_client_says_of_it(content_type: str) -> None:
    PublicationFactory(code="made-1", accused=["Fuerza José"])
    status, body = ask(f"accused={quote('Fuerza José')}", content_type)
    assert status == "200 OK"
    assert b'"code":"made-1"' in body


@pytest.mark.parametrize(
    ("told", "kept"),
    [
        ("", ""),
        ("Text/Plain", "Text/Plain"),
        ("multipart/form-data; charset=hex; boundary=ab-1", "multipart/form-data; boundary=ab-1"),
        ('multipart/form-data; Boundary="a b"; charset=hex', 'multipart/form-data; boundary="a b"'),
        ("multipart/form-data; boundary*=hex''ab", "multipart/form-data"),
    ],
)
def test_the_parts_of_a_form_are_still_told_apart(told: str, kept: str) -> None:
    assert plain(told) == kept
