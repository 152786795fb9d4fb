"""What does a public record tell, line by line? Owns the lines by which two versions are compared for readers.

The words are those of the page, so that a change is told as a reader meets it.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Final

from django.utils.functional import Promise
from django.utils.translation import gettext, pgettext
from django.utils.translation import gettext_lazy as _

from incidents import codebook
from incidents.pairing import Line
from incidents.public import terms
from incidents.public.story import narrative, particulars, sayings, sides, toll
from incidents.public.story.harmed import harmed
from incidents.public.story.record import Fact, Json, Record, capitalised, quoted

Text = str | Promise


@dataclass(eq=False)
class Told(Line):
    """One line of a section: its values in words under readers' labels, and what it is called.

    ``short`` is what it is called where its values stand beneath it.
    """

    name: str = ""
    short: str = ""


LABELS: Final[Mapping[str, Text]] = {
    "title": _("Title"),
    "summary": _("Summary"),
    "when": _("When"),
    "where": _("Where"),
    "what": _("What"),
    "point": _("Point on the map"),
    "verification": _("Verification"),
    "reason": _("Reason"),
    "responsibility": _("Who is said to have done it"),
    "origins": _("Independent origins"),
    "text": _("Text"),
    "note": _("Note"),
    "kind": _("Kind"),
    "figure": _("Figure"),
    "figures": _("Figures"),
    "derivation": _("How it was found"),
    "publisher": _("Publisher"),
    "published": _("Published"),
    "address": _("Address"),
    "saved copy": _("Saved copy"),
    "held": _("What is held"),
    "byline": _("Byline"),
    "dateline": _("Dateline"),
    "reprint of": _("Reprint of"),
    "said": _("Said"),
    "basis": _("Basis"),
    "standing": _("No longer stands"),
    "repeats": _("Repeats"),
    "about": _("About"),
    "motive": _("Alleged motive"),
    "passed on by": _("Passed on by"),
    "stance": _("How it bears on it"),
    "value": _("Its own value"),
    "comment": _("Remark"),
    "language": _("Language"),
    "version": _("Version"),
}

SECTIONS: Final[Mapping[str, Text]] = {
    "tolls": _("Who was hurt"),
    "sayings": _("Who is said to have done it"),
    "accounts": _("Accounts of the toll"),
    "places": _("Places"),
    "weapons": _("Weapons"),
    "targets": _("Aimed at and struck"),
    "involved": _("Who was involved"),
    "statements": _("What else was said"),
    "sources": _("Sources"),
    "quotes": _("Quotes"),
    "links": _("Related"),
    "notes": _("Notes"),
    "datasets": _("In other datasets"),
}
"""The lists that are compared, in the order in which they are told."""

_BEARS_ON: Final[Mapping[str, Text]] = {
    "location": _("the place"),
    "weapon_use": _("the weapons"),
    "target": _("what was aimed at or struck"),
    "casualty_count": _("the toll"),
    "statement": _("a statement"),
    "involvement": _("who was involved"),
    "relation": _("a tie to another incident"),
    "series": _("the series"),
    "note": _("a note"),
    "": _("the incident"),
}
_OF_DATE: Final = frozenset(
    {"date_edtf", "time_kind", "time_start", "time_end", "part_of_day", "time_text", "timezone"}
)


def heading(record: Record) -> dict[str, str]:
    """What the record says of the incident as a whole, by the keys of ``LABELS``."""
    document, verdict = record.document, sides.verdict(record)
    return _filled(
        {
            "title": document["title"],
            "summary": document["summary"],
            "when": _fact(narrative.when(record)),
            "where": _fact(narrative.where(record)),
            "what": _fact(narrative.what(record)),
            "point": _point(document["point"]),
            "verification": terms.label(codebook.VERIFICATION, document["verification"]),
            "reason": document["verification_note"],
            "responsibility": verdict.label,
            "origins": str(document["number_of_origins"]),
        }
    )


def lines(record: Record, *, titles: Mapping[str, str]) -> dict[str, list[Told]]:
    """Every list of the record by the keys of ``SECTIONS``; ``titles`` as for ``particulars.links``."""
    return {
        "tolls": list(_tolls(record)),
        "sayings": [_saying(each) for each in sayings.attributions(record)],
        "accounts": [_account(each) for each in toll.accounts(record)],
        "places": _facts(particulars.locations(record)),
        "weapons": _facts(part for each in particulars.weapons(record) for part in (each.fact, *each.parts)),
        "targets": _facts(particulars.targets(record)),
        "involved": _facts(particulars.involvements(record)),
        "statements": [_saying(each) for each in sayings.other_statements(record)],
        "sources": [_source(each) for each in particulars.articles(record)],
        "quotes": [_quote(record, each) for each in record["citations"]],
        "links": [_link(each) for each in particulars.links(record, titles=titles)],
        "notes": _facts(particulars.notes(record)),
        "datasets": [_dataset(each) for each in particulars.external_ids(record)],
    }


def _told(text: str, key: str = "", **values: str) -> Told:
    return Told(_filled({"text": text, **values}), key=key, name=text)


def _filled(values: Mapping[str, str]) -> dict[str, str]:
    return {name: text for name, text in values.items() if text}


def _fact(fact: Fact) -> str:
    return ". ".join(filter(None, (fact.text.rstrip("."), fact.note)))


def _facts(facts: Iterable[Fact]) -> list[Told]:
    return [_told(f"{each.label}: {each.text}", note=each.note) for each in facts]


def _point(point: Json | None) -> str:
    if point is None:
        return ""
    return f"{point['latitude']}, {point['longitude']}, {narrative.distance(point['radius_m'])}"


def _tolls(record: Record) -> Iterator[Told]:
    """A harm as a whole and each of its groups; the key keeps a figure beside that of the same people."""
    for whole in toll.all_tolls(record):
        for each in (whole, *whole.parts):
            harm = terms.label(codebook.HARM, each.harm)
            name = harm if each.group == "all" else f"{harm}, {terms.label(codebook.GROUP, each.group).lower()}"
            said = {"figure": _short(each), "derivation": each.derivation}
            yield Told(_filled(said), key=f"{each.harm} {each.group}", name=name)


def _short(each: toll.Toll) -> str:
    """``3`` for "3 killed", or "killed: 3" in a language that puts it so: the line is called after the harm already."""
    if not each.is_figure or each.group != "all":
        return each.text
    named = harmed(each.harm)
    return each.text.removeprefix(f"{named}: ").replace(f" {named}", "", 1)


def _saying(saying: sayings.Saying) -> Told:
    more = {"passed on by": saying.passed_on_by}
    return _told(saying.text, about=saying.about, motive=saying.motive, standing=saying.standing, **more)


def _account(account: toll.Account) -> Told:
    figures = pgettext("between clauses", "; ").join(line.text for line in account.lines)
    values = {
        "text": account.who, "figures": figures, "said": account.said, "basis": account.basis,
        "standing": account.standing, "repeats": account.repeats, "passed on by": account.passed_on_by,
    }  # fmt: skip
    return Told(_filled(values), name=f"{account.who}: {figures}", short=account.who)


def _source(article: particulars.Article) -> Told:
    source = article.source
    values = {
        "title": source.title, "publisher": source.publisher, "published": source.published, "kind": article.kind,
        "language": source.language, "byline": article.byline, "dateline": article.dateline, "held": article.holding,
        "reprint of": article.reprint_of, "address": article.url, "saved copy": article.archive_url,
        "note": article.note,
    }  # fmt: skip
    return Told(_filled(values), name=capitalised(source.full_label))


def _quote(record: Record, citation: Json) -> Told:
    """A quote is the same by its words and its source, whatever it is counted for."""
    source = record.sources[citation["article"]]
    values = {
        "about": _bears_on(citation), "basis": terms.label(codebook.CITATION_BASIS, citation["basis"]),
        "stance": terms.label(codebook.STANCE, citation["stance"]), "value": citation["value"],
        "comment": citation["comment"],
    }  # fmt: skip
    words = quoted(citation["exact"]) if citation["exact"] else values["basis"]
    told = _("%(words)s %(source)s, on %(about)s")
    name = str(told) % {"words": words, "source": source.label, "about": values["about"]}
    return Told(_filled(values), key=f"{citation['exact']} {source.full_label}", name=name)


def _bears_on(citation: Json) -> str:
    kind = (citation["record"] or "").rpartition("-")[0]
    if not kind and citation["field"] in _OF_DATE:
        return str(_("the date"))
    if not kind and citation["field"] == "attack_type":
        return str(_("the kind of attack"))
    return str(_BEARS_ON[kind])


def _link(link: particulars.Link) -> Told:
    return _told(f"{link.kind}: {link.name}", note=link.note)


def _dataset(each: particulars.ExternalId) -> Told:
    """Its columns keep their names in that dataset."""
    row = {gettext("%(name)s (column)") % {"name": column}: str(value) for column, value in each.row.items()}
    values = {"text": f"{each.scheme.label} {each.value}", "version": each.dataset_version, **row}
    return Told(_filled(values), name=values["text"])
