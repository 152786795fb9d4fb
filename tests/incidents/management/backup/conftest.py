"""A data folder and a second database of their own for each test that asks."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.second import second_database


@pytest.fixture
def media(settings: Any, tmp_path: Path) -> Path:
    settings.MEDIA_ROOT = tmp_path / "media"
    return tmp_path / "media"


@pytest.fixture
def second(db: None, tmp_path: Path) -> Iterator[str]:
    with second_database(tmp_path) as alias:
        yield alias
