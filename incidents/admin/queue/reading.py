"""What stands in the reading pane? Owns the article as it is read in the queue, and the buttons beside it."""

from dataclasses import dataclass

from django.contrib.auth.models import User
from django.db.models import QuerySet

from articles.models import Article
from articles.relevance import Relevance, relevance
from incidents.admin.queue.rows import Row, row_of
from incidents.coding import queue
from incidents.coding.sight import coded_from
from incidents.models import Incident

CODED_SHOWN = 20
"""How many of the incidents coded from an article the pane names."""


@dataclass(frozen=True)
class Act:
    """A button of the reading pane, with its key."""

    name: str
    label: str
    key: str = ""


VERDICTS = (Act("relevant", "Relevant", "r"), Act("irrelevant", "Not an incident", "x"), Act("later", "Later", "l"))


@dataclass(frozen=True)
class Reading:
    """One article in the reading pane. ``likelihood`` names the words that speak for an incident and against it;
    ``why_not`` says why nothing can be done with the article."""

    row: Row
    article: Article
    paragraphs: list[str]
    place: queue.Position | None
    likelihood: Relevance | None
    acts: list[Act]
    why_not: str
    coded: list[Incident]
    more_coded: bool
    coders: list[User]


def reading(article: Article, *, user: User) -> Reading:
    """The article with its text, where it stands, and what this person may do with it."""
    hands = queue.hands_on([article.pk], user=user)[article.pk]
    acts, why_not = acts_on(article, user=user)
    coded = list(coded_from(article, user=user)[: CODED_SHOWN + 1])
    return Reading(
        row=row_of(article, hands),
        article=article,
        paragraphs=[line for line in article.text.split("\n") if line.strip()],
        place=queue.position(article, user),
        likelihood=relevance(article.title, article.text, language=article.language),
        acts=acts,
        why_not=why_not,
        coded=coded[:CODED_SHOWN],
        more_coded=len(coded) > CODED_SHOWN,
        coders=coders() if not queue.hand_objections(by=user) else [],
    )


def acts_on(article: Article, *, user: User) -> tuple[list[Act], str]:
    """The buttons for this person, and why there are none."""
    objections = queue.take_objections(article, by=user)
    in_hand = queue.open_task(article, user=user) is not None
    acts = [] if objections else [Act("take", "Go on coding" if in_hand else "Code it", "c")]
    acts += [each for each in VERDICTS if not queue.triage_objections(article, as_=each.name, by=user)]
    if in_hand:
        acts.append(Act("finish", "Done: everything is coded"))
    if back := _give_back(article, user):
        acts.append(back)
    return acts, "" if acts else " ".join(objections)


def _give_back(article: Article, user: User) -> Act | None:
    task = queue.task_to_give_back(article, by=user)
    if task is None:
        return None
    if task.coder_id == user.pk:
        return Act("give-back", "Give it back")
    return None if queue.hand_objections(by=user) else Act("give-back", f"Give it back for {queue.name_of(task.coder)}")


def coders() -> list[User]:
    """Those in whose hands an article can be put, by name."""
    people: QuerySet[User] = User.objects.with_perm(
        "incidents.add_incident", backend="django.contrib.auth.backends.ModelBackend"
    )
    return sorted(people, key=queue.name_of)
