"""How is a row of a table coded? Owns the rows an entry becomes and what each is cited from (SCHEMA 10).

The toll of the row is the table's own account; what it says of who did it is its assessment. Every value is cited from
its own cell of the one article that stands for the table, ``stated`` with the words of the cell, else ``inferred``.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import Model

from articles.models import Article
from incidents import codebook
from incidents.exchange.table.entry import Account, Entry, Said, TollLine
from incidents.exchange.table.mapping import Map
from incidents.exchange.table.reader import quoted
from incidents.exchange.table.registers import decimals
from incidents.models import (
    Actor,
    CasualtyCount,
    Citation,
    ExternalId,
    Incident,
    Location,
    Note,
    Place,
    Statement,
    Target,
    WeaponUse,
)
from incidents.models.bulk import make
from incidents.publishing import Coding

NOT_READ = "The table names it for this incident. We have not read it."
NOT_NAMED = "not named in the table"
FIXED = "The same for every row, by the map of the import."
NO_COLUMN = "The table does not say it."
HELD_BACK = "The row names no place: where it comes from, the place was not published."

Keys = Mapping[type[Model], Iterator[int]]


@dataclass(frozen=True, slots=True)
class Material:
    """An entry with the shared records that its row means."""

    entry: Entry
    map: Map
    dataset: Article
    place: Place
    accused: tuple[Actor, ...]
    articles: tuple[Article, ...]


@dataclass(frozen=True, slots=True)
class _Attribution:
    """A statement on who did it, and whether the accused stand on it."""

    kind: str
    voice: str
    wording: str
    accuses: bool


def attributions(entry: Entry) -> list[_Attribution]:
    """What the row says of who did it, as statements from which the same responsibility follows (SCHEMA 4.6)."""
    accuses = _Attribution("assessment", "publisher", "asserted", True)
    claim = _Attribution("claim_of_responsibility", "anonymous", "asserted", False)
    also = [accuses] if entry.accused else []
    return {
        "attributed": [accuses],
        "attribution_contested": [_Attribution("assessment", "publisher", "disputed", True)],
        "admitted": [claim, *also],
        "claims_conflict": [_Attribution("claim_of_responsibility", "anonymous", "disputed", False), *also],
        "no_claim": [_Attribution("no_claim_reported", "publisher", "", False)],
        "not_stated": [],
    }.get(entry.responsibility, also)


def keys_needed(entries: Sequence[Entry]) -> dict[type[Model], int]:
    """How many rows of each kind the entries become that other rows point to or that the public record numbers."""
    return {
        Location: len(entries),
        Statement: sum(1 + len(each.accounts) + len(attributions(each)) for each in entries),
        CasualtyCount: sum(len(each.lines) + sum(len(other.lines) for other in each.accounts) for each in entries),
        WeaponUse: sum(len(each.weapons) for each in entries),
        Target: sum(len(each.targets) for each in entries),
        Note: sum(len(each.remarks) for each in entries),
    }


def describe(incident: Incident, entry: Entry, made: Map, *, code: str) -> Incident:
    """Sets what the row says on the incident: a new one, or one that is updated."""
    incident.code = incident.code or code
    incident.title, incident.summary = entry.title or _title(entry), entry.summary
    incident.attack_type, incident.violence_type, incident.stage = entry.attack_type, entry.violence_type, entry.stage
    incident.date_edtf = entry.date
    incident.part_of_day, incident.time_text = entry.part_of_day, entry.time_text
    incident.verification = entry.verification
    note = entry.verification_note or f"Taken over from {made.dataset}."
    incident.verification_note = "" if entry.verification == "unassessed" else note
    incident.sensitivity = "hidden_place" if entry.where.is_held_back else "open"
    incident.codebook_version = codebook.VERSION
    return incident


def _title(entry: Entry) -> str:
    act = "Incident" if entry.attack_type == "unknown" else codebook.ATTACK_TYPE.label(entry.attack_type)
    where = ", ".join(dict.fromkeys(filter(None, [entry.where.name, entry.where.admin1])))
    return f"{act} in {where}"[:300] if where else act


def build(incident: Incident, material: Material, external_id: ExternalId, keys: Keys) -> Coding:
    """Everything coded of the entry, not yet saved. ``external_id`` is given the row and the incident's version."""
    entry = material.entry
    external_id.incident, external_id.record = incident, entry.record
    external_id.dataset_version, external_id.imported_at_version = material.map.edition, incident.version
    coding = Coding(incident=incident, locations=[_location(incident, material, next(keys[Location]))])
    coding.external_ids = [external_id]
    coding.weapons = [
        make(WeaponUse, id=next(keys[WeaponUse]), incident=incident, side="unknown", type=code)
        for code in entry.weapons
    ]
    coding.targets = [
        make(Target, id=next(keys[Target]), incident=incident, type=code, role="unclear") for code in entry.targets
    ]
    coding.notes = [
        make(Note, id=next(keys[Note]), incident=incident, kind="discrepancy", body=remark.reason)
        for remark in entry.remarks
    ]
    _Cited(coding, material).add_all(keys)
    return coding


