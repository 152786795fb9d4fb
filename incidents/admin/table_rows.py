"""How is a row of a table shown before it is imported? Owns the words of the preview; nothing is read anew here."""

from collections.abc import Mapping
from typing import Any

from incidents import codebook, countries, dates
from incidents.exchange.table.entry import Entry
from incidents.exchange.table.figures import figure_words
from incidents.exchange.table.judgement import Judgement, Verdict
from incidents.models import Actor


def preview_rows(judgement: Judgement, most: int) -> list[dict[str, Any]]:
    """The first rows as they would be coded, those that are rejected with their reason."""
    made = judgement.new_actors
    return [_row(each, judgement.entries.get(each.value), made) for each in judgement.main.verdicts[:most]]


def _row(verdict: Verdict, entry: Entry | None, new_actors: Mapping[str, Actor]) -> dict[str, Any]:
    if entry is None:
        return {
            "line": verdict.line,
            "value": verdict.value.partition("/")[2],
            "outcome": verdict.outcome,
            "problems": verdict.problems,
        }
    return {
        "line": verdict.line, "value": entry.id, "outcome": verdict.outcome, "problems": verdict.problems,
        "title": entry.title, "attack_type": codebook.ATTACK_TYPE.label(entry.attack_type),
        "date": dates.words(entry.date), "where": ", ".join(dict.fromkeys(filter(None, _places(entry)))),
        "toll": "; ".join(figure_words(line) for line in entry.lines) or "not mentioned",
        "weapons": ", ".join(codebook.WEAPON_TYPE.label(code) for code in entry.weapons),
        "accused": ", ".join(_accused(entry, new_actors)),
        "sources": len(entry.sources), "accounts": len(entry.accounts),
    }  # fmt: skip


def _accused(entry: Entry, new_actors: Mapping[str, Actor]) -> list[str]:
    """Names, and of those that would be made, as what."""
    kinds = {name: codebook.ACTOR_KIND.label(new_actors[name].kind) for name in entry.accused if name in new_actors}
    return [f"{name} (new: {kinds[name]})" if name in kinds else name for name in entry.accused]


def _places(entry: Entry) -> list[str]:
    where = entry.where
    return [where.name, where.admin2, where.admin1, countries.name(where.country) if where.country else ""]
