"""What does a published record say, asked in the terms of other datasets? Reads flat columns and document, no more."""

import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property
from itertools import islice
from typing import Any, Final

from incidents import countries
from incidents.codebook import Vocabulary, others
from incidents.models.publication import PublicationQuerySet
from incidents.public.columns import STORED

BATCH: Final = 500

Json = dict[str, Any]


@dataclass(frozen=True)
class Record:
    """A live version: its flat columns by name, and its document."""

    flat: Json
    document: Json

    def rows(self, key: str) -> list[Json]:
        """The rows of a table of the document."""
        return list(self.document.get(key, []))

    def best(self, harm: str, group: str = "all") -> int | None:
        """The best figure of a cell of the toll; None where there is none, which is no zero."""
        found = (cell["best"] for cell in self.rows("cells") if (cell["harm"], cell["group"]) == (harm, group))
        return next(found, None)

    def external(self, scheme: str) -> Json:
        """The incident in another dataset: ``value`` and ``record``; empty when it has no id there."""
        return next((each for each in self.rows("external_ids") if each["scheme"] == scheme), {})

    def code_of(self, vocabulary: Vocabulary, column: str, scheme: str) -> str:
        """The one code that a column's code leads to in another dataset; blank where there is none or several."""
        return one_code(vocabulary, self.flat[column] or "", scheme)

    @cached_property
    def primary(self) -> Json:
        """The location where the incident is placed; empty when there is none."""
        return next((each for each in self.rows("locations") if each["is_primary"]), {})

    @property
    def country(self) -> countries.Country | None:
        return countries.COUNTRIES.get(self.flat["country"])

    @property
    def days(self) -> int | None:
        """From the first to the last day that the date can mean, both counted; None where an end is open."""
        first, last = self.flat["date_earliest"], self.flat["date_latest"]
        return (last - first).days + 1 if first and last else None

    @property
    def year(self) -> int | None:
        """The one year in which it happened; None where the date leaves it open."""
        first, last = self.flat["date_earliest"], self.flat["date_latest"]
        return first.year if first and last and first.year == last.year else None

    def involved(self, *roles: str) -> list[Json]:
        """The actors that took part in one of the roles."""
        return [each["actor"] for each in self.rows("involvements") if each["role"] in roles]

    @property
    def targeted(self) -> list[Json]:
        """Whose the targets are."""
        return _distinct(each["actor"] for each in self.rows("targets") if each["actor"])

    @property
    def part_of(self) -> list[str]:
        """The series that it is part of."""
        names = {each["ref"]: each["name"] for each in self.rows("series")}
        return [names[each["to_series"]] for each in self.rows("relations") if each["to_series"] in names]

    @cached_property
    def claimants(self) -> list[Json]:
        """Who claims it: the body spoken for, else whoever spoke."""
        claims = self._statements("claim_of_responsibility")
        return _distinct(
            actor
            for claim in claims
            for actor in ([claim["on_behalf_of"]] if claim["on_behalf_of"] else claim["speakers"])
        )

    @cached_property
    def accused(self) -> list[Json]:
        """Bodies that are accused by name; a label names nobody."""
        said = self._statements("accusation", "assessment")
        return _distinct(actor for each in said for actor in each["accused"] if actor["kind"] != "label")

    def accounts(self) -> list[Json]:
        """The accounts of what happened that stand."""
        return self._statements("account")

    def claims(self) -> list[Json]:
        """The claims of responsibility that stand."""
        return self._statements("claim_of_responsibility")

    def absent_claims(self) -> list[Json]:
        """What stands of nobody having claimed it."""
        return self._statements("no_claim_reported")

    def motives(self) -> list[str]:
        """What speakers say of why it was done."""
        return list(dict.fromkeys(each["alleged_motive"] for each in self._statements() if each["alleged_motive"]))

    def _statements(self, *kinds: str) -> list[Json]:
        return [
            each
            for each in self.rows("statements")
            if each["status"] == "current" and each["about_incident"] and (not kinds or each["kind"] in kinds)
        ]


def one_code(vocabulary: Vocabulary, code: str, scheme: str) -> str:
    """The one code that a code of ours leads to in another dataset; blank where there is none or several."""
    leads_to = dict(vocabulary[code].crosswalk).get(scheme, "") if code in vocabulary else ""
    found = others.codes(leads_to)
    return found[0] if len(found) == 1 else ""


def joined(values: Iterable[str], separator: str = "; ") -> str:
    """The texts, each once."""
    return separator.join(dict.fromkeys(filter(None, values)))


def read(rows: PublicationQuerySet) -> Iterator[Record]:
    """Every row of a query as a record, in its order, in flat memory."""
    names = [column.stored for column in STORED]
    found = rows.values_list("document", *names).iterator(chunk_size=BATCH)
    while batch := list(islice(found, BATCH)):
        for document, *values in batch:
            yield Record(dict(zip(names, values, strict=True)), json.loads(document))


def _distinct(actors: Iterable[Json]) -> list[Json]:
    return list({actor["name"]: actor for actor in actors}.values())
