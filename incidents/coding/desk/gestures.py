"""Which gestures does the desk know, and of what form is each? Owns what the browser may send, and hands it on."""

from collections.abc import Callable, Mapping
from typing import Any, Final

from incidents.coding.desk import changing, filling, making
from incidents.coding.desk.bench import Bench, Cannot, Selection, needed, select
from incidents.coding.desk.records import BY_KEY, BY_NAME

_FORMS: Final[Mapping[str, type | tuple[type, ...]]] = {
    "act": str, "key": str, "record": str, "field": str, "active": str, "text": str, "incident": (int, type(None)),
    "start": (int, type(None)), "end": (int, type(None)), "value": (str, list), "was": (str, list, type(None)),
    "chosen": dict, "open": list, "have": dict,
}  # fmt: skip

_BLANK: Final[Mapping[str, Any]] = {
    "act": "", "key": "", "record": "", "field": "", "active": "", "text": "", "incident": None, "start": None,
    "end": None, "value": "", "was": None, "chosen": {}, "open": [], "have": {},
}  # fmt: skip

LONGEST_NAME: Final = 60
"""Characters of a key, a record or a field."""


class Malformed(ValueError):  # noqa: N818 -- callers read "except Malformed"
    """The request is not of the form that the desk sends."""


def checked(sent: Mapping[str, Any]) -> dict[str, Any]:
    """The request with every part present and of its type; ``Malformed`` says which is not."""
    if unknown := sent.keys() - _FORMS.keys():
        raise Malformed(f"The desk knows no “{min(unknown)[:LONGEST_NAME]}”.")
    whole = {**_BLANK, **sent}
    for name, form in _FORMS.items():
        if not isinstance(whole[name], form) or isinstance(whole[name], bool):
            raise Malformed(f"“{name}” is not of the form it should have.")
    if whole["act"] not in ("undo", *_ACTS):
        raise Malformed("The desk knows no such gesture.")
    return whole


def perform(bench: Bench, sent: Mapping[str, Any]) -> str:
    """Does what was sent; what was done, in a few words."""
    label = _ACTS[sent["act"]](bench, sent)
    changing.finish(bench)
    return label


def _selection(bench: Bench, sent: Mapping[str, Any]) -> Selection | None:
    if sent["start"] is None or sent["end"] is None:
        return None
    return select(bench.article, sent["start"], sent["end"])


def _make(bench: Bench, sent: Mapping[str, Any]) -> str:
    gesture = BY_KEY.get(sent["key"])
    if gesture is None:
        raise Cannot("The desk knows no such key.")
    chosen = {name: value for name, value in sent["chosen"].items() if name in BY_NAME[gesture.record].fields}
    making.make(bench, gesture, _selection(bench, sent), chosen)
    return gesture.label


def _fill(bench: Bench, sent: Mapping[str, Any]) -> str:
    filling.fill(bench, sent["record"], sent["field"], needed(_selection(bench, sent)))
    return f"Quoted: {sent['field']}"


def _quote(bench: Bench, sent: Mapping[str, Any]) -> str:
    changing.quote(bench, sent["record"], needed(_selection(bench, sent)))
    return "Quoted"


def _type(bench: Bench, sent: Mapping[str, Any]) -> str:
    changing.type_in(bench, sent["record"], sent["field"], sent["value"], sent["was"])
    return f"Changed: {sent['field']}"


def _remove(bench: Bench, sent: Mapping[str, Any]) -> str:
    label = str(bench.row(sent["record"]))
    changing.remove(bench, sent["record"])
    return f"Removed: {label}"


def _confirm(bench: Bench, sent: Mapping[str, Any]) -> str:
    changing.confirm(bench, sent["record"], sent["field"])
    return "Confirmed"


_ACTS: Final[Mapping[str, Callable[[Bench, Mapping[str, Any]], str]]] = {
    "make": _make, "fill": _fill, "quote": _quote, "type": _type, "remove": _remove, "confirm": _confirm,
}  # fmt: skip
