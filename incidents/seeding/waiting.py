"""What waits to be read in the demo? Owns the articles for practice at the desk; each comes in by the one door."""

from pathlib import Path

from django.contrib.auth.models import User

from articles.arrival import Draft, receive
from incidents.seeding.records import SeedError, Table, read


def load_waiting(folder: Path, *, by: User) -> int:
    """Put the articles into the reading queue; how many are new. One that is here already is left as it is."""
    drafts = [_draft(table, folder / "waiting") for table in read(folder / "waiting.toml")["articles"]]
    return sum(receive(draft, by=by).is_new for draft in drafts)


def _draft(table: Table, texts: Path) -> Draft:
    path = texts / table["text"]
    if not path.is_file():
        raise SeedError(f"There is no text {path.name}.")
    note = "A demonstration text in our own words, for practice."
    return Draft(**table | {"text": path.read_text(encoding="utf-8").strip(), "note": note})
