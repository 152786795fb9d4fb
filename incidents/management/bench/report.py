"""How is a run told? Owns the lines that people read and the JSON that programs compare."""

import json
import os
import platform
from collections.abc import Iterable
from pathlib import Path
from typing import Any, Final

from django.db import connection

from incidents.management.bench.clock import Timing
from incidents.management.bench.limits import Limit

HEADING: Final = f"{'milliseconds':40}{'median':>9}{'p95':>9}{'processor':>11}{'to hold':>9}"


def line(timing: Timing) -> str:
    """A case: milliseconds, and whether its figure is held."""
    held = f"{timing.case.held:g}" if timing.case.held is not None else ""
    name = f"{timing.case.part}: {timing.case.name}"
    figures = f"{timing.median:9.1f}{timing.p95:9.1f}{timing.processor:11.1f}"
    return f"{name:40}{figures}{held:>9}  {timing.verdict}".rstrip()


def limit_line(limit: Limit) -> str:
    """A limit of the machine."""
    value = f"{limit.value:9,.1f}" if limit.unit else f"{limit.value:9,.2f}"
    return f"{limit.name:40}{value} {limit.unit}  {limit.verdict}".rstrip()


def as_json(rows: int, timings: Iterable[Timing], limits: Iterable[Limit]) -> dict[str, Any]:
    """The whole run."""
    return {
        "rows": rows,
        "engine": connection.vendor,
        "engine_version": ".".join(map(str, connection.get_database_version())),
        "python": platform.python_version(),
        "cores": os.cpu_count(),
        "timings": [_timing(timing) for timing in timings],
        "limits": [vars(limit) for limit in limits],
    }


def write(path: Path, told: dict[str, Any]) -> None:
    """The run as a file."""
    path.write_text(json.dumps(told, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")


def _timing(timing: Timing) -> dict[str, Any]:
    return {
        "part": timing.case.part,
        "case": timing.case.name,
        "median_ms": round(timing.median, 2),
        "p95_ms": round(timing.p95, 2),
        "processor_ms": round(timing.processor, 2),
        "runs": len(timing.runs),
        "to_hold_ms": timing.case.held,
        "verdict": timing.verdict,
    }
