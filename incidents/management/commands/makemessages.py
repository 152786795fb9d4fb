"""Which texts of the readers' side are to be translated? Adds those of plain data to what Django finds in the code.

The codebook, the columns and the countries are data without a language. Their texts stand in a file that is there only
while the texts are collected. What analysts see stays in English.
"""

from collections.abc import Iterator
from pathlib import Path
from typing import Any, Final

from django.conf import settings
from django.core.management.commands import makemessages

from incidents.public import terms
from incidents.public.story import harmed, munitions

GATHERED: Final = Path(settings.BASE_DIR) / "incidents" / "codebook" / "texts_of_data.py"
FOR_ANALYSTS: Final = (
    "templates/admin/*", "templates/desk/*", "templates/registration/*", "incidents/admin/*", "incidents/coding/*",
    "incidents/models/*", "articles/*", "tests/*", "var/*", "docs/*",
)  # fmt: skip


def texts() -> Iterator[tuple[str, str]]:
    """Every text of the data as (context, text)."""
    yield from terms.texts()
    yield from harmed.phrases()
    yield from munitions.nouns()


class Command(makemessages.Command):
    """As Django's own command, with the texts of the data and without those of the analysts."""

    # A new text stays empty until somebody translates it: a guess from its likes would be taken for a translation.
    msgmerge_options = [*makemessages.Command.msgmerge_options, "--no-fuzzy-matching"]

    def handle(self, *args: Any, **options: Any) -> None:
        options["ignore_patterns"] = [*options["ignore_patterns"], *FOR_ANALYSTS]
        options |= {"no_obsolete": True, "no_wrap": True, "add_location": "file"}
        lines = [f"pgettext({context!r}, {text!r})" for context, text in dict.fromkeys(texts())]
        GATHERED.write_text("\n".join(lines), encoding="utf-8")
        try:
            super().handle(*args, **options)
        finally:
            GATHERED.unlink()
