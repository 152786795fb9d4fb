"""How is a version cited so that it can be found and checked for good? Owns the citation as text, BibTeX and RIS."""

import re
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from django.utils import dateformat
from django.utils.translation import gettext as _

from incidents.public.languages import isolated

SITE: Final = "Attest"

_BIBTEX: Final = str.maketrans(
    {"\\": r"\textbackslash{}", "~": r"\textasciitilde{}", "^": r"\textasciicircum{}"}
    | {sign: f"\\{sign}" for sign in "{}$&%#_"}
)


@dataclass(frozen=True, slots=True)
class Citation:
    """One version of one incident; ``address`` is that of the version, ``published`` in UTC."""

    code: str
    title: str
    version: int
    published: datetime
    sha256: str
    address: str

    @property
    def text(self) -> str:
        """One sentence that names version, day, address and hash.

        No mark of direction stands at the address: whoever copies it would copy the mark along.
        """
        words = _("{site}, “{title}”, incident {code}, version {version}, published {day}. {address} SHA-256 {hash}")
        return words.format(
            site=SITE, title=isolated(_one_line(self.title)), code=self.code, version=self.version,
            day=dateformat.format(self.published, "j F Y"), address=self.address, hash=self.sha256,
        )  # fmt: skip

    @property
    def key(self) -> str:
        return f"attest-{self.code}-v{self.version}"

    @property
    def bibtex(self) -> str:
        """An entry of the kind ``misc``, which every style knows."""
        fields = {
            "author": f"{{{SITE}}}",
            "title": f"{{{_escaped(self.title)}}}",
            "year": str(self.published.year),
            "month": str(self.published.month),
            "howpublished": _escaped(f"Incident {self.code}"),
            "edition": _escaped(f"Version {self.version}"),
            "url": self.address,
            "note": _escaped(f"SHA-256 {self.sha256}"),
        }
        lines = "\n".join(f"  {name} = {{{value}}}," for name, value in fields.items())
        return f"@misc{{{self.key},\n{lines}\n}}\n"

    @property
    def ris(self) -> str:
        """The same for programs that read RIS; its lines end as that format asks."""
        lines = (
            "TY  - DATA", f"AU  - {SITE}", f"TI  - {_one_line(self.title)}", f"PY  - {self.published.year}",
            f"DA  - {self.published:%Y/%m/%d}", f"ET  - Version {self.version}", f"ID  - {self.code}",
            f"N1  - SHA-256 {self.sha256}", f"UR  - {self.address}", f"PB  - {SITE}", "ER  - ",
        )  # fmt: skip
        return "".join(f"{line}\r\n" for line in lines)


def _one_line(text: str) -> str:
    return re.sub(r"\s+", " ", text).strip()


def _escaped(text: str) -> str:
    return _one_line(text).translate(_BIBTEX)
