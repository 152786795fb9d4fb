"""What does one coding say, one value at a time? Owns how a compared value is drawn from the rows of an incident."""

from collections.abc import Callable, Iterable
from typing import Any, Final

from incidents import dates
from incidents.models import Actor, Place
from incidents.publishing import Coding
from incidents.publishing.coding import ancestors
from incidents.publishing.derivation import cells

JOINT: Final = ": "
"""What stands between the parts of a member of a set."""

Reading = Callable[[Coding], Any]


def column(name: str) -> Reading:
    """A column of the incident itself."""
    return lambda coding: getattr(coding.incident, name)


def day(name: str) -> Reading:
    """The earliest or latest day the date can mean, as ISO text; None where that end is open."""

    def value(coding: Coding) -> str | None:
        found = getattr(dates.parse(coding.incident.date_edtf), name)
        return found.isoformat() if found else None

    return value


def date_precision(coding: Coding) -> str:
    """What form the date has."""
    return dates.parse(coding.incident.date_edtf).precision


def clock(name: str) -> Reading:
    """A time of day as "22:30"; None where there is none."""
    return lambda coding: time.strftime("%H:%M") if (time := getattr(coding.incident, name)) else None


def of_primary(name: str) -> Reading:
    """A column of the primary location; blank without one."""
    return lambda coding: getattr(primary, name) if (primary := coding.primary()) else ""


def primary_place(coding: Coding) -> str:
    """The place of the primary location, in words."""
    primary = coding.primary()
    return place_in_words(primary.place) if primary else ""


def country(coding: Coding) -> str:
    """The country in which the primary location lies."""
    primary = coding.primary()
    chain = [primary.place, *ancestors(primary.place)] if primary else []
    return next((place.country for place in chain if place.country), "")


def locations(coding: Coding) -> list[str]:
    """Every place with its role."""
    return _members((each.role, place_in_words(each.place)) for each in coding.locations)


def place_in_words(place: Place) -> str:
    """A place with what it lies in, which tells namesakes apart."""
    return ", ".join(each.name for each in [place, *ancestors(place)])


def weapons(coding: Coding) -> list[str]:
    """The types of munition on each side."""
    return _members((each.side, each.type) for each in coding.weapons)


def weapon_items(coding: Coding) -> int | None:
    """How many munitions the attackers used, parts of other groups left out; None where no number is given."""
    wholes = [each for each in coding.weapons if each.side == "attacker" and each.subset_of_id is None]
    given = [each.best if each.best is not None else each.low for each in wholes]
    known = [number for number in given if number is not None]
    return sum(known) if known else None


def weapon_outcomes(coding: Coding) -> list[str]:
    """What became of munitions of each type."""
    return _members((each.type, each.outcome) for each in coding.weapons if each.outcome)


def targets(coding: Coding) -> list[str]:
    """The types of target, aimed at or struck."""
    return _members((each.type, each.role) for each in coding.targets)


def target_actors(coding: Coding) -> list[str]:
    """Whose the targets are."""
    return _members((actor_in_words(each.actor),) for each in coding.targets if each.actor)


def damage(coding: Coding) -> list[str]:
    """The damage to targets of each type."""
    return _members((each.type, each.damage) for each in coding.targets if each.damage)


def statements(coding: Coding) -> list[str]:
    """Who says what kind of thing; a voice where nobody is named."""
    return _members(
        (each.kind, name)
        for each in coding.statements
        for name in [*map(actor_in_words, coding.speakers.get(each.pk, ()))] or [each.voice]
    )


def accused(coding: Coding) -> list[str]:
    """Who is accused, and how surely."""
    return _members(
        (each.wording, actor_in_words(actor)) for each in coding.statements for actor in coding.accused.get(each.pk, ())
    )


def channels(coding: Coding) -> list[str]:
    """Through which channels statements were made."""
    return _members((each.channel,) for each in coding.statements if each.channel)


def figure(harm: str, end: str, group: str = "all") -> Reading:
    """One end of what the accounts in this coding come to for a harm, or the state of that figure."""

    def value(coding: Coding) -> Any:
        cell = cells(coding).get((harm, group))
        return getattr(cell, end) if cell else "not_mentioned" if end == "state" else None

    return value


def toll_lines(coding: Coding) -> list[str]:
    """For whom there are figures."""
    return _members((each.harm, each.group, each.age, each.sex) for each in coding.casualty_counts)


def involvements(coding: Coding) -> list[str]:
    """Who took part or was there."""
    return _members((each.role, actor_in_words(each.actor)) for each in coding.involvements)


def ties(coding: Coding) -> list[str]:
    """The series it is part of, and in which ways it is tied to other incidents."""
    return _members((each.kind, each.to_series.name if each.to_series else "") for each in coding.relations)


def actor_in_words(actor: Actor) -> str:
    """An actor with its kind, which tells a label from the group of the same name."""
    return f"{actor.name} ({actor.kind.replace('_', ' ')})"


def _members(parts: Iterable[tuple[str, ...]]) -> list[str]:
    return sorted({JOINT.join(each) for each in parts})
