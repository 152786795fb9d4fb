"""Which language is a text written in? Owns the rule: script first, then letters and common words, else no answer."""

import re
import unicodedata
from collections import Counter

from incidents.folding import words

LONGEST_SAMPLE = 4_000
_ENOUGH_LETTERS = 20
_TAG = re.compile(r"[A-Za-z]{2,3}(?:[-_][A-Za-z0-9]{2,8}){0,3}")

# Scripts with one language here, by the first word of a letter's Unicode name.
_BY_SCRIPT = {
    "HEBREW": "he", "GREEK": "el", "ARMENIAN": "hy", "GEORGIAN": "ka", "ETHIOPIC": "am", "MYANMAR": "my",
    "THAI": "th", "DEVANAGARI": "hi", "BENGALI": "bn", "HANGUL": "ko", "HIRAGANA": "ja", "KATAKANA": "ja", "CJK": "zh",
}  # fmt: skip
_SCRIPT_OF = {
    "ar": "ARABIC", "fa": "ARABIC", "ur": "ARABIC", "ps": "ARABIC", "ckb": "ARABIC", "ru": "CYRILLIC", "uk": "CYRILLIC",
    "bg": "CYRILLIC", "sr": "CYRILLIC", "be": "CYRILLIC", "yi": "HEBREW",
    **{code: script for script, code in _BY_SCRIPT.items()},
}  # fmt: skip

# Letters that only some languages of a script use, the most telling first.
_LETTERS = {
    "ARABIC": (("ckb", "ێۆڕڵەڤ"), ("ps", "ټډړږښګڼ"), ("ur", "ٹڈڑےں"), ("fa", "پچژگکی"), ("ar", "")),
    "CYRILLIC": (("uk", "іїєґ"), ("ru", "ыэъё"), ("ru", "")),
}
_TELLING_SHARE = 0.004
_COMMON = {
    "en": "the of and to in that was for on with said by from were has have it at an be",
    "fr": "de en et le la les des du une dans est que pour sur qui par au ont été avec selon mais",
    "es": "de en un y el la los las que del una por con para se su fue ha según más este entre como pero",
    "de": "der die das und den von zu mit sich auf ist im nicht ein eine dem wurde bei nach hat",
    "pt": "de em o a os as que do da um uma para com não foi se por mais dos das segundo",
    "it": "il la che di e un una per con del della sono nel alla è stato più secondo dei gli",
    "tr": "ve bir bu için olarak olan ile da de çok daha sonra kadar göre ancak oldu olduğu",
    "nl": "de het een van en dat niet op te zijn met voor is aan door werd naar ook volgens",
    "id": "yang dan di untuk dengan ini itu dari pada dalam tidak akan telah oleh",
    "sw": "ya na wa kwa katika ni za la kuwa cha hilo huyo baada watu",
    "so": "oo iyo ka ku ah in la uu waxaa ayaa soo waxay",
    "ha": "da a na ya ta ba su cikin wani kuma ga don",
}
_COMMON_WORDS = {language: frozenset(words(text)) for language, text in _COMMON.items()}
_LEAST_SHARE = 0.08


def language_of(text: str, *, declared: str = "") -> str:
    """BCP 47. What the page declares is believed where the text agrees; "" when the language cannot be told."""
    sample = text[:LONGEST_SAMPLE]
    script = _script(sample)
    tag = normal_tag(declared)
    if not script:
        return tag
    primary = tag.partition("-")[0]
    if tag and _SCRIPT_OF.get(primary, "LATIN") == script and _does_not_speak_against(primary, sample, script):
        return tag
    return _BY_SCRIPT.get(script) or (_by_words(sample) if script == "LATIN" else _by_letters(sample, script))


def normal_tag(text: str) -> str:
    """A language tag as it is written, en-GB; "" for what is none."""
    found = _TAG.fullmatch(text.strip())
    if not found:
        return ""
    primary, *rest = found[0].replace("_", "-").split("-")
    return "-".join([primary.lower(), *(each.upper() if len(each) == 2 else each for each in rest)])[:35]


def _does_not_speak_against(primary: str, sample: str, script: str) -> bool:
    """Many pages declare the language of their template: a text that is plainly in another one is not believed."""
    found = _by_words(sample) if script == "LATIN" else _by_letters(sample, script) if script in _LETTERS else ""
    return not found or found == primary or (script != "LATIN" and primary not in dict(_LETTERS.get(script, ())))


def _script(sample: str) -> str:
    counts: Counter[str] = Counter()
    for letter, number in Counter(sample).items():
        if letter.isalpha():
            counts[unicodedata.name(letter, "?").partition(" ")[0]] += number
    if counts["HIRAGANA"] + counts["KATAKANA"] > counts["CJK"] / 10:
        counts["HIRAGANA"] += counts["CJK"]
    [(script, number)] = counts.most_common(1) or [("", 0)]
    return script if number >= _ENOUGH_LETTERS else ""


def _by_letters(sample: str, script: str) -> str:
    counts = Counter(sample)
    total = sum(number for letter, number in counts.items() if letter.isalpha())
    for language, letters in _LETTERS.get(script, ()):
        if not letters or sum(counts[letter] for letter in letters) > total * _TELLING_SHARE:
            return language
    return ""


def _by_words(sample: str) -> str:
    found = words(sample)
    shares = {language: sum(word in common for word in found) for language, common in _COMMON_WORDS.items()}
    ranked = sorted(shares.items(), key=lambda each: -each[1])
    (best, first), (_, second) = ranked[:2]
    return best if first >= len(found) * _LEAST_SHARE and first > second * 1.2 else ""
