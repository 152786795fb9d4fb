"""What does a person read who opens the package? Owns README.md, LICENSE.txt and CITATION.cff."""

import json
from collections.abc import Iterable

from django.conf import settings

from incidents import codebook
from incidents.codebook.tables import TABLES
from incidents.public.citing import SITE
from incidents.public.columns import BLANK, FLAT_SAYS, SEPARATOR, STAND_IN
from incidents.public.package.descriptor import HXL_SAYS, Written
from incidents.public.provenance import Provenance


def readme(origin: Provenance, files: dict[str, Written], *, title: str) -> str:
    """What is in the package, how it was filtered, and how not to misread it."""
    said = {"incidents": FLAT_SAYS, "incidents-hxl": HXL_SAYS} | {each.name: each.definition for each in TABLES}
    listed = "\n".join(f"| `{file.path}` | {file.rows:,} | {said[name]} |" for name, file in files.items())
    return f"""# {title}

{origin.filters}. Data as published on {origin.changed}, codebook {codebook.VERSION}.
Asked for at {origin.address}

| file | rows | what |
|---|---|---|
{listed}

`datapackage.json` describes every field: its type, its closed list, what it leads to, and what a blank means in it.
The tables are joined by `incident`, the code of the incident in `incidents.csv`, and by `id`, which names a row.

## How to read it

- {BLANK}
  Four silences stay apart in the columns that end in `_state`: none, none reported, unknown, not mentioned.
- Never add up `casualties.csv`: it holds every account, and accounts differ. `figures.csv` and `incidents.csv` hold the
  one figure that follows from them.
- Add lows, bests and highs separately, and say how many incidents have no figure.
- An accusation is not a finding. Who is accused, by whom and in which words stands in `statements.csv`.
- A cell with several names has `{SEPARATOR}` between them; one within a name became `{STAND_IN}`.
- A text that a spreadsheet would run as a formula has an apostrophe before it.
- Each incident keeps its code for good, and each version its hash: {origin.page_address}

## Licence and citation

{settings.ATTEST_DATA_LICENCE_TITLE} ({settings.ATTEST_DATA_LICENCE}), {settings.ATTEST_DATA_LICENCE_URL}
Incidents taken from other datasets (`external_ids.csv`) are to be credited to these as well.

{origin.citation}
"""


def licence_text() -> str:
    """The licence by its names and its address."""
    return (
        f"The data in this package are under {settings.ATTEST_DATA_LICENCE_TITLE} ({settings.ATTEST_DATA_LICENCE}).\n"
        f"{settings.ATTEST_DATA_LICENCE_URL}\n"
    )


def citation_cff(*, title: str, version: str, released: str, address: str, keywords: Iterable[str] = ()) -> str:
    """The Citation File Format 1.2.0. A text in JSON's quotes is one in YAML's too."""
    told = {
        "cff-version": "1.2.0",
        "message": "If you use these data, please cite them as below.",
        "type": "dataset",
        "title": title,
        "version": version,
        "date-released": released,
        "url": address,
        "license": settings.ATTEST_DATA_LICENCE,
    }
    lines = [f"{name}: {json.dumps(text, ensure_ascii=False)}" for name, text in told.items()]
    lines += ["authors:", f"  - name: {json.dumps(SITE)}"]
    if listed := list(keywords):
        lines += ["keywords:", *(f"  - {json.dumps(word, ensure_ascii=False)}" for word in listed)]
    return "\n".join(lines) + "\n"
