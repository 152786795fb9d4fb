"""What stands around the incident's form? Owns its sections, what is missing and the steps of review."""

from collections import Counter
from dataclasses import dataclass
from typing import Any

from django.contrib import admin
from django.contrib.auth.models import User
from django.http import HttpRequest
from django.urls import NoReverseMatch, reverse

from articles.admin.tables import user_of
from articles.models import Article
from incidents import codebook
from incidents.admin.citations import PREFIXES
from incidents.admin.confidential import confidential_notes
from incidents.admin.reports import reports_on
from incidents.admin.rows import CodingForms
from incidents.admin.sighted import told
from incidents.coding import citable, comments, merging, quality, review
from incidents.coding.changes import since_publication
from incidents.coding.duplicates import likely_same
from incidents.coding.versions import latest
from incidents.countries import COUNTRIES
from incidents.models import Incident
from incidents.models.publication import Publication
from incidents.publishing import Coding, gather
from incidents.roles import is_guest

TIMEZONES_FIRST = (
    "Asia/Baghdad", "Asia/Damascus", "Europe/Kyiv", "Asia/Gaza", "Asia/Aden", "Africa/Khartoum", "Asia/Kabul", "UTC",
)  # fmt: skip

STEPS = {
    "submit": "Submit for review", "send_back": "Send back", "take_back": "Take back", "publish": "Publish",
    "revise": "Revise", "withdraw": "Withdraw", "restore": "Restore to draft", "merge": "Merge into…",
    "unmerge": "Undo the merge",
}  # fmt: skip
"""What the button of each step of review says."""


PREFIXES_OF_ROWS = {
    **PREFIXES, "citation": "citations", "pinned_figure": "pinned_figures", "external_id": "external_ids",
}  # fmt: skip
"""The inline in which each kind of row stands."""


@dataclass(frozen=True)
class Section:
    """One part of the long page, for the navigation beside it."""

    anchor: str
    label: str
    count: int | None = None
    errors: int = 0


@dataclass(frozen=True)
class Missing:
    """One line of what is missing, with the place on the page where it is mended."""

    message: str
    anchor: str
    blocks: bool


def of_page(request: HttpRequest, incident: Incident, context: dict[str, Any], around: CodingForms) -> dict[str, Any]:
    """Everything the template of the incident's page needs beside Django's own context."""
    extra: dict[str, Any] = {
        "sections": _sections(context),
        "citable": {record: citable.fields_of(record) for record in ("", *citable.RECORDS)},
        "countries": COUNTRIES.values(),
        "timezones": TIMEZONES_FIRST,
        "steps_of_review": [],
        "default_article": _default_article(request),
    }
    _name_rows(around)
    if incident.pk and context.get("original") is not None:
        extra |= _standing(request, context["original"], around)
    return extra


def _standing(request: HttpRequest, incident: Incident, around: CodingForms) -> dict[str, Any]:
    user, coding = user_of(request), gather([incident])[0]
    versions = Publication.objects.filter(code=incident.code).order_by("-version")
    public = versions.defer("document", "search_text").first()
    events = list(incident.review_events.select_related("by"))
    may_code = user.has_perm("incidents.change_incident")
    may_merge = not review.objections("merge", incident, by=user)
    return {
        "likely": [] if incident.status == "merged" or is_guest(user) else likely_same(incident, by=user),
        "desk_url": _desk_url(incident, coding) if may_code and incident.status != "merged" else "",
        "merge_from": incident.pk if may_merge else None,
        "merges": merging.merges_of(incident, by=user),
        "steps_of_review": [(action, STEPS[action]) for action in review.actions_for(incident, user=user)],
        "missing": _missing(told(user, incident, quality.check(incident, coding=coding)), around, user),
        "published": public,
        "public_url": _public_url(public) if public else "",
        "last_event": events[-1] if events else None,
        "sent_back": review.sent_back(incident),
        "times_sent_back": sum(1 for each in events if each.action == "send_back"),
        "status_term": codebook.STATUS[incident.status],
        "changes": since_publication(coding) if public and may_code else None,
        "may_assign": user.has_perm("incidents.assign_incident") and incident.status != "merged",
        "confidential": confidential_notes(user, incident=incident),
        "reports": reports_on(user, incident),
        **_comments(incident, around, user),
    }


