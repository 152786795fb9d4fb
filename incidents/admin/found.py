"""Where was a quote found? Owns what a stored citation shows of the text around it."""

from dataclasses import dataclass
from typing import Any

from django.urls import reverse

from articles.models import Article
from incidents.admin.rows import CodingForms
from incidents.coding.spans import everywhere
from incidents.models import Citation


@dataclass(frozen=True)
class Found:
    """The words between what surrounds them, which of their occurrences it is, and its address in the text."""

    before: str
    words: str
    after: str
    number: int
    of: int
    address: str

    @property
    def ordinal(self) -> str:
        """Which occurrence it is; blank where there is only one."""
        return f"{self.number}{_ending(self.number)} of {self.of} occurrences" if self.of > 1 else ""

    @property
    def is_first_of_several(self) -> bool:
        """Whether another occurrence may have been meant."""
        return self.number == 1 and self.of > 1


def lay_out(around: CodingForms, *, may_read: bool) -> None:
    """Give each stored and unchanged citation of the page the place where it was found; the texts are read once."""
    formset = around.formsets.get("citations")
    forms = [form for form in formset.initial_forms if _is_as_stored(form)] if formset is not None else []
    texts = dict(Article.objects.filter(pk__in={form.instance.article_id for form in forms}).values_list("pk", "text"))
    for form in forms:
        form.found = found_of(form.instance, texts[form.instance.article_id], may_read=may_read)


def _is_as_stored(form: Any) -> bool:
    is_changed = form.is_bound and form.has_changed()
    return bool(form.instance.pk) and form.instance.start is not None and not is_changed


def found_of(citation: Citation, text: str, *, may_read: bool) -> Found:
    """Where the words of a citation with a span stand in this text."""
    start, exact = citation.start or 0, citation.exact
    # To search as the form does takes long; words that stand there once in their very letters are not worth it.
    starts = [span.start for span in everywhere(text, exact)] if text.count(exact) > 1 else [start]
    address = reverse("admin:articles_article_text", args=[citation.article_id]) if may_read else ""
    return Found(
        before=citation.prefix, words=exact, after=citation.suffix,
        number=sum(1 for each in starts if each <= start) or 1, of=max(1, len(starts)),
        address=address and f"{address}?start={start}&end={citation.end}#quote",
    )  # fmt: skip


def _ending(number: int) -> str:
    last = 0 if number % 100 in (11, 12, 13) else number % 10
    return {1: "st", 2: "nd", 3: "rd"}.get(last, "th")
