"""How does a draft begin at the desk? Owns its provisional code, and the code and title that follow its facts."""

import re
import secrets
from typing import Final

from django.contrib.auth.models import User

from articles.models import Article
from incidents.coding import queue
from incidents.coding.review import Refused
from incidents.coding.steps import Recorder
from incidents.folding import fold, searchable
from incidents.models import CodingTask, Incident, Location, Place, Prefill
from incidents.models.incident import PROVISIONAL, UNTITLED

_RULES: Final = {
    "code": "From the country, the date and the place or target; it follows them until you type one.",
    "title": "From the type, the target and the place; it follows them until you type one.",
}

_CALLED: Final = {
    "indirect_fire": "Shelling", "uav_attack": "Drone attack", "air_strike": "Air strike",
    "planted_explosive": "Explosion", "suicide_attack": "Suicide attack", "grenade": "Grenade attack",
    "shooting": "Shooting", "clash": "Armed clash", "assassination": "Killing", "abduction": "Abduction",
    "hijacking": "Hijacking", "arson_sabotage": "Sabotage", "cbrn": "Chemical or similar attack",
    "physical_assault": "Assault", "sexual_violence": "Sexual violence", "cyber": "Cyber attack",
}  # fmt: skip


_WITHIN_TOWNS: Final = frozenset({"site", "zone", "neighbourhood", "road", "other"})
_SMALL_WORDS: Final = frozenset({"the", "a", "an", "of", "in", "at", "on", "near", "and", "to"})


def begin(article: Article, *, by: User) -> Incident:
    """An empty draft, tied to this person's task on the article. Its first gesture fills it. May raise ``Refused``."""
    task = _task(article, by)
    incident = Incident(
        code=f"{PROVISIONAL}{secrets.token_hex(5)}", title=UNTITLED, attack_type="unknown", created_by=by, task=task
    )
    incident._history_user = by  # type: ignore[attr-defined]  # noqa: SLF001
    incident.save()
    for name, rule in _RULES.items():
        Prefill.objects.create(incident=incident, field=name, rule=rule)
    return incident


def _task(article: Article, by: User) -> CodingTask | None:
    """The task this person has; else they take the article where nobody else has it. Two codings are never mixed."""
    task = CodingTask.objects.filter(article=article, coder=by).exclude(state="given_back").first()
    if task is None and not queue.take_objections(article, by=by):
        return queue.take(article, by=by)
    if task is None and CodingTask.objects.filter(article=article, is_double=True).exists():
        raise Refused("This article is coded twice, and both codings are in other hands.")
    return task


def follow_facts(incident: Incident, *, recorder: Recorder) -> None:
    """Brings code and title up to the facts, where nobody has typed one."""
    following = set(incident.prefills.filter(record="", field__in=_RULES).values_list("field", flat=True))
    if not following:
        return
    if "title" in following:
        incident.title = _title(incident)
    # A code that follows the facts would tell a blind coder that somebody has coded the same.
    if "code" in following and not (incident.task and incident.task.is_double):
        incident.code = code_from_facts(incident)
    recorder.save(incident)


def _primary(incident: Incident) -> Place | None:
    location = Location.objects.filter(incident=incident, is_primary=True).select_related("place").first()
    return location.place if location else None


def _target(incident: Incident) -> str:
    named = incident.targets.exclude(name="").order_by("pk").values_list("name", flat=True).first()
    return named or ""


def _title(incident: Incident) -> str:
    target, town = _target(incident), _town(_primary(incident))
    called = _called(incident)
    if called == "Incident" and not (town or target):
        return UNTITLED
    on = f" on {target}" if target else ""
    where = f", {town}" if town and f" {fold(town)} " not in searchable(target) else ""
    return f"{called}{on}{where}"[:300]


def _called(incident: Incident) -> str:
    weapon = incident.weapons.filter(side="attacker").exclude(type="unknown").first()
    if incident.attack_type == "indirect_fire" and weapon:
        return f"{weapon.get_type_display().partition(' (')[0]} attack"
    return _CALLED.get(incident.attack_type, "Incident")


def _town(place: Place | None) -> str:
    """The name of the town or wider place it lies in: a title says where in a word readers know."""
    while place is not None and place.parent is not None and place.kind in _WITHIN_TOWNS:
        place = place.parent
    return place.name if place else ""


def code_from_facts(incident: Incident) -> str:
    """Country, date and target or place; a provisional code while these are not known."""
    place = _primary(incident)
    if place is None or not place.country or incident.date_earliest is None:
        return incident.code if incident.has_provisional_code() else f"{PROVISIONAL}{secrets.token_hex(5)}"
    date = re.sub(r"[^0-9-]", "", incident.date_edtf.partition(",")[0].partition("..")[0].partition("/")[0])
    words = _slug(_target(incident) or place.name)
    return _free(incident, "-".join(filter(None, [place.country.lower(), date.strip("-"), words]))[:44].rstrip("-"))


def _slug(name: str) -> str:
    """The first words that say something; letters that stand alone ("U.S.") become one word."""
    joined = re.sub(r"\b(\w) (?=\w\b)", r"\1", fold(name))
    plain = re.sub(r"[^a-z0-9 ]+", "", joined).split()
    return "-".join([word for word in plain if word not in _SMALL_WORDS][:3])


def _free(incident: Incident, code: str) -> str:
    taken = set(Incident.objects.filter(code__startswith=code).exclude(pk=incident.pk).values_list("code", flat=True))
    numbered = (f"{code}-{number}" for number in range(2, len(taken) + 3))
    return code if code not in taken else next(each for each in numbered if each not in taken)
