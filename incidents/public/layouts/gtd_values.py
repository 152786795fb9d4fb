"""What would the GTD say of a record? Owns the values of its columns, by the crosswalk of the codebook."""

from collections.abc import Iterable, Mapping
from typing import Any, Final

from incidents import codebook, countries, dates
from incidents.codebook import others
from incidents.public.layouts.record import Json, Record, joined, one_code

Values = dict[str, Any]

_IN_A_PLACE: Final = ("point", "site", "neighbourhood", "settlement")
_TAKING: Final = ("abduction", "hijacking")
_NAMELESS: Final = ("attributed", "attribution_contested", "no_claim")
"""Responsibility without a group that could be named: GTD writes Unknown."""


def when(record: Record) -> Values:
    """Year, month and day, each as far as the date says it."""
    first, last, is_day = record.flat["date_earliest"], record.flat["date_latest"], record.days == 1
    extended = record.flat["date_precision"] == "duration"
    same_month = record.year is not None and first.month == last.month
    return {
        "iyear": record.year or (first.year if extended else None),
        "imonth": first.month if same_month or extended else 0 if record.year else None,
        "iday": first.day if is_day or extended else 0 if record.year else None,
        "approxdate": "" if is_day and record.flat["date_edtf"][-1:].isdigit() else _words(record),
        "extended": 1 if extended else 0 if is_day else None,
        "resolution": last.isoformat() if extended else "",
    }


def _words(record: Record) -> str:
    return dates.words(record.flat["date_edtf"]) if record.flat["date_edtf"] else ""


def where(record: Record) -> Values:
    """The place in words, its point, and how well it is known."""
    flat, place = record.flat, record.primary.get("place", {})
    named = f"{record.primary.get('relation_text', '')} {flat['place']}".strip()
    return {
        "country_txt": record.country.name if record.country else "",
        "provstate": flat["admin1"],
        "city": place.get("name") if place.get("kind") == "settlement" else "",
        "latitude": flat["latitude"],
        "longitude": flat["longitude"],
        "specificity": record.code_of(codebook.PRECISION, "precision", "gtd"),
        "vicinity": 0 if flat["precision"] in _IN_A_PLACE else _vicinity(record),
        "location": named,
    }


def _vicinity(record: Record) -> str:
    return record.code_of(codebook.PRECISION, "precision", "gtd_vicinity")


def act(record: Record) -> Values:
    """What kind of act it was, and how far it went."""
    attack = record.code_of(codebook.ATTACK_TYPE, "attack_type", "gtd")
    return {
        "success": record.code_of(codebook.STAGE, "stage", "gtd_success"),
        "suicide": _suicide(record),
        **_coded("attacktype1", attack, others.GTD_ATTACK),
        "ishostkid": 1 if record.flat["attack_type"] in _TAKING else None,
        "nhostkid": record.best("abducted"),
        "multiple": 1 if _same_operation(record) else None,
        "related": joined(_same_operation(record), ", "),
    }


def _suicide(record: Record) -> int | None:
    kind = record.flat["attack_type"]
    if kind == "suicide_attack" or any(weapon["type"] == "suicide_device" for weapon in record.rows("weapons")):
        return 1
    return None if kind in ("unknown", "other") else 0


def _same_operation(record: Record) -> list[str]:
    return [each["to_incident"] for each in record.rows("relations") if each["kind"] == "same_operation"]


def targets(record: Record) -> Values:
    """The first three targets."""
    found: Values = {}
    for number, target in enumerate(record.rows("targets")[:3], start=1):
        kind, _, subtype = one_code(codebook.TARGET_TYPE, target["type"], "gtd").partition("/")
        found |= _coded(f"targtype{number}", kind, others.GTD_TARGET)
        found |= _coded(f"targsubtype{number}", subtype, others.GTD_TARGET_SUBTYPES)
        found[f"corp{number}"] = target["actor"]["name"] if target["actor"] else ""
        found[f"target{number}"] = target["name"]
        country = countries.COUNTRIES.get(target["nationality"])
        found[f"natlty{number}_txt"] = country.name if country else ""
    return found


