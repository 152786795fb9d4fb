"""The import contracts of pyproject.toml forbid everything but what stands here: a new module is forbidden at first."""

import tomllib
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent.parent
NOT_IMPORTED = {"__init__", "apps", "migrations", "data", "static"}
PURE = {"codebook", "dates", "folding"}


def modules(package: str) -> set[str]:
    """The modules and packages directly inside a package, by dotted name."""
    folder = ROOT / package.replace(".", "/")
    python = {path.stem for path in folder.glob("*.py")} | {path.parent.name for path in folder.glob("*/__init__.py")}
    return {f"{package}.{name}" for name in python - NOT_IMPORTED}


def forbidden(contract: str) -> set[str]:
    """What a contract of this id forbids."""
    contracts = tomllib.loads((ROOT / "pyproject.toml").read_text())["tool"]["importlinter"]["contracts"]
    [names] = [found["forbidden_modules"] for found in contracts if found["id"] == contract]
    return set(names)


def layers() -> list[set[str]]:
    """The layers of incidents, from the top."""
    contracts = tomllib.loads((ROOT / "pyproject.toml").read_text())["tool"]["importlinter"]["contracts"]
    rows = contracts[0]["layers"]
    return [{f"incidents.{name.strip()}" for name in row.replace("|", ":").split(":")} for row in rows]


PUBLIC_MODELS = {
    "incidents.models.changes", "incidents.models.checks", "incidents.models.error_reports",
    "incidents.models.publication", "incidents.models.words",
}  # fmt: skip
CODING_MODELS = modules("incidents.models") - PUBLIC_MODELS
ARTICLES = modules("articles") - {"articles.columns"}
ROOMS = modules("incidents") - layers()[-1] - {"incidents.models", "incidents.public"}


@pytest.mark.parametrize(
    ("contract", "everything_else"),
    [
        ("readers", CODING_MODELS | ARTICLES | ROOMS),
        ("publication", CODING_MODELS | ARTICLES | {"incidents.models.error_reports"}),
        ("error-reports", CODING_MODELS | ARTICLES | {"incidents.models.publication"}),
        ("articles", modules("incidents") - {f"incidents.{name}" for name in PURE}),
    ],
)
def test_what_is_not_allowed_is_forbidden(contract: str, everything_else: set[str]) -> None:
    assert forbidden(contract) == everything_else
