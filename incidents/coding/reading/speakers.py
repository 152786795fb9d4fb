"""Who speaks, and who is accused, in the words? Owns how both are cut out of a sentence, in the words of the source.

A noun phrase that cannot be cut out for certain is left out: half a name is worse than none.
"""

import re
from typing import Final

from incidents.coding.reading.plain import Plain, any_of, pattern, plain
from incidents.coding.reading.statement_words import DONE_BY, SPEAKS_OR_CLAIMS, SPEECH

_NAME: Final = r"[A-Z][\w.'-]*"
_WORD: Final = r"[\w.'&-]+"
_SPEAKER: Final = re.compile(
    rf"(?:^|[.;:\"] |, |(?<=\w) that )(?P<who>(?:{_WORD} ){{0,7}}?{_WORD}(?:, (?:{_NAME} ?){{1,4}},|, (?:a|an"
    rf"|the) [\w' -]{{3,60}},)?) (?:(?:also|later|had|has|have) ){{0,2}}(?:{SPEAKS_OR_CLAIMS})(?!\w)"
)
_PRONOUN: Final = pattern(
    r"(?:and|but|or|then|so)(?:$| )|(?:(?:and|but|as|while|when) )?(?:he|she|it|they|we|i|who|which|that|this"
    r"|you|those|there|what|nobody|no one|none|also|later|had|has|have)(?:$| )|(?:in|on|at|by|for|from|after"
    r"|when|while|as|if|of|with) "
)
_VERB_INSIDE: Final = pattern(
    r"(?<!\w)(?:is|are|was|were|had been|have been|has been|will|would|struck|hit|landed|killed|wounded"
    r"|targeted|attacked|fired|which|that|who|kills?|claims?|leaves?|dies|die|as|while|when|after|before"
    r"|dozens|scores|hundreds)(?!\w)"
)
_PERSON: Final = re.compile(
    r"^(?:(?:Mr|Mrs|Ms|Dr|Gen|Maj|Lt|Col|Capt)\. |(?:President|General|Minister|Prime Minister|Colonel"
    r"|Ayatollah|Sheikh) )"
    rf"(?:[A-Za-z]\w*-)?{_NAME}|, (?:{_NAME} ?){{2,4}},?$|^{_NAME} (?:[A-Z]\. )?(?:al-|el-|bin )?{_NAME}, (?:a"
    rf"|an|the) "
)
_NAMELESS: Final = pattern(
    r"(?:the |a |an |two |three |several |some |many |multiple |security |local |unnamed |anonymous |senior "
    r"|top )*(?:officials?|sources?|witness|witnesses|residents|eyewitness|eyewitnesses)"
)
_BODIES: Final = (
    "embassy|military|army|ministry|police|government|coalition|pentagon|white house|state department"
    "|security forces|air force|navy|command|spokes(?:man|woman|person)"
)
_BODY: Final = pattern(
    rf"(?:the |an? )?(?:[\w.'-]+ )*(?:{_BODIES})|an? (?:[\w-]+ )?official (?:from|of|at) (?:the )?\w.*"
)
_ANONYMOUS_WORDS: Final = """
    on (?:the )?condition of anonymity|spoke anonymously|not authori[sz]ed to speak
    (?:did not|didn't) want to be (?:named|identified)
    asked not to be (?:named|identified)
    declin(?:ed|ing) to be (?:named|identified)
"""
_ANONYMOUS: Final = pattern(rf"(?<!\w)(?:{any_of(_ANONYMOUS_WORDS)})(?!\w)")

_DAYS: Final = r"(?:mon|tues|wednes|thurs|fri|satur|sun)day"
_ENDS: Final = (
    r"(?= (?:for|of|as|who|that|which|target)(?!\w)| in (?:a|an|the|what|retaliation)(?!\w)"
    rf"| on {_DAYS}| \w+ing to(?!\w)|[,.;:!?\"—]|$)"
)
_WHO: Final = rf"[\"']?(?P<who>[^,.;:!?\"—]{{2,120}}?)[\"']?{_ENDS}"
_DEED: Final = r"(?:it|this|that|them|(?:the |an? )?(?:[\w-]+ )?(?:attack|strike|blast|explosion|bombing|shelling)s?)"
_ACCUSED: Final = tuple(
    pattern(words)
    for words in (
        rf"(?<!\w)(?:blam(?:ed|es|ing)|accus(?:ed|es|ing)) {_WHO}",
        rf"(?<!\w)attribut(?:ed|es|ing) (?:[\w'-]+ ){{0,8}}?to {_WHO}",
        r"(?<!\w)(?:held|holds?|holding) (?P<who>[^,.;:!?\"—]{2,120}?) responsible(?!\w)",
        rf"(?<!\w)blam(?:ed|es|ing) {_DEED} on (?!{_DAYS}|twitter|telegram|social){_WHO}",
        rf"(?<!\w)finger at {_WHO}",
    )
)
_BY_WHOM: Final = pattern(rf"(?<!\w)by {_WHO}")
_NOBODY: Final = pattern(
    r"(?:it|them|him|her|us|one|each|those|this|that|the (?:attack|rocket|strike|blast|explosion|aircraft"
    r"|warplane|helicopter|plane|jet)s?|a (?:rocket|drone|missile|car bomb)|rockets?|drones?|missiles?|hand"
    r"|phone|telephone|name)(?:(?<=s)| |$)"
)
_PASSIVE: Final = pattern(r"(?<!\w)(?:blamed on|to blame|accused by|blamed by)(?!\w)")


def speaker(said: Plain) -> str:
    """The noun phrase before the verb of speech; empty where it is a pronoun or cannot be cut out for certain."""
    found = [*_SPEAKER.finditer(said.cased)]
    if len(found) != 1:
        return ""
    start, end = found[0].span("who")
    text = said.text[start:end]
    if _PRONOUN.match(text) or _VERB_INSIDE.search(text) or SPEECH.search(text):
        return ""
    return _unquoted(said.said(start, end).rstrip(","))


def voice(said: Plain, who: str) -> str:
    """How the speaker is identified, as a code; empty where it takes knowledge of the world to tell."""
    if _ANONYMOUS.search(said.text):
        return "anonymous"
    if not who:
        return ""
    plainly = plain(who)
    if _PERSON.search(plainly.cased):
        return "named"
    if _NAMELESS.fullmatch(plainly.text):
        return "anonymous"
    return "unnamed" if _BODY.fullmatch(plainly.text) else ""


def accused(said: Plain) -> str:
    """Whom the words accuse, or say to have done it; empty where that is not one for certain."""
    if _PASSIVE.search(said.text):
        return ""
    found = [match for each in _ACCUSED if (match := each.search(said.text)) and not _NOBODY.match(match["who"])]
    if found:
        return _unquoted(said.said(*found[0].span("who"))) if len(found) == 1 else ""
    done = DONE_BY.search(said.text)
    if done or said.text.lstrip("\"' ").startswith("by "):
        return done_by(said, done.start() if done else 0)
    return ""


def done_by(said: Plain, start: int) -> str:
    """Who stands after “by”, from a position on; empty where that is a thing or a pronoun."""
    found = _BY_WHOM.search(said.text, start)
    return _unquoted(said.said(*found.span("who"))) if found and not _NOBODY.match(found["who"]) else ""


def _unquoted(text: str) -> str:
    return text.strip("“”„«»\"' ")