def weapons(record: Record) -> Values:
    """The first four kinds of weapon of the attackers; a part of a group is not another weapon."""
    used = [each for each in record.rows("weapons") if each["side"] == "attacker" and not each["subset_of"]]
    found: Values = {"weapdetail": _detail(used)}
    for number, kind in enumerate(list(dict.fromkeys(each["type"] for each in used))[:4], start=1):
        code, _, subtype = one_code(codebook.WEAPON_TYPE, kind, "gtd").partition("/")
        found |= _coded(f"weaptype{number}", code, others.GTD_WEAPON)
        found |= _coded(f"weapsubtype{number}", subtype, others.GTD_EXPLOSIVES)
    return found


def _detail(used: Iterable[Json]) -> str:
    return joined(each[name] for each in used for name in ("model", "platform", "note"))


def groups(record: Record) -> Values:
    """Who did it: those who claim it, else those who are accused by name, marked as uncertain."""
    claimed = [actor["name"] for actor in record.claimants]
    accused = [] if claimed else [actor["name"] for actor in record.accused]
    names = claimed + accused or (["Unknown"] if record.flat["responsibility"] in _NAMELESS else [])
    found: Values = {"motive": joined(record.motives())}
    for number, name in enumerate(names[:3], start=1):
        found["gname" if number == 1 else f"gname{number}"] = name
        found[f"guncertain{number}"] = None if name == "Unknown" else int(name in accused)
    return found


def claims(record: Record) -> Values:
    """Whether it is claimed, by how many groups, and how."""
    found: Values = {
        "claimed": record.code_of(codebook.RESPONSIBILITY, "responsibility", "gtd_claimed") or _unclaimed(record),
        "compclaim": record.code_of(codebook.RESPONSIBILITY, "responsibility", "gtd_compclaim"),
    }
    for number, claim in enumerate(record.claims()[:3], start=1):
        suffix = "" if number == 1 else str(number)
        mode = one_code(codebook.CHANNEL, claim["channel"], "gtd_claimmode")
        found |= _coded(f"claimmode{suffix}", mode, others.GTD_CLAIM_MODE)
        if number > 1:
            found[f"claim{number}"] = 1
    return found


def _unclaimed(record: Record) -> str:
    """An accusation tells nothing of a claim: 0 where a source says that there was none, else -9."""
    return "0" if record.absent_claims() else "-9"


def harm(record: Record) -> Values:
    """The toll, and the damage."""
    return {
        "nkill": record.flat["killed_best"],
        "nwound": record.flat["injured_best"],
        "nkillter": record.best("killed", "perpetrator"),
        "nwoundte": record.best("injured", "perpetrator"),
        "property": _damage(record),
        "propcomment": joined(target["damage_text"] for target in record.rows("targets")),
    }


def _damage(record: Record) -> int | None:
    """1 where damage to anything is reported, else -9 where a source does not know, else 0 where one denies it."""
    said = {target["damage"] for target in record.rows("targets")} - {""}
    if said & {"minor", "major", "destroyed", "some"}:
        return 1
    return -9 if "unknown" in said else 0 if said else None


def told(record: Record) -> Values:
    """The words of the record, and its first three articles."""
    articles = [each for each in record.rows("articles") if each["kind"] != "dataset_record"]
    cited = {f"scite{number}": _cited(each) for number, each in enumerate(articles[:3], start=1)}
    return {
        "summary": record.flat["summary"] or record.flat["title"],
        "addnotes": joined((note["body"] for note in record.rows("notes")), " "),
        "dbsource": "Attest",
        **cited,
    }


def _cited(article: Json) -> str:
    publisher = article["publisher"]["name"] if article["publisher"] else ""
    return joined([article["title"], publisher, article["published_edtf"]], ", ")


def _coded(column: str, code: str, labels: Mapping[str, str]) -> Values:
    """A code and its words in the column beside it."""
    return {column: code, f"{column}_txt": labels.get(code, "")}
