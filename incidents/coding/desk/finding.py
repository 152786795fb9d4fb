"""Where does the desk find places, actors, series and incidents? Owns those addresses, and actors made on the spot."""

from collections.abc import Mapping
from typing import Any, Final

from django.urls import reverse

from incidents import codebook
from incidents.coding.desk.gestures import Malformed
from incidents.folding import fold
from incidents.models import Actor, ActorName

_FOUND_FOR: Final = {
    "place": ("location", "Place"), "actor": ("involvement", "Actor"), "to_series": ("relation", "Series"),
    "to_incident": ("relation", "Incident"),
}  # fmt: skip
"""What the desk may have to ask for: the record it is a field of, and what it is called."""

_MADE_ON_THE_SPOT: Final = {
    "accused": ("label", "armed_group", "state"), "speakers": ("person", "state", "state_force", "armed_group"),
    "relayed_by": ("person", "state_force", "media"), "on_behalf_of": ("state", "state_force", "armed_group"),
    "addressee": ("state", "armed_group"), "actor": ("state", "state_force", "armed_group", "label"),
}  # fmt: skip
"""The kinds of actor that can be made while coding, by the field that asks for one."""


def finders(article_key: int) -> dict[str, Any]:
    """What the page needs to ask for rows of other tables, and to make an actor."""
    kinds = {
        name: [(code, codebook.ACTOR_KIND.label(code).lower()) for code in codes]
        for name, codes in _MADE_ON_THE_SPOT.items()
    }
    return {
        **{name: _address(record, name) for name, (record, _) in _FOUND_FOR.items()},
        "labels": {name: label for name, (_, label) in _FOUND_FOR.items()},
        "add": {"place": reverse("admin:incidents_place_add"), "to_series": reverse("admin:incidents_series_add")},
        "kinds": kinds,
        "make_actor": reverse("admin:desk_actor", args=[article_key]),
        "incident": reverse("admin:incidents_incident_change", args=[0]),
    }  # fmt: skip


def _address(record: str, name: str) -> str:
    table = record.replace("_", "")
    return f"{reverse('admin:autocomplete')}?app_label=incidents&model_name={table}&field_name={name}"


def actor_called(sent: Mapping[str, Any]) -> Actor:
    """The actor known by this very name, else a new one of this kind. ``Malformed`` says what is wrong with either."""
    name, kind = sent.get("name"), sent.get("kind")
    if not isinstance(name, str) or not fold(name) or len(name) > LONGEST_NAME or "\x00" in name:
        raise Malformed(f"Give a name of at most {LONGEST_NAME} characters.")
    if kind not in codebook.ACTOR_KIND:
        raise Malformed("The codebook knows no such kind of actor.")
    plain = " ".join(name.split())
    known = Actor.objects.filter(folded=fold(plain), kind=kind).first()
    other = ActorName.objects.filter(folded=fold(plain), actor__kind=kind).select_related("actor").first()
    return known or (other.actor if other else Actor.objects.create(name=plain, kind=kind))


LONGEST_NAME: Final = 250
