"""The examples on the page for programs run as they stand there, against this very site."""

import html
import re
import shutil
import subprocess
import sys

import pytest
from django.test import Client

from incidents.public.api.examples import EXAMPLES
from tests.factories import PublicationFactory, publish_document
from tests.incidents.public.documents import bare, embassy

pytestmark = pytest.mark.allow_hosts(["127.0.0.1", "localhost"])

BY_NAME = {each.name: each.language for each in EXAMPLES}


@pytest.fixture
def examples(transactional_db, live_server, tmp_path, monkeypatch):
    """The lines of each example as a reader copies them from the page of a running site with three incidents."""
    monkeypatch.chdir(tmp_path)
    publish_document(embassy())
    publish_document(bare(code="made-1"))
    PublicationFactory(code="made-2", killed_low=4, killed_best=4, killed_high=4, killed_state="figure")
    page = Client().get("/api/", headers={"Host": live_server.url.removeprefix("http://")}).content.decode()
    found = re.findall(r'<code data-example="(.*?)">(.*?)</code>', page, re.DOTALL)
    return {name: html.unescape(code) for name, code in found}


def run(*command: str, stdin: str = "") -> str:
    done = subprocess.run(command, input=stdin, capture_output=True, text=True, check=False, timeout=60)
    assert done.returncode == 0, done.stderr
    return done.stdout


def test_every_example_stands_on_the_page(examples):
    assert list(examples) == list(BY_NAME)
    assert all("SITE" not in code for code in examples.values())


@pytest.mark.skipif(shutil.which("curl") is None, reason="curl is not on this machine")
def test_the_examples_in_curl_run(examples, tmp_path):
    assert '"code":"iq-2022-01-13-us-embassy"' in run("bash", stdin=examples["curl-page"])
    accounts = run("bash", stdin=examples["curl-filter"])
    assert accounts.count('"incident":"iq-2022-01-13-us-embassy"') == len(embassy()["casualty_counts"])
    run("bash", stdin=examples["curl-file"])
    assert (tmp_path / "incidents.csv").read_text().count("\n") == 4


@pytest.mark.parametrize("name", [name for name, language in BY_NAME.items() if language == "Python"])
def test_the_examples_in_python_run(examples, name):
    told = run(sys.executable, "-W", "error", "-", stdin=examples[name])
    assert "made-2" in told or name == "python-accounts"
    assert "iq-2022-01-13-us-embassy" in told or "Empty DataFrame" in told


@pytest.mark.skipif(shutil.which("Rscript") is None, reason="R is not on this machine")
def test_the_examples_in_r_run(examples, tmp_path):
    (tmp_path / "example.R").write_text(examples["r-incidents"])
    told = run("Rscript", "--vanilla", "example.R")
    assert "made-2" in told
    assert "iq-2022-01-13-us-embassy" in told
