"""How is the same done to several articles? Owns the act in bulk, which asks the rules for every row by itself."""

from dataclasses import dataclass

from django.contrib import admin
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.views.decorators.http import require_POST

from articles.admin.tables import LONGEST_KEY, user_of
from articles.models import Article
from incidents.admin.queue.acts import carry_out, chosen_coder, list_address
from incidents.admin.queue.page import reader_of
from incidents.coding.review import Refused

ACTS = {"relevant": "Relevant", "irrelevant": "Not an incident", "later": "Later", "assign": "Assign",
        "give-back": "Give back"}  # fmt: skip
AT_MOST = 200


@dataclass(frozen=True)
class Outcome:
    """What became of one article."""

    key: str
    title: str
    said: str
    was_done: bool


@require_POST
def act_on_several(request: HttpRequest) -> HttpResponse:
    """Does the same to every chosen article, each by itself, and tells what became of each."""
    reader_of(request)
    act, keys = request.POST.get("act", ""), list(dict.fromkeys(request.POST.getlist("article")))
    problem = _problem(request, act, keys)
    outcomes = [] if problem else [_outcome(request, act, key) for key in keys]
    if not problem and not outcomes:
        return HttpResponseRedirect(list_address(request))
    context = {
        **admin.site.each_context(request), "title": "Several articles", "is_nav_sidebar_enabled": False,
        "problem": problem, "outcomes": outcomes, "act": ACTS.get(act, ""), "back": list_address(request),
        "done": sum(each.was_done for each in outcomes),
    }  # fmt: skip
    return TemplateResponse(request, "admin/attest/queue/several.html", context, status=400 if problem else 200)


def _problem(request: HttpRequest, act: str, keys: list[str]) -> str:
    if act not in ACTS:
        return "Choose what to do with them."
    if not keys:
        return "Choose at least one article."
    if len(keys) > AT_MOST:
        return f"Choose at most {AT_MOST} articles at once."
    return "Choose who should have them." if act == "assign" and chosen_coder(request) is None else ""


def _outcome(request: HttpRequest, act: str, key: str) -> Outcome:
    is_key = key.isdecimal() and len(key) < LONGEST_KEY
    article = Article.objects.filter(pk=key).first() if is_key else None
    if article is None:
        return Outcome(key, "", "There is no such article.", was_done=False)
    headline = article.title or "(no headline)"
    try:
        said = carry_out(act, article, by=user_of(request), to=chosen_coder(request))
    except Refused as refusal:
        return Outcome(key, headline, str(refusal), was_done=False)
    return Outcome(key, headline, said, was_done=True)
