"""Who says what, of whom, how sure, and by what way? Owns what is suggested for a statement (SCHEMA 3.10).

What somebody accuses somebody of is the speaker's: the words are quoted, and no reading of ours is added to them.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from incidents.codebook import ATTRIBUTION_KINDS, STATEMENT_KIND
from incidents.coding.reading import speakers
from incidents.coding.reading.plain import Plain, pattern, plain
from incidents.coding.reading.statement_words import (
    CHANNELS,
    DENIES,
    DONE_BY,
    HAPPENED,
    KINDS,
    MOTIVE,
    OTHER_HEDGES,
    SPEAKS,
    SPEECH,
    WORDINGS,
)
from incidents.coding.reading.suggestion import Basis, Suggestion, that_fit
from incidents.coding.reading.when import read_when


@dataclass(frozen=True, slots=True)
class Kind:
    """What the speaker does, the words that tell it, and whether that was judged."""

    code: str
    start: int
    end: int
    basis: Basis = "stated"


_ACCUSING: Final = frozenset({"accusation", "assessment"})
_UNWORDED: Final = frozenset({"no_claim_reported", "denial"})
_HOLDS: Final = {
    "no_claim_reported": {"claim_of_responsibility"},
    "denial": {"accusation", "claim_of_responsibility"},
    "warning": {"response_position"},
}
"""Kind → kinds that the words for it also match: who denies an accusation accuses nobody."""

_DAY: Final = (
    r"(?:(?:mon|tues|wednes|thurs|fri|satur|sun)day|yesterday|today|[a-z]+\.? [0-9]{1,2}(?:, [0-9]{4})?"
    r"|[0-9]{1,2} [a-z]+(?: [0-9]{4})?)"
)
_SAID_WHEN: Final = pattern(
    rf"(?<!\w)(?:{SPEAKS}|post|tweet|statement|briefing|conference|interview)"
    r"(?: (?:reuters|reporters|journalists|afp|ap|cnn))?(?: (?:on|in) (?:twitter|telegram|facebook|a statement))?,? "
    rf"(?P<when>(?:late |early )?(?:on )?{_DAY}(?: (?:night|evening|morning|afternoon))?)(?!\w|')"
)
_MOTIVE_END: Final = re.compile(r"[.;\"]|$")


def read_statement(words: str, *, kind: str = "", published: str = "") -> list[Suggestion]:
    """Suggestions for kind, wording, voice, speaker_text, accused_text, alleged_motive, channel(_name) and said_edtf.

    `kind` is what the analyst says it is; an account, which every statement is at least, gives way to what the words
    tell. `published` is the article's EDTF.
    """
    said = plain(words)
    given = Kind(kind, 0, 0) if kind in STATEMENT_KIND else None
    read = given if given and kind != "account" else _kind(said) or given
    code = read.code if read else ""
    made = [_suggested(said, read)] if read and read.code != kind else []
    made += [*_wording(said, code), *_voice(said, code), *_accused(said, code), *_motive(said, code)]
    return that_fit([*made, *_channel(said), *_said(said, published)])


def tells_of_speech(words: str) -> bool:
    """Whether somebody says, claims, denies or warns of something in the words."""
    said = plain(words)
    return any(each.search(said.text) for each in (SPEECH, *KINDS.values()))


def _kind(said: Plain) -> Kind | None:
    """The one thing the speaker does; None where the words do two things, or it cannot be told."""
    found = [
        Kind(code, match.start(), match.end()) for code, each in KINDS.items() if (match := each.search(said.text))
    ]
    if found:
        first, *others = found
        return first if {each.code for each in others} <= _HOLDS.get(first.code, set()) else None
    speech = SPEECH.search(said.text)
    if (done := DONE_BY.search(said.text)) and speakers.done_by(said, done.start()):
        return Kind("accusation" if speech else "assessment", done.start(), done.end(), "inferred")
    if speech and HAPPENED.search(said.text) and not done and not DENIES.search(said.text):
        return Kind("account", speech.start(), speech.end(), "inferred")
    return None


def _suggested(said: Plain, kind: Kind) -> Suggestion:
    quoted = said.said(kind.start, kind.end)[:120]
    return Suggestion("kind", kind.code, f"“{quoted}” tells what the speaker does.", kind.basis)


def _wording(said: Plain, kind: str) -> Iterator[Suggestion]:
    """How sure an attribution sounds; nothing beside a hedge that a reader must judge."""
    if kind not in ATTRIBUTION_KINDS or kind in _UNWORDED or OTHER_HEDGES.search(said.text):
        return
    found = [code for code, words in WORDINGS.items() if words.search(said.text)]
    is_told = kind in KINDS and KINDS[kind].search(said.text)
    if not found and (is_told or speakers.accused(said)):
        found = ["asserted"]
    if len(found) == 1:
        yield Suggestion("wording", found[0], "How sure the words sound.")


def _voice(said: Plain, kind: str) -> Iterator[Suggestion]:
    if kind in ("no_claim_reported", "assessment") and not SPEECH.search(said.text):
        yield Suggestion("voice", "publisher", "No speaker is named: the article itself says it.", "inferred")
        return
    who = speakers.speaker(said)
    if voice := speakers.voice(said, who):
        yield Suggestion("voice", voice, "How the words identify the speaker.", "inferred")
    if who:
        yield Suggestion("speaker_text", who, "The speaker as the words describe them.")


def _accused(said: Plain, kind: str) -> Iterator[Suggestion]:
    if kind in _ACCUSING and (who := speakers.accused(said)):
        yield Suggestion("accused_text", who, "Whom the words accuse, in the speaker's own words.")


def _motive(said: Plain, kind: str) -> Iterator[Suggestion]:
    if kind not in (*_ACCUSING, "claim_of_responsibility", "account"):
        return
    found = MOTIVE.search(said.text)
    if found and (end := _MOTIVE_END.search(said.text, found.end())):
        text = said.said(found.start(), end.start())
        yield Suggestion("alleged_motive", text, "Why they did it, in the speaker's words.")


def _channel(said: Plain) -> Iterator[Suggestion]:
    found = [(code, match) for code, words in CHANNELS if (match := words.search(said.text))]
    if len({code for code, _ in found}) != 1:
        return
    code, match = found[0]
    quoted = said.said(*match.span())
    yield Suggestion("channel", code, f"“{quoted}” is the way it was said.")
    if name := _channel_name(said, match):
        yield Suggestion("channel_name", name, f"“{quoted}” names it.")


def _channel_name(said: Plain, match: re.Match[str]) -> str:
    if "name" in match.groupdict():
        return said.said(*match.span("name"))
    return "Twitter" if match[0].startswith("tweet") else ""


def _said(said: Plain, published: str) -> Iterator[Suggestion]:
    """The day on which it was said, where the words put it beside the verb of speech."""
    found = [*_SAID_WHEN.finditer(said.text)]
    if len(found) == 1:
        when = read_when(said.said(*found[0].span("when")), published=published)
        dates = [each for each in when if each.field == "date_edtf"]
        yield from (Suggestion("said_edtf", each.value, each.rule, each.basis) for each in dates)
