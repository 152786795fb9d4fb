"""Where do quotes stand in a corrected text? Owns how each finds its own words again, or is lost (SCHEMA 2.7).

Words that stand in the new text are not enough: "two people" of a passage that now says "three people" is lost, however
many other passages say "two people".
"""

from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import cached_property

from django.db.models import QuerySet

from articles.models import Article
from incidents.coding.alignment import Alignment, is_inside
from incidents.coding.spans import Span, cut_out, every_place
from incidents.coding.versions import earlier, latest
from incidents.models import Citation

Place = tuple[int, int]


@dataclass(frozen=True)
class Move:
    """A citation with its place in the corrected text; no span where nothing was quoted.

    ``is_elsewhere`` says that its passage was changed, and the words were found in another.
    """

    citation: Citation
    span: Span | None
    is_elsewhere: bool = False


@dataclass
class Plan:
    """What a corrected text does to the quotes from the texts before it."""

    moves: list[Move] = field(default_factory=list)
    lost: list[Citation] = field(default_factory=list)


def plan(article: Article) -> Plan:
    """What becomes of the quotes from earlier versions of this article. It need not be stored yet."""
    before = {each.pk: each for each in earlier(article)}
    versions = {key: Reanchoring(each.text, article.text) for key, each in before.items()}
    found = Plan()
    for citation in quotes_from(before.values()):
        citation.article = before[citation.article_id]
        move = versions[citation.article_id].find(citation)
        if move is None:
            found.lost.append(citation)
        else:
            found.moves.append(move)
    return found


def quotes_from(articles: Iterable[Article]) -> QuerySet[Citation]:
    """The citations of these articles. What was merged away keeps its evidence as it stood."""
    cited = Citation.objects.filter(article__in=[each.pk for each in articles])
    return cited.exclude(incident__status="merged").select_related("incident").order_by("pk")


def left_behind() -> QuerySet[Citation]:
    """The citations that stand on a text which has been corrected since: lost, or stored after it was."""
    return Citation.objects.filter(article__in=Article.objects.filter(corrects__isnull=False).values("corrects"))


def lost_among(citations: Iterable[Citation]) -> set[int]:
    """The keys of those citations of corrected articles whose words have no place in the latest text."""
    versions: dict[int, Reanchoring] = {}
    lost = set()
    for citation in citations:
        old = citation.article
        if old.pk not in versions:
            versions[old.pk] = Reanchoring(old.text, latest(old).text)
        if versions[old.pk].find(citation) is None:
            lost.add(citation.pk)
    return lost


class Reanchoring:
    """An earlier text beside the new one: each quote from the one is looked for in the other."""

    def __init__(self, old: str, new: str) -> None:
        self.old, self.new = old, new

    @cached_property
    def aligned(self) -> Alignment:
        return Alignment(self.old, self.new)

    def find(self, citation: Citation) -> Move | None:
        """Where the quoted words went; None when they are lost."""
        start, end = citation.start, citation.end
        if not citation.exact:
            return Move(citation, None)
        if start is None or end is None or self.old[start:end] != citation.exact:
            return self._anchored_anew(citation)
        places = [each for each in every_place(self.new, citation.exact) if self._is_as_whole(each, (start, end))]
        home = self.aligned.place(start, end)
        if (found := next((each for each in places if each[0] == home), None)) is not None:
            return self._moved(citation, found, places)
        return self._found_elsewhere(citation, (start, end), places)

    def _found_elsewhere(self, citation: Citation, own: Place, places: list[Place]) -> Move | None:
        """The nearest of the places that are no other passage of the old text."""
        others = [each for each in every_place(self.old, citation.exact) if each[1] <= own[0] or own[1] <= each[0]]
        taken = {self.aligned.place(*each) for each in others}
        near = self.aligned.near(own[0])
        free = [each for each in places if each[0] not in taken]
        found = min(free, key=lambda each: abs(each[0] - near), default=None)
        return self._moved(citation, found, places, is_elsewhere=True) if found is not None else None

    def _anchored_anew(self, citation: Citation) -> Move | None:
        """Words that had no place in the old text find one if there is no doubt which."""
        places = every_place(self.new, citation.exact)
        return self._moved(citation, places[0], places, is_elsewhere=True) if len(places) == 1 else None

    def _moved(self, citation: Citation, place: Place, places: list[Place], *, is_elsewhere: bool = False) -> Move:
        return Move(citation, cut_out(self.new, *place, occurrences=len(places)), is_elsewhere)

    def _is_as_whole(self, place: Place, before: Place) -> bool:
        """Whether the words are no more a part of longer ones than they were: "four" does not stand in "fourteen"."""
        edges = zip(place, before, strict=True)
        return all(is_inside(self.old, was) or not is_inside(self.new, now) for now, was in edges)
