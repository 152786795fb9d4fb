"""How is something done to an article of the queue? Owns the addresses that take a POST and hand it to the rules.

A script asks for JSON and stays where it is; without one the page is shown again, with what was done.
"""

from typing import Any

from django.contrib import messages
from django.contrib.auth.models import User
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect, JsonResponse
from django.urls import reverse
from django.views.decorators.http import require_POST

from articles.admin.tables import LONGEST_KEY, user_of
from articles.models import Article
from incidents import codebook
from incidents.admin.queue.addresses import coding_address
from incidents.admin.queue.page import readable_or_404, reader_of
from incidents.coding import queue
from incidents.coding.review import Refused

ACTS = (*queue.VERDICTS, "take", "assign", "give-back", "finish")


@require_POST
def act_on_one(request: HttpRequest, key: int, act: str) -> HttpResponse:
    """One act on one article. What the rules refuse is told, and nothing is changed."""
    reader_of(request)
    if act not in ACTS:
        raise Http404(f"“{act}” cannot be done to an article.")
    article = readable_or_404(key)
    try:
        said = carry_out(act, article, by=user_of(request), to=chosen_coder(request))
    except Refused as refusal:
        return _refused(request, refusal)
    if act == "take":
        return HttpResponseRedirect(coding_address(article))
    return _done(request, article, said, state=act)


@require_POST
def take_next(request: HttpRequest) -> HttpResponse:
    """Puts the next article in the reader's hands and leads to where it is coded."""
    reader_of(request)
    try:
        task = queue.next_for(user_of(request))
    except Refused as refusal:
        return _refused(request, refusal)
    if task is None:
        messages.info(request, "Nothing waits for you.")
        return HttpResponseRedirect(reverse("admin:queue"))
    return HttpResponseRedirect(coding_address(task.article))


@require_POST
def take_back(request: HttpRequest) -> HttpResponse:
    """Takes back the reader's last verdict."""
    reader_of(request)
    try:
        article = queue.undo(by=user_of(request))
    except Refused as refusal:
        return _refused(request, refusal)
    return _done(request, article, f"Taken back. It is “{codebook.TRIAGE.label(article.triage).lower()}” again")


def carry_out(act: str, article: Article, *, by: User, to: User | None) -> str:
    """Does it, and says what was done. Refused: a sentence for the reader."""
    if act in queue.VERDICTS:
        queue.triage(article, as_=act, by=by)
        return {"relevant": "Relevant", "irrelevant": "Not an incident", "later": "Put off"}[act]
    if act == "take":
        queue.take(article, by=by)
        return "Yours"
    if act == "assign":
        if to is None:
            raise Refused("Choose who should have it.")
        return f"Given to {queue.name_of(queue.assign(article, to=to, by=by).coder)}"
    return _let_go(act, article, by)


def _let_go(act: str, article: Article, by: User) -> str:
    task = queue.task_to_give_back(article, by=by) if act == "give-back" else queue.open_task(article, user=by)
    if task is None:
        raise Refused("It is in nobody's hands." if act == "give-back" else "You do not have it.")
    if act == "give-back":
        queue.give_back(task, by=by)
        return "Given back"
    queue.finish(task, by=by)
    return "Done"


def chosen_coder(request: HttpRequest) -> User | None:
    """The person chosen in the form, if there is one with that key."""
    key = request.POST.get("to", "")
    return User.objects.filter(pk=key).first() if key.isdecimal() and len(key) < LONGEST_KEY else None


def list_address(request: HttpRequest) -> str:
    """The list as the reader left it. Only a query is taken from the form, never an address."""
    query = request.POST.get("back", "").lstrip("?")
    return f"{reverse('admin:queue')}?{query}" if query else reverse("admin:queue")


def _done(request: HttpRequest, article: Article, said: str, state: str = "") -> HttpResponse:
    headline = article.title or "(no headline)"
    if _asks_for_data(request):
        return JsonResponse({"article": article.pk, "said": f"{said}: {headline}", "label": said, "state": state})
    messages.success(request, f"{said}: {headline}")
    return HttpResponseRedirect(list_address(request))


def _refused(request: HttpRequest, refusal: Refused) -> HttpResponse:
    if _asks_for_data(request):
        return JsonResponse({"problem": str(refusal)}, status=409)
    messages.error(request, str(refusal))
    return HttpResponseRedirect(list_address(request))


def _asks_for_data(request: HttpRequest) -> Any:
    return request.get_preferred_type(["text/html", "application/json"]) == "application/json"
