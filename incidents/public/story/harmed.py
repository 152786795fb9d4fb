"""Who was hurt, and how? Owns the words that stand beside a figure, such as “civilians killed”.

English puts the number before them, Arabic after them, so that the words are translated whole (SCHEMA 3.11).
"""

from collections.abc import Iterator
from typing import Final

from django.utils.translation import pgettext

from incidents import codebook

CONTEXT: Final = "who was harmed"
_PEOPLE: Final = {
    "all": ("", ""),
    "civilian": ("civilian", "civilians"),
    "security_force": ("member of security forces", "members of security forces"),
    "armed_group": ("member of armed groups", "members of armed groups"),
    "perpetrator": ("perpetrator", "perpetrators"),
    "unknown": ("person whose group is not known", "people whose group is not known"),
}


def harmed(harm: str, *, group: str = "all", is_one: bool = False) -> str:
    """The words for a harm within a group; ``is_one`` where the number before them is 1."""
    return pgettext(CONTEXT, _words(harm, group, is_one=is_one))


def phrases() -> Iterator[tuple[str, str]]:
    """All of them, as (context, text), for those who collect what is to be translated."""
    for harm in codebook.HARM.codes:
        for group in _PEOPLE:
            yield CONTEXT, _words(harm, group, is_one=False)
            yield CONTEXT, _words(harm, group, is_one=True)


def _words(harm: str, group: str, *, is_one: bool) -> str:
    person, people = _PEOPLE.get(group, (group, group))
    return f"{person if is_one else people} {codebook.HARM.label(harm).lower()}".strip()
