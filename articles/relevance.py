"""How likely does a text report an incident in scope? Owns the words that speak for and against it, and their weights.

It sorts the reading queue and decides nothing: a low figure is read later, not thrown away.
"""

import math
from collections import Counter
from dataclasses import dataclass

from incidents.folding import fold, words

LANGUAGES = ("en", "ar")
"""The languages whose words are known; of others nothing can be said."""

_LEAD_WORDS = 150
_WORDS_READ = 600
_HALFWAY = 9.0
"""Points at which a text with words of two kinds stands at 63 of 100."""

# Weight: words. A word counts once, in the headline or the first paragraphs fully, further down by half.
_ATTACK = {
    4: """airstrike airstrikes shelling shelled bombing bombings bombed ambush ambushed ambushes gunfire gunmen gunman
       stabbed stabbing abducts abduct assassinated assassination abducted abduction kidnapped kidnapping
       suicide-bomber car-bomb drive-by mass-shooting قصف قصفت انفجار انفجارات تفجير تفجيرات اغتيال اشتباكات
       كمين اختطاف خطف مسلحون مسلحين انتحاري غارة غارات إطلاق-نار قنص""",
    3: """attack attacked attacks attackers attacker blast blasts explosion explosions exploded detonated detonation
       strike strikes struck raid raided shooting shot clashes clash fired opened-fire shootout firefight
       beheaded massacre executed torched هجوم هجمات استهداف استهدف استهدفت هاجم اعتداء عملية-عسكرية اقتحام
       توغل نيران سقط سقطت سقوط أطلق أطلقت""",
    1: """militants militant insurgents rebels terrorist terrorists jihadists assailants offensive incursion violence
       targeted hostilities إرهابي إرهابيين متمردين متمردون ميليشيا مليشيا فصائل معارك""",
}  # fmt: skip
_WEAPON = {
    4: """rocket rockets missile missiles mortar mortars ied ieds explosive explosives grenade grenades landmine
       landmines warhead howitzer katyusha kalashnikov molotov shrapnel roadside-bomb improvised-explosive
       صاروخ صواريخ قذيفة قذائف هاون عبوة-ناسفة ناسفة عبوات قنبلة قنابل لغم ألغام كاتيوشا شظايا بصواريخ
       بصاروخ""",
    3: """drone drones uav uavs bomb bombs artillery projectile projectiles munition munitions machine-gun rifle
       rifles gunshot gunshots مسيرة مسيرات طائرة-مسيرة طائرات-مسيرة مدفعية مدفعي أسلحة-رشاشة رشاش ذخائر
       رصاص""",
    1: """shell shells arms weapon weapons warplane warplanes jets helicopter سلاح أسلحة طيران مقاتلات""",
}  # fmt: skip
_HARM = {
    4: """killed killing kills casualties wounded wounding slain martyred قتلى قتل مقتل قتلت قتلوا جرحى شهداء استشهاد
       استشهد ضحايا""",
    3: """dead deaths died injured injuring injuries injures hostage hostages bodies massacred maimed قتيل جريح أصيب
       إصابة إصابات أصيبوا مصابين جثث جثة رهائن رهينة شهيد وفاة بجروح""",
    1: """hurt death hospital hospitalised hospitalized destroyed damaged damage victims fled displaced survivors
       مستشفى أضرار تدمير دمار نازحين""",
}  # fmt: skip
_AGAINST = {
    4: """league striker goalkeeper midfielder semifinal semifinals quarterfinal fixture innings wicket touchdown
       quarterback playoffs premiership halftime offside hat-trick box-office trailer sequel filmmaker
       soundtrack dividend dividends shareholders earnings nasdaq ipo footballer grand-prix world-cup
       champions-league video-game gamers الدوري مباراة المباراة هداف حارس-المرمى المنتخب منتخب لاعب
       اللاعبين مدرب كأس البورصة أرباح الأسهم أسهم فيلم مسلسل ممثل ممثلة المخرج""",
    2: """match coach tournament team goals goal score scored scoring championship cup penalty players player stadium
       film movie actor actress album concert singer netflix investors stocks stock shares profit profits
       revenue quarter inflation earthquake flood floods accident derailed recipe fashion ملعب بطولة فريق
       الفريق أهداف هدف سينما أغنية المطرب استثمار""",
}  # fmt: skip


@dataclass(frozen=True)
class Relevance:
    """From 0 to 100, with the words that speak for it and against it, the weightiest first."""

    score: int
    speaks_for: tuple[str, ...]
    speaks_against: tuple[str, ...]

    @property
    def why(self) -> str:
        """The words in a sentence."""
        found = f"Speaks for it: {', '.join(self.speaks_for)}." if self.speaks_for else "No word speaks for it."
        return f"{found} Against it: {', '.join(self.speaks_against)}." if self.speaks_against else found


def relevance(title: str, text: str, *, language: str) -> Relevance | None:
    """How likely this reports an incident; None where there are no words, or of a language that is not known."""
    if language.partition("-")[0] not in LANGUAGES or not (title.strip() or text.strip()):
        return None
    places = _places(title, text)
    kinds = [_points(places, known) for known in (_ATTACK_WORDS, _WEAPON_WORDS, _HARM_WORDS)]
    against = _points(places, _AGAINST_WORDS)
    total = sum(sum(found.values()) for found in kinds)
    # Words of two kinds support each other: "strike" alone may be one of workers.
    breadth = (0.0, 0.7, 1.0, 1.2)[sum(bool(found) for found in kinds)]
    damped = total * breadth / (1 + sum(against.values()) / 3)
    score = round(100 * (1 - math.exp(-damped / _HALFWAY)))
    return Relevance(score, _ranked(sum(kinds, Counter())), _ranked(against))


def _read(weighted: dict[int, str]) -> dict[str, int]:
    """Each word or pair of words, folded, with its weight."""
    return {fold(word.replace("-", " ")): weight for weight, listed in weighted.items() for word in listed.split()}


_ATTACK_WORDS, _WEAPON_WORDS, _HARM_WORDS, _AGAINST_WORDS = map(_read, (_ATTACK, _WEAPON, _HARM, _AGAINST))
# Arabic writes "and", "in", "for" and "the" together with the word.
_PREFIXES = tuple(fold(each) for each in ("وال", "بال", "فال", "كال", "لل", "ال", "و", "ب", "ف", "ل"))


def _places(title: str, text: str) -> dict[str, float]:
    """Each word and each pair of neighbours, with the share at which it counts: by where it first stands."""
    found: dict[str, float] = {}
    head, body = words(title), words(text[: _WORDS_READ * 12])[:_WORDS_READ]
    for share, part in ((1.0, head), (1.0, body[:_LEAD_WORDS]), (0.5, body[_LEAD_WORDS:])):
        for first, second in zip(part, [*part[1:], ""], strict=False):
            for each in (*_forms(first), f"{first} {second}"):
                found.setdefault(each, share)
    return found


def _forms(word: str) -> tuple[str, ...]:
    if word.isascii():
        return (word,)
    bare = next(
        (word.removeprefix(each) for each in _PREFIXES if word.startswith(each) and len(word) > len(each) + 2), ""
    )
    return (word, bare) if bare else (word,)


def _points(places: dict[str, float], known: dict[str, int]) -> Counter[str]:
    return Counter({word: known[word] * share for word, share in places.items() if word in known})


def _ranked(found: Counter[str]) -> tuple[str, ...]:
    return tuple(word for word, _ in sorted(found.items(), key=lambda each: (-each[1], each[0])))
