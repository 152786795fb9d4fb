"""How do tests ask for a file in a layout? As a reader does: over the address, and as a dataset would be read."""

import csv
import io
from typing import Any

from django.test import Client

Row = dict[str, str]


def table(layout: str, **query: Any) -> list[Row]:
    """Every row of the file, by the names of its header."""
    response = Client().get("/incidents.csv", {"layout": layout, "ordering": "code"} | query)
    assert response.status_code == 200, response.content
    text = b"".join(response.streaming_content).decode()
    return list(csv.DictReader(io.StringIO(text, newline=""), strict=True))


def said(row: Row) -> Row:
    """The cells that are not blank."""
    return {name: cell for name, cell in row.items() if cell}
