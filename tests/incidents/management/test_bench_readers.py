"""Readers ask for what the site has, and note how long each answer took and what went wrong."""

import asyncio
import random
import time
from itertools import islice
from types import SimpleNamespace
from typing import Any
from urllib.parse import urlsplit

import pytest
from django.http import QueryDict
from django.urls import is_valid_path

from incidents.management.bench import readers
from incidents.management.bench.world import World
from incidents.public.clusters import ViewFilter
from incidents.public.filters import IncidentFilter, read_query


def wishes(number: int) -> list[tuple[str, str]]:
    return list(islice(readers._wishes(World(300), random.Random(1)), number))  # noqa: S311


def test_readers_ask_for_everything_and_only_for_what_the_site_understands() -> None:
    found = wishes(400)
    assert {kind for kind, _address in found} == set(readers.KINDS)
    for kind, address in found:
        path, query = urlsplit(address).path, urlsplit(address).query
        assert is_valid_path(path), address
        assert read_query(QueryDict(query), ViewFilter if kind == "view" else IncidentFilter).errors == {}, address


def test_an_answer_is_noted_with_its_time_and_an_error_with_its_reason(monkeypatch: pytest.MonkeyPatch) -> None:
    told: list[Any] = [(200, 10), (503, 5), OSError(), (200, 20)]

    async def get(_address: str, _port: int) -> tuple[int, int]:
        answer = told.pop(0) if told else (200, 0)
        await asyncio.sleep(0.01)
        if isinstance(answer, OSError):
            raise answer
        return answer

    # It is over when everything is told, however slow the machine.
    clock = SimpleNamespace(perf_counter=time.perf_counter, monotonic=lambda: 0 if told else 60)
    monkeypatch.setattr(readers, "time", clock)
    monkeypatch.setattr(readers, "_get", get)
    notes = asyncio.run(readers.read_all(World(300), readers=1, seconds=60, pause=0, port=8131))
    taken = [each for kind in notes.seconds.values() for each in kind]
    assert len(taken) == 3
    assert min(taken) >= 0.01
    assert sorted(name.partition(": ")[2] for name in notes.errors) == ["503", "OSError"]
    assert notes.bytes == 35
