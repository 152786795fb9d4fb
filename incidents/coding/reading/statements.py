"""Who says what, of whom, how sure, and by what way? Owns what is suggested for a statement (SCHEMA 3.10).

What somebody accuses somebody of is the speaker's: the words are quoted, and no reading of ours is added to them.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from incidents.codebook import ATTRIBUTION_KINDS, STATEMENT_KIND
from incidents.coding.reading.plain import Plain, pattern, plain
from incidents.coding.reading.statement_words import (
    CHANNELS,
    DONE_BY,
    HAPPENED,
    KINDS,
    MOTIVE,
    OTHER_HEDGES,
    SPEAKS,
    SPEAKS_OR_CLAIMS,
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
_FAREWELL: Final = (
    r"(?= for(?!\w)| of(?!\w)| as(?!\w)| who(?!\w)| that(?!\w)| which(?!\w)| in (?:a|an|the|what"
    r"|retaliation)(?!\w)| on (?:mon|tues|wednes|thurs|fri|satur|sun)day| \w+ing to(?!\w)|[,.;:!?\"—]"
    r"| target(?!\w)|$)"
)
_DAYS: Final = r"(?:mon|tues|wednes|thurs|fri|satur|sun)day|twitter|telegram|social"
_ACCUSED: Final = tuple(
    pattern(words)
    for words in (
        rf"(?<!\w)(?:blam(?:ed|es|ing)|accus(?:ed|es|ing)) [\"']?(?P<who>[^,.;:!?\"—]{{2,120}}?)[\"']?{_FAREWELL}",
        rf"(?<!\w)attribut(?:ed|es|ing) (?:[\w'-]+ ){{0,8}}?to [\"']?(?P<who>[^,.;:!?\"—]{{2,120}}?)[\"']?{_FAREWELL}",
        r"(?<!\w)(?:held|holds?|holding) (?P<who>[^,.;:!?\"—]{2,120}?) responsible(?!\w)",
        (
            rf"(?<!\w)blam(?:ed|es|ing) (?:it|this|that|them|(?:the |an? )?(?:[\w-]+ )?(?:attack|strike|blast"
            rf"|explosion|bombing|shelling)s?) on "
            rf"(?P<who>(?!{_DAYS})[^,.;:!?\"—]{{2,120}}?){_FAREWELL}"
        ),
        rf"(?<!\w)finger at (?P<who>[^,.;:!?\"—]{{2,120}}?){_FAREWELL}",
    )
)
_BY_WHOM: Final = pattern(rf"(?<!\w)by [\"']?(?P<who>[^,.;:!?\"—]{{2,120}}?)[\"']?{_FAREWELL}")
_NOT_WHO: Final = pattern(
    r"(?:it|them|him|her|us|one|each|those|this|that|the (?:attack|rocket|strike|blast|explosion)s?"
    r"|a (?:rocket|drone|missile|car bomb)|rockets?|"
    r"drones?|missiles?|the (?:ministry|embassy) of \w+|hand|phone|telephone|name)(?:(?<=s)| |$)"
)
_TO_BLAME: Final = pattern(r"(?<!\w)(?:blamed on|to blame|accused by|blamed by)(?!\w)")

_NAME: Final = r"[A-Z][\w.'’-]*"
_SPEAKER: Final = re.compile(
    (
        rf"(?:^|[.;:\"] |, |(?<=\w) that )(?P<who>(?:(?:The|the|An?|an?|Two|Three|Several|Some|Mr\.|Mrs\."
        rf"|Ms\.) )?(?:[\w.'’&-]+ ){{0,6}}?"
    )(
        rf"[\w.'’&-]+(?:, (?:{_NAME} ?){{1,4}},|, (?:a|an|the) [\w' -]{{3,60}},)?) (?:(?:also|later|had|has"
        rf"|have) ){{0,2}}(?:{SPEAKS_OR_CLAIMS})(?![\w])"
    )
)
_PRONOUN: Final = pattern(
    r"(?:(?:and|but|as|while|when) )?(?:he|she|it|they|we|i|who|which|that|this|you|those|there|what"
    r"|nobody|no one|none|also|later|had|has"
    r"|have|it also|he also|they also)(?:$| )|in |on |at |by |for |from |after |when |while |as |if |of |with "
)
_VERB_INSIDE: Final = pattern(
    r"(?<!\w)(?:is|are|was|were|had been|have been|has been|will|would|struck|hit|landed|killed|wounded"
    r"|targeted|attacked|fired|which|that|who)(?!\w)"
)
_PERSON: Final = re.compile(
    rf"^(?:(?:Mr|Mrs|Ms|Dr|Gen|Maj|Lt|Col|Capt)\. |(?:President|General|Minister|Prime Minister|Colonel"
    rf"|Ayatollah|Sheikh) )(?:[A-Za-z]\w*-)?{_NAME}"
    rf"|, (?:{_NAME} ?){{2,4}},?$|^{_NAME} (?:[A-Z]\. )?(?:al-|el-|bin )?{_NAME}, (?:a|an|the) "
)
_NAMELESS: Final = pattern(
    r"(?:the |a |an |two |three |several |some |many |multiple |security |local |unnamed |anonymous "
    r"|senior |top )*(?:officials?|sources?|witnesses|residents|an? eyewitness|eyewitnesses)$"
)
_BODY: Final = pattern(
    (
        r"(?:the |an? )?(?:[\w.'-]+ )*(?:embassy|military|army|ministry|police|government|coalition|pentagon"
        r"|white house|state department"
    )(
        r"|security forces|air force|navy|command|spokes(?:man|woman|person))$"
        r"|an? (?:[\w-]+ )?official (?:from|of|at) (?:the )?\w.*"
    )
)
_DENIES: Final = pattern(r"(?<!\w)(?:denied|denies|deny|denying)(?!\w)")
_ANONYMOUS: Final = pattern(
    r"(?<!\w)(?:on (?:the )?condition of anonymity|(?:did not|didn't) want to be (?:named|identified)"
    r"|asked not to be (?:named|identified)"
    r"|spoke anonymously|declin(?:ed|ing) to be (?:named|identified)|not authori[sz]ed to speak)(?!\w)"
)
_SAID_WHEN: Final = pattern(
    (
        rf"(?<!\w)(?:said|told reporters|tweeted|announced|posted|(?:post|tweet|statement|briefing|conference"
        rf"|interview|{SPEAKS}))"
    )(
        r"(?: (?:reuters|reporters|journalists|afp|ap|cnn))?(?: (?:on|in) (?:twitter|telegram|facebook"
        r"|a statement))?,? (?P<when>(?:late |early )?(?:on )?(?:(?:mon|tues|wednes|thurs|fri|satur|sun)day"
    )(
        r"|yesterday|today|[a-z]+\.? [0-9]{1,2}(?:, [0-9]{4})?|[0-9]{1,2} [a-z]+(?: [0-9]{4})?)(?: (?:night"
        r"|evening|morning|afternoon))?)(?!\w|')"
    )
)


def read_statement(words: str, *, kind: str = "", published: str = "") -> list[Suggestion]:
    """Suggestions for kind, wording, voice, speaker_text, accused_text, alleged_motive, channel(_name) and said_edtf.

    `kind` is what the analyst says it is, `published` the article's EDTF.
    """
    said = plain(words)
    read = _kind(said) if kind not in STATEMENT_KIND else Kind(kind, 0, 0)
    code = read.code if read else ""
    made = [*_as_kind(said, read, given=bool(kind))] if read else []
    made += [*_voice(said, code), *_accused(said, code), *_motive(said, code)]
    return that_fit([*made, *_channel(said), *_said(said, published)])


def _kind(said: Plain) -> Kind | None:
    """The one thing the speaker does; None where the words do two things, or it cannot be told."""
    found = [Kind(code, match.start(), match.end()) for code, each in KINDS if (match := each.search(said.text))]
    if found:
        return found[0] if len(found) == 1 or _holds_the_rest(found) else None
    if done := DONE_BY.search(said.text):
        code = "accusation" if SPEECH.search(said.text) else "assessment"
        return Kind(code, done.start(), done.end(), "inferred") if _by_whom(said, done.start()) else None
    if (speech := SPEECH.search(said.text)) and HAPPENED.search(said.text) and not _DENIES.search(said.text):
        return Kind("account", speech.start(), speech.end(), "inferred")
    return None


def _holds_the_rest(found: list[Kind]) -> bool:
    """Whether the first kind is one that the words for the others are a part of."""
    codes = [each.code for each in found]
    holds = {
        "no_claim_reported": {"claim_of_responsibility"},
        "denial": {"accusation", "claim_of_responsibility"},
        "warning": {"response_position"},
    }
    return set(codes[1:]) <= holds.get(codes[0], set())


def _as_kind(said: Plain, read: Kind, *, given: bool) -> Iterator[Suggestion]:
    if not given:
        words = said.said(read.start, read.end)[:120]
        yield Suggestion("kind", read.code, f"“{words}” tells what the speaker does.", read.basis)
    if read.code in ATTRIBUTION_KINDS and read.code not in ("no_claim_reported", "denial"):
        if wording := _wording(said):
            yield Suggestion("wording", wording, "How sure the words sound.")


def _wording(said: Plain) -> str:
    found = [code for code, words in WORDINGS.items() if words.search(said.text)]
    if found:
        return found[0] if len(found) == 1 and not OTHER_HEDGES.search(said.text) else ""
    return "" if OTHER_HEDGES.search(said.text) else "asserted"


def _voice(said: Plain, kind: str) -> Iterator[Suggestion]:
    if kind == "no_claim_reported" and not SPEECH.search(said.text):
        yield Suggestion("voice", "publisher", "The article itself says that nobody has claimed it.")
        return
    if kind == "assessment" and not SPEECH.search(said.text):
        yield Suggestion("voice", "publisher", "No speaker is named: the article itself says it.", "inferred")
        return
    speaker = _speaker(said)
    if voice := _how_named(said, speaker):
        yield Suggestion("voice", voice, "How the words identify the speaker.", "inferred")
    if speaker:
        yield Suggestion("speaker_text", speaker, "The speaker as the words describe them.")


def _speaker(said: Plain) -> str:
    """The noun phrase before the verb of speech; empty where it is a pronoun or cannot be cut out for certain."""
    found = [*_SPEAKER.finditer(said.cased)]
    if len(found) != 1:
        return ""
    start, end = found[0].span("who")
    text = said.text[start:end]
    if _PRONOUN.match(text) or _VERB_INSIDE.search(text) or SPEECH.search(text):
        return ""
    return said.said(start, end).rstrip(",").strip("“”\"' ")


def _how_named(said: Plain, speaker: str) -> str:
    if _ANONYMOUS.search(said.text):
        return "anonymous"
    if not speaker:
        return ""
    if _PERSON.search(speaker):
        return "named"
    text = plain(speaker).text
    return "anonymous" if _NAMELESS.match(text) else "unnamed" if _BODY.fullmatch(text) else ""


def _accused(said: Plain, kind: str) -> Iterator[Suggestion]:
    if kind not in _ACCUSING or _TO_BLAME.search(said.text):
        return
    found = [match for each in _ACCUSED if (match := each.search(said.text))]
    found = [match for match in found if not _NOT_WHO.match(match["who"])]
    match = found[0] if len(found) == 1 else _accused_by(said) if not found else None
    if match:
        who = said.said(*match.span("who")).strip("“”\"' ")
        yield Suggestion("accused_text", who, "Whom the words accuse, in the speaker's own words.")


def _accused_by(said: Plain) -> re.Match[str] | None:
    done = DONE_BY.search(said.text)
    if done:
        return _by_whom(said, done.start())
    return _by_whom(said, 0) if said.text.lstrip("\"' ").startswith("by ") else None


def _by_whom(said: Plain, start: int) -> re.Match[str] | None:
    found = _BY_WHOM.search(said.text, start)
    return found if found and not _NOT_WHO.match(found["who"]) else None


def _motive(said: Plain, kind: str) -> Iterator[Suggestion]:
    if kind not in (*_ACCUSING, "claim_of_responsibility", "account"):
        return
    if found := MOTIVE.search(said.text):
        end = re.search(r"[.;\"]|$", said.text[found.end() :])
        text = said.said(found.start(), found.end() + (end.start() if end else 0))
        yield Suggestion("alleged_motive", text, "Why they did it, in the speaker's words.")


def _channel(said: Plain) -> Iterator[Suggestion]:
    found = [(code, match, name) for code, words, name in CHANNELS if (match := words.search(said.text))]
    if len({code for code, _, _ in found}) != 1:
        return
    code, match, name = found[0]
    words = said.said(*match.span())
    yield Suggestion("channel", code, f"“{words}” is the way it was said.")
    names = {said.said(*each.span(1)) if given == "1" else given for _, each, given in found if given}
    if len(names) == 1:
        yield Suggestion("channel_name", names.pop(), f"“{words}” names it.")


def _said(said: Plain, published: str) -> Iterator[Suggestion]:
    """The day on which it was said, where the words put it beside the verb of speech."""
    found = [*_SAID_WHEN.finditer(said.text)]
    if len(found) == 1:
        when = read_when(said.said(*found[0].span("when")), published=published)
        yield from (
            Suggestion("said_edtf", each.value, each.rule, each.basis) for each in when if each.field == "date_edtf"
        )
