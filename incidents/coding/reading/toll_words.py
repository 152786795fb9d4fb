"""Which words say that people were harmed, and which could turn that around? Owns the words that tolls are read by."""

from collections.abc import Iterator
from typing import Final

from incidents.coding.reading.nations import DEMONYMS
from incidents.coding.reading.people import NOUNS
from incidents.coding.reading.plain import either, pattern

_HARMED: Final = {
    "killed": (
        r"killed|shot (?:dead|and killed)|gunned down|(?:stabbed|beaten|burned) to death|assassinated|executed"
        r"|murdered|slain"
    ),
    "injured": r"wounded|injured|hurt|shot and (?:wounded|injured)",
    "abducted": r"abducted|kidnapped",
    "detained": r"detained|arrested",
}
_HARMING: Final = {
    "killed": (
        r"killing(?: of)?|kills?|deaths? of|assassination of|death toll(?: from the \w+)?(?: has| had)?(?: risen"
        r"| rose| climbed| stands| stood| reached| was| is)?(?: to| at| of)?|"
        + either("مقتل", "استشهاد", "مصرع", "وفاة", "قتل", "قتلت", "استشهد", "قضى")
        + "|נהרגו|נהרג|נהרגה|נרצחו|נרצח"
    ),
    "injured": (
        r"wounding|injuring|hurting|wounds?|injures?|"
        + either("إصابة", "جرح", "أصيب", "أصيبت", "جرحت")
        + "|נפצעו|נפצע|נפצעה"
    ),
    "abducted": r"abducting|kidnapping|kidnaps|" + either("اختطاف", "خطف", "اختطف") + "|נחטפו|נחטף",
    "detained": r"detaining|arresting|" + either("اعتقال", "اعتقل"),
    "missing": either("فقدان"),
}
_GONE: Final = {
    "killed": (
        r"dead|died(?: (?:of|from) (?:his|her|their) (?:wounds|injuries))?|lost their lives|lost (?:his|her) life"
    ),
    "missing": r"missing",
    "injured": r"(?:suffered|sustained) (?:(?:minor|light|slight|serious|severe|critical) )?(?:injuries|wounds)",
}
_AMONG: Final = {
    "killed": r"among the (?:dead|killed|fatalities|slain|deaths)",
    "injured": r"among the (?:wounded|injured)",
    "any": r"among (?:them|the (?:victims|casualties))",
}
_BE: Final = r"was|were|is|are|has been|have been|had been|being|been|got"
_ALSO: Final = r"(?: (?:also|later|both|all|reported(?:ly)?|found|confirmed|listed as))*"
_DANGER: Final = (
    r"denie[ds]|deny|denying|would|could|might|(?<!in )(?<!since )may(?! [0-9])|can|cannot|will|shall|should"
    r"|if|unless|whether|threat\w*|vow\w*|plot\w*|plan(?:s|ned|ning)?|intend\w*|intent\w*|attempt\w*|tr(?:y"
    r"|ies|ied|ying)|aim(?:s|ed|ing)? (?:to|at \w+ing)|meant|designed|capable|fear\w*|risk\w*|warn\w*|not"
    r"|never|nor|no|without|unclear|unconfirmed|unverified|anniversar\w*|commemorat\w*|aveng\w*|revenge|false"
    r"|falsely|rumou?r\w*|initially|earlier (?:reports?|tolls?|counts?|figures?|statements?)|previous\w*"
    r"|revis\w*|instead|rather|or(?! (?:details|information|damage))|either|neither|narrowly|surviv\w*"
    r"|avoid\w*|rescu\w*|simulat\w*|to (?:kill|wound|injure|hurt|abduct|kidnap)|expected|likely|presumed"
    r"|believed|thought|possib\w*|probab\w*|perhaps|fatally|mortally|almost|nearly|half|most|some of|each|per"
    r"|every|versus|compared|than|\w+n't|suspected|since|about to|refut\w*|reject\w*|dismiss\w*|disput\w*"
    r"|exaggerat\w*|retract\w*|correct\w*|wrongly|unknown|"
    + either(
        "لم", "لن", "لا", "نفى", "نفت", "ينفي", "دون", "بدون", "قد", "محاولة", "احتمال", "هدد", "لو", "أو", "إذا", "كاد"
    )
    + "|לא|ללא|הכחיש|הכחישה|ניסיון|אם|או|עלול|עלולים|אין"
)
_LINKS: Final = {
    "I": rf"including|among them|{either('بينهم', 'من بينهم', 'بينهما')}|בהם|ביניהם",
    "O": r"of (?:them|whom)",
    "C": r"and|&|as well as|plus|together with",
}
_SEVERITY: Final = {
    "slight": r"slightly|lightly|mildly|minor|light|slight",
    "serious": r"seriously|severely|badly|gravely|serious|severe",
    "critical": r"critically|critical",
}
_NOUNS: Final = "|".join(sorted((word for word in NOUNS if word not in DEMONYMS), key=len, reverse=True))


def _signs() -> Iterator[str]:
    yield from (rf"(?P<M_{harm}>{words})" for harm, words in _AMONG.items())
    yield from (rf"(?P<{sign}>{words})" for sign, words in _LINKS.items())
    for sign, table in (("D", _GONE), ("V", _HARMED), ("G", _HARMING)):
        yield from (rf"(?P<{sign}_{harm}>{words})" for harm, words in table.items())
    yield from (rf"(?P<A_{severity}>{words})" for severity, words in _SEVERITY.items())
    yield rf"(?P<X>(?:{_BE}){_ALSO})|(?P<H>(?:has|have|had){_ALSO})"
    yield rf"(?P<Z>{_DANGER})|(?P<U>{_NOUNS})"


SIGNS: Final = pattern(
    rf"(?:(?<!\w)(?P<and>[وו])|(?<![\w'-]))(?:{'|'.join(_signs())})(?![\w-])|(?P<K>,)|(?P<E>[.;:!?—()/]| - )"
)
"""A word that tells something about harm. The group's name is its sign, with what it says after an underscore."""

SEVERITY_IN: Final = pattern(
    rf"(?<!\w)(?:{'|'.join(rf'(?P<{code}>{words})' for code, words in _SEVERITY.items())})(?!\w)"
)

MECHANISMS: Final = {
    "blast": pattern(r"(?<!\w)(?:blasts?|shock ?waves?|blast waves?)(?!\w)"),
    "shrapnel": pattern(r"(?<!\w)(?:shrapnel|fragments|splinters)(?!\w)"),
    "gunshot": pattern(r"(?<!\w)(?:shot(?! down)|gunfire|gunshots?|bullets?|gunned down|sniper)(?!\w)"),
    "collapse": pattern(
        r"(?<!\w)(?:(?:building|house|roof|wall|ceiling|structure)s? (?:\w+ )?collapsed|caved in"
        r"|under the rubble)(?!\w)"
    ),
}
"""Code of a mechanism → the words that say it."""
