"""What is not known? Owns the silences: what no source says, what one calls unknown, what sources dispute."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from incidents import dates
from incidents.public.story.disputes import disputed_fields, how_many
from incidents.public.story.munitions import munition_of
from incidents.public.story.record import Json, Record, listed
from incidents.public.story.sides import sides_without_statement
from incidents.public.story.targets import target_in_sentence
from incidents.public.story.toll import SUMMARISED

_VAGUE_DATES = ("window", "on_or_before", "month", "year", "ongoing")
_VAGUE_PLACES = ("near", "adm2", "adm1", "region", "country", "sea_air")


@dataclass(frozen=True, slots=True)
class NotKnown:
    """Phrases that complete “No source says …”, “Reported as not known: …” and “Sources differ on …”."""

    silent: tuple[str, ...]
    unknown: tuple[str, ...]
    disputed: tuple[str, ...]

    def __bool__(self) -> bool:
        return bool(self.silent or self.unknown or self.disputed)


def not_known(record: Record) -> NotKnown:
    """Everything a careful reader would ask that the record does not answer, each once."""
    return NotKnown(*(tuple(dict.fromkeys(find(record))) for find in (_silent, _unknown, _disputed)))


def _silent(record: Record) -> Iterator[str]:
    yield from _silent_on_people(record)
    yield from _silent_on_responsibility(record)
    yield from _silent_on_circumstances(record)
    yield from _silent_on_things(record)
    yield from _silent_on_sex_and_age(record)


def _silent_on_circumstances(record: Record) -> Iterator[str]:
    if record["attack_type"] == "unknown":
        yield _("what kind of attack it was")
    if record["date_precision"] in _VAGUE_DATES:
        yield _("the exact day (%(date)s)") % {"date": dates.words(record["date_edtf"])}
    if not record["time_kind"]:
        yield _("the time of day")
    if any(each["is_primary"] and each["precision"] in _VAGUE_PLACES for each in record["locations"]):
        yield _("the exact spot")


def _silent_on_people(record: Record) -> Iterator[str]:
    for cell in record["cells"]:
        if cell["harm"] in SUMMARISED and cell["group"] == "all" and cell["state"] == "not_mentioned":
            yield str(_WHETHER[cell["harm"]])


_OF_PEOPLE: Final = {"sex": pgettext_lazy("of people", "sex"), "age": pgettext_lazy("of people", "age")}
_WHETHER: Final = {
    "killed": gettext_lazy("whether anyone was killed"),
    "injured": gettext_lazy("whether anyone was injured"),
}


def _silent_on_sex_and_age(record: Record) -> Iterator[str]:
    counted = [each for each in record["casualty_counts"] if any(each[end] for end in ("low", "best", "high"))]
    missing = [name for name in ("sex", "age") if counted and not all(each[name] for each in counted)]
    if missing:
        everybody = not any(each[name] for each in counted for name in missing)
        told = _("the %(what)s of the people counted") if everybody else _("the %(what)s of some of the people counted")
        yield told % {"what": listed(str(_OF_PEOPLE[name]) for name in missing)}


def _silent_on_things(record: Record) -> Iterator[str]:
    uses = record["weapons"]
    whole = {each["subset_of"] for each in uses}
    stopped = any(each["outcome"] == "intercepted" for each in uses)
    for use in uses:
        if not use["outcome"] and use["ref"] not in whole:
            yield _("what became of %(weapons)s") % {"weapons": munition_of(record, use)}
        if use["outcome"] == "activated" and not stopped:
            yield _("whether %(weapons)s stopped anything") % {"weapons": munition_of(record, use)}
    for target in record["targets"]:
        if not target["damage"]:
            yield _("whether there was damage to %(target)s") % {"target": target_in_sentence(target)}


def _silent_on_responsibility(record: Record) -> Iterator[str]:
    accused = [actor for each in _current(record) for actor in each["accused"]]
    if record["responsibility"] == "not_stated":
        yield from () if sides_without_statement(record) else (_("who did it"),)
    elif accused and all(actor["kind"] == "label" for actor in accused) and record["responsibility"] != "admitted":
        yield _("which group did it (the accused are named by collective terms only)")


def _current(record: Record) -> list[Json]:
    return [each for each in record["statements"] if each["status"] == "current" and each["about_incident"]]


def _unknown(record: Record) -> Iterator[str]:
    if record["time_kind"] == "unknown":
        yield _("the time of day")
    for cell in record["cells"]:
        if cell["state"] == "unknown":
            yield how_many(cell)
    for use in record["weapons"]:
        if use["outcome"] == "unknown":
            yield _("what became of %(weapons)s") % {"weapons": munition_of(record, use)}
    for target in record["targets"]:
        if target["damage"] == "unknown":
            yield _("the damage to %(target)s") % {"target": target_in_sentence(target)}


def _disputed(record: Record) -> Iterator[str]:
    contested = [cell for cell in record["cells"] if cell["contested"]]
    totals = {cell["harm"] for cell in contested if cell["group"] == "all"}
    for cell in contested:
        if cell["group"] == "all" or cell["harm"] not in totals:
            yield how_many(cell)
    yield from disputed_fields(record)
