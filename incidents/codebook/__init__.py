"""What does every code mean? The one codebook: each closed list with its labels, definitions and crosswalk."""

from collections.abc import Iterable
from typing import Any

from incidents.codebook import actors, documents, evidence, incident, means, places, publication, review, work
from incidents.codebook.actors import *  # noqa: F403
from incidents.codebook.documents import *  # noqa: F403
from incidents.codebook.evidence import *  # noqa: F403
from incidents.codebook.incident import *  # noqa: F403
from incidents.codebook.means import *  # noqa: F403
from incidents.codebook.places import *  # noqa: F403
from incidents.codebook.publication import *  # noqa: F403
from incidents.codebook.review import *  # noqa: F403
from incidents.codebook.vocabulary import CODE_LENGTH, Term, Vocabulary
from incidents.codebook.work import *  # noqa: F403

VERSION = "2026.1"

_MODULES = (incident, places, actors, means, evidence, documents, publication, review, work)
VOCABULARIES: dict[str, Vocabulary] = {
    value.name: value for module in _MODULES for value in vars(module).values() if isinstance(value, Vocabulary)
}

_BY_CHOICES = {tuple(each.choices): each for each in VOCABULARIES.values()}


def vocabulary_of(choices: Iterable[tuple[str, str]]) -> Vocabulary:
    """The closed list a column holds codes of, by its choices. KeyError when they are no list of the codebook."""
    return _BY_CHOICES[tuple(choices)]


def for_pages() -> dict[str, Any]:
    """Every list as data for the page: title, description, and (code, label, definition) of each term."""
    return {
        name: {
            "title": vocabulary.title,
            "description": vocabulary.description,
            "terms": [[term.code, term.label, term.definition] for term in vocabulary],
        }
        for name, vocabulary in VOCABULARIES.items()
    }


__all__ = ["CODE_LENGTH", "VERSION", "VOCABULARIES", "Term", "Vocabulary", "for_pages", "vocabulary_of"]
__all__ += [name for module in _MODULES for name in module.__all__]
