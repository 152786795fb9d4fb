"""How is news told to a program that follows? Owns the form of our Atom: tags, tombstones and links from page to page.

Atom is RFC 4287, what was taken back a ``deleted-entry`` of RFC 6721, a page of a longer feed that of RFC 5005.
"""

import re
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any, Final

from django.utils.feedgenerator import Atom1Feed, rfc3339_date

YEAR_OF_TAGS: Final = 2026
"""A tag names its authority at a time (RFC 4151). Never change it: readers know an entry by its tag."""

_LONG_AGO: Final = datetime(YEAR_OF_TAGS, 1, 1, tzinfo=UTC)
# What XML 1.0 cannot carry, not even escaped.
_NOT_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")


def tag(host: str, name: str) -> str:
    """The name of a thing for good, wherever its page moves: ``tag:example.org,2026:some-code``."""
    return f"tag:{host.partition(':')[0]},{YEAR_OF_TAGS}:{name}"


def carried(text: str) -> str:
    """The text without the characters that XML has no way to carry."""
    return _NOT_XML.sub("", text)


@dataclass(frozen=True, slots=True)
class Deleted:
    """An entry that is no more: its tag, since when, why, and where a reader finds what stands in its place."""

    tag: str
    when: datetime
    comment: str
    address: str


class Feed(Atom1Feed):
    """An Atom feed with ``links`` by relation and the ``deleted`` entries.

    ``changed_at`` dates a feed with nothing in it, so that the same state of the data is always the same bytes.
    """

    def root_attributes(self) -> dict[str, str]:
        return {**super().root_attributes(), "xmlns:at": "http://purl.org/atompub/tombstones/1.0"}

    def add_root_elements(self, handler: Any) -> None:
        super().add_root_elements(handler)
        for relation, address in self.feed["links"].items():
            handler.addQuickElement("link", "", {"rel": relation, "href": address})

    def add_item_elements(self, handler: Any, item: dict[str, Any]) -> None:
        super().add_item_elements(handler, item)
        if address := item.get("json"):
            handler.addQuickElement("link", "", {"rel": "alternate", "type": "application/json", "href": address})

    def write_items(self, handler: Any) -> None:
        super().write_items(handler)
        for each in self.feed["deleted"]:
            handler.startElement("at:deleted-entry", {"ref": each.tag, "when": rfc3339_date(each.when)})
            handler.addQuickElement("at:comment", carried(each.comment))
            handler.addQuickElement("link", "", {"rel": "alternate", "type": "text/html", "href": each.address})
            handler.endElement("at:deleted-entry")

    def latest_post_date(self) -> datetime:
        moments = [item["updateddate"] for item in self.items] + [each.when for each in self.feed["deleted"]]
        return max(moments, default=self.feed["changed_at"] or _LONG_AGO)
