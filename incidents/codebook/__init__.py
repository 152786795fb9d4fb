"""What does every code mean? The one codebook: each closed list with its labels, definitions and crosswalk."""

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

__all__ = ["CODE_LENGTH", "VERSION", "VOCABULARIES", "Term", "Vocabulary"]
__all__ += [name for module in _MODULES for name in module.__all__]