def _desk_url(incident: Incident, coding: Coding) -> str:
    """The desk, with the article from which most of the incident was coded; blank where no text is held."""
    held = Counter(
        citation.article_id for citation in coding.citations
        if citation.article.holding != "reference_only" and citation.article.kind != "dataset_record"
    )  # fmt: skip
    article = held.most_common(1)[0][0] if held else None
    return f"{reverse('admin:desk', args=[article])}?incident={incident.pk}" if article else ""


def _comments(incident: Incident, around: CodingForms, user: User) -> dict[str, Any]:
    """The open comments for the panel; each is also laid beside its field."""
    if not comments.may_read(user):
        return {}
    found = comments.threads(incident)
    for thread in found:
        _lay_beside_its_field(thread, around)
    return {
        "threads": found,
        "open_number": sum(each.open_count for each in found),
        "incident_key": incident.pk,
        "may_comment": (may := comments.may_comment(incident, user=user)),
        "comments_closed": not may,
        "commentable": {kind: [name for name, _ in comments.fields_of(kind)] for kind in ("", *comments.RECORDS)},
    }


def _name_rows(around: CodingForms) -> None:
    """Each stored row can be led to by its kind and key, from comments and from the history."""
    for kind, prefix in PREFIXES_OF_ROWS.items():
        for form in around.formsets[prefix].initial_forms if prefix in around.formsets else ():
            form.record = f"{kind}-{form.instance.pk}" if form.instance.pk else ""


def _lay_beside_its_field(thread: comments.Thread, around: CodingForms) -> None:
    kind, _, key = thread.record.rpartition("-")
    form = around.find(PREFIXES_OF_ROWS[kind], key) if kind in PREFIXES_OF_ROWS else None
    form = around.incident_form if not thread.record else form
    if form is None:
        return
    place = form[thread.field] if thread.field in form.fields else form
    place.threads = [*getattr(place, "threads", ()), thread]
    form.has_comments = True


def _sections(context: dict[str, Any]) -> list[Section]:
    form = context["adminform"].form
    sections = [Section("incident-section", "Incident", errors=len(form.errors))]
    for inline in context["inline_admin_formsets"]:
        formset = inline.formset
        rows = [f for f in formset.forms if f.instance.pk or formset.is_bound]
        errors = sum(1 for each in (formset.errors if formset.is_bound else ()) if each)
        label = str(inline.opts.verbose_name_plural).capitalize()
        sections.append(Section(f"{formset.prefix}-group", label, len(rows), errors))
    return sections


def _missing(problems: list[quality.Problem], around: CodingForms, user: User) -> list[Missing]:
    read = problems if comments.may_read(user) else [each for each in problems if each.field != "comments"]
    return [Missing(each.message, _anchor(each, around), each.blocks) for each in read]


def _anchor(problem: quality.Problem, around: CodingForms) -> str:
    """Where a problem is mended: the field, else the row, else the section it names."""
    if problem.field == "comments":
        return "open-comments"
    record, _, key = problem.record.rpartition("-")
    if not record:
        named = problem.field if problem.field in around.formsets else ""
        return f"{named}-group" if named else f"id_{problem.field}" if problem.field else "incident-section"
    prefix = PREFIXES_OF_ROWS.get(record, record)
    form = around.find(prefix, key)
    if form is None:
        return f"{prefix}-group"
    return f"id_{form.prefix}-{problem.field}" if problem.field in form.fields else form.prefix


def _public_url(public: Publication) -> str:
    """The address of this very version: that of its incident may be answered by a cache for a minute."""
    try:
        return reverse("public:incident_version", args=[public.code, public.version])
    except NoReverseMatch:
        return ""


def _default_article(request: HttpRequest) -> dict[str, str] | None:
    """The article from which coding was started, offered to every new citation."""
    key = request.GET.get("article", "")
    known = Article.objects.select_related("publisher").defer("text")
    article = known.filter(pk=key).first() if key.isdecimal() and len(key) < 19 else None
    if article is None:
        return None
    article, articles = latest(article), admin.site.get_model_admin(Article)
    return {"id": str(article.pk), "text": articles.autocomplete_label(article)}  # type: ignore[attr-defined]
