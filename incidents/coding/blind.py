"""Which articles are coded twice, and what must wait until it is decided between both? Owns the draw and the waiting.

Two coders work on a drawn article without seeing each other's work (``sight``). Until somebody has decided between
their codings (``adjudication``), nothing of them may be published or merged.
"""

from django.db.models import Exists, OuterRef, QuerySet
from django.utils.crypto import salted_hmac

from incidents.models import Adjudication, CodingTask, Incident

UNTIL_DECIDED = "It is coded twice: this must wait until it is decided between both codings."

_RANGE = 2**64


def is_drawn(article_key: int, *, share: int) -> bool:
    """Whether an article is among the share, in per cent, that two people code.

    The same answer at every call, and a higher share only adds to a lower one. The site's secret key goes into the
    draw, so that nobody can work out beforehand which articles will be checked. A new secret key draws anew; what was
    handed out already keeps what its task says.
    """
    drawn = int.from_bytes(salted_hmac(__name__, str(article_key), algorithm="sha256").digest()[:8])
    return drawn * 100 < share * _RANGE


def is_handed_out(article_key: int) -> bool:
    """Whether somebody codes this article or has coded it."""
    return CodingTask.objects.filter(article_id=article_key).exclude(state="given_back").exists()


def undecided() -> QuerySet[CodingTask]:
    """The codings of articles that are coded twice, until it is decided between them."""
    decided = Adjudication.objects.filter(article=OuterRef("article"))
    return CodingTask.objects.filter(~Exists(decided), is_double=True)


def is_undecided(incident: Incident) -> bool:
    """Whether this is one of two blind codings between which nobody has decided yet."""
    return incident.task_id is not None and undecided().filter(pk=incident.task_id).exists()


def is_decided(incident: Incident) -> bool:
    """Whether this is one of two blind codings between which somebody has decided."""
    return incident.task is not None and incident.task.is_double and not is_undecided(incident)