def _location(incident: Incident, material: Material, key: int) -> Location:
    """Its own point only where the place has none or another one: a province is one place for every row."""
    entry, place = material.entry, material.place
    location = make(
        Location, id=key, incident=incident, place=place, role="occurred", is_primary=True, precision=entry.precision,
        radius_m=entry.radius_m,
    )  # fmt: skip
    if entry.where.point and (point := decimals(entry.where.point)) != (place.latitude, place.longitude):
        location.latitude, location.longitude = point
    return location


class _Cited:
    """Adds statements, counts and the citation of every value to a coding."""

    def __init__(self, coding: Coding, material: Material) -> None:
        self.coding, self.material, self.entry = coding, material, material.entry
        self.incident = coding.incident

    def add_all(self, keys: Keys) -> None:
        said = self.entry.said
        self.cite(said["date"], field="date_edtf")
        self.cite(said["attack_type"], field="attack_type")
        self.cite(self._where(), location=self.coding.locations[0], field="place")
        for weapon in self.coding.weapons:
            self.cite(said["weapons"], weapon_use=weapon, field="type")
        for target in self.coding.targets:
            self.cite(said["targets"], target=target, field="type")
        self._add_own_account(keys)
        for account in self.entry.accounts:
            self._add_account(account, keys)
        for attribution in attributions(self.entry):
            self._add_attribution(attribution, keys)
        for article in self.material.articles:
            self.coding.citations.append(
                make(
                    Citation,
                    incident=self.incident,
                    article=article,
                    basis="outside",
                    stance="compatible",
                    comment=NOT_READ,
                )
            )

    def cite(self, said: Said, *, comment: str = "", **bears_on: Any) -> None:
        """The words of the cell; where the table says nothing of it, that the value is our inference."""
        if said.cell.strip() and said.column:
            words = quoted(said)
            words["comment"] = comment[:300] or words["comment"]
            values = {"basis": "stated", **words}
        else:
            silent = HELD_BACK if self.entry.where.is_held_back and "location" in bears_on else NO_COLUMN
            values = {"basis": "inferred", "comment": FIXED if said.cell else silent}
        self.coding.citations.append(
            make(Citation, incident=self.incident, article=self.material.dataset, **values, **bears_on)
        )

    def _where(self) -> Said:
        said = self.entry.said
        order = [said[name] for name in ("place", "admin2", "admin1", "country", "latitude")]
        return next((each for each in order if each.cell.strip() and each.column), said["country"])

    def _add_own_account(self, keys: Keys) -> None:
        statement = self._statement(
            keys, kind="account", voice="publisher", speaker_text=self._table(), basis=self.material.map.basis
        )
        self.cite(self.entry.said["id"], statement=statement, comment="The row of the table with this identifier.")
        if self.entry.accused and not any(each.accuses for each in attributions(self.entry)):
            self.coding.accused[statement.pk] = list(self.material.accused)
        self._add_lines(self.entry.lines, statement, keys)

    def _add_account(self, account: Account, keys: Keys) -> None:
        voice = "unnamed" if account.by else "anonymous"
        statement = self._statement(keys, kind="account", voice=voice, speaker_text=account.by, basis=account.basis)
        self.cite(account.said, statement=statement)
        self._add_lines(account.lines, statement, keys)

    def _add_attribution(self, attribution: _Attribution, keys: Keys) -> None:
        names = self.entry.said["accused"].cell.strip() if attribution.accuses else ""
        statement = self._statement(
            keys, kind=attribution.kind, voice=attribution.voice, wording=attribution.wording,
            speaker_text=self._table() if attribution.voice == "publisher" else NOT_NAMED,
            accused_text=(names or NOT_NAMED)[:300] if attribution.accuses else "",
        )  # fmt: skip
        if attribution.accuses:
            self.coding.accused[statement.pk] = list(self.material.accused)
        said = self.entry.said
        self.cite(said["accused"] if names else said["responsibility"], statement=statement)

    def _statement(self, keys: Keys, **values: Any) -> Statement:
        statement = make(Statement, id=next(keys[Statement]), incident=self.incident, **values)
        self.coding.statements.append(statement)
        return statement

    def _add_lines(self, lines: Sequence[TollLine], statement: Statement, keys: Keys) -> None:
        for line in lines:
            toll = line.toll
            count = make(
                CasualtyCount, id=next(keys[CasualtyCount]), incident=self.incident, statement=statement,
                harm=toll.harm, group=toll.group, age=toll.age, sex=toll.sex, of_which=toll.of_which,
                count_kind=line.kind, low=line.low, best=line.best, high=line.high, number_text=line.words,
            )  # fmt: skip
            self.coding.casualty_counts.append(count)
            self.cite(line.said, casualty_count=count, comment=line.comment and f"Columns {line.comment}")

    def _table(self) -> str:
        return (self.material.map.publisher or self.material.map.dataset)[:300]
