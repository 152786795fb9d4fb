"""How do analysts enter what was printed? Owns the admin of publishers, articles and feeds."""

from typing import Any

from django import forms
from django.contrib import admin, messages
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.html import format_html

from articles.admin.arrivals import ArrivalViews
from articles.admin.filters import LanguageFilter, PublisherFilter, VersionFilter
from articles.admin.tables import TableAdmin, user_of
from articles.admin.text_view import TextView
from articles.arrival import Draft, appraise, held
from articles.cleaning import LONGEST_ARTICLE, clean, clean_line
from articles.duplicates import copies_of
from articles.guard import FetchRefused, read_url
from articles.models import Article, Feed, Publisher
from incidents import dates


def _without(names: set[str], fields: Any) -> list[Any]:
    return [each for each in fields if each not in names]


def words_of_date(text: str) -> str:
    """An EDTF text in words, or as it stands when it cannot be read."""
    try:
        return dates.words(text) if text else ""
    except ValueError:
        return text


class ArticleForm(forms.ModelForm):
    """What is pasted is cleaned, and what was dropped is told; what is here already is told before it is stored."""

    change_reason = forms.CharField(
        label="Reason for the change", required=False, max_length=300, help_text="Optional; stands in the history."
    )
    keep_residue = forms.BooleanField(
        label="Keep lines such as “Related Articles” or “Share this”", required=False,
        help_text="They are part of a page and not of its article, and are dropped from a text as it is stored.",
    )  # fmt: skip
    enter_again = forms.BooleanField(label="Enter it although it is here already", required=False)

    left_out = ""
    """What was dropped from the text, in a sentence."""

    class Meta:
        widgets = {
            "title": forms.TextInput(attrs={"class": "vLargeTextField", "dir": "auto"}),
            "byline": forms.Textarea(attrs={"rows": 2}),
            "note": forms.Textarea(attrs={"rows": 3}),
            "text": forms.Textarea(attrs={"rows": 24, "class": "vLargeTextField article-text", "dir": "auto"}),
        }

    def clean_title(self) -> str:
        return clean_line(self.cleaned_data["title"]).text

    def clean_text(self) -> str:
        """The text as it will be quoted from."""
        text: str = self.cleaned_data["text"]
        if len(text) > LONGEST_ARTICLE:
            raise forms.ValidationError(f"The text is longer than {LONGEST_ARTICLE:,} characters.")
        if "text" not in self.changed_data:
            return text
        cleaned = clean(text, keep_residue="keep_residue" in self.data)
        self.left_out = cleaned.note
        return cleaned.text

    def clean(self) -> dict[str, Any] | None:
        """Holding and text must agree; which of them does not is told beside it."""
        data = super().clean() or self.cleaned_data
        holding, text = data.get("holding"), data.get("text", "")
        if "text" in self.fields and holding == "reference_only" and text.strip():
            self.add_error(
                "holding", "A reference-only article has no text. Choose full text or excerpt, or remove the text."
            )
        elif "text" in data and holding and holding != "reference_only" and not text.strip():
            self.add_error("text", "Paste the text, or choose “Reference only” when none of it is kept.")
        if not self.instance.pk and not data.get("enter_again"):
            self._tell_what_is_here(data)
        return data

    def _tell_what_is_here(self, data: dict[str, Any]) -> None:
        known = held(Draft(**{name: data[name] for name in _TOLD_APART_BY if data.get(name)}))
        if known is None:
            return
        page = reverse("admin:articles_article_change", args=[known.pk])
        told = 'This is here already: <a href="{}">{}</a>. If it is another copy all the same, say so below.'
        field = "text" if data.get("text") and known.text == data["text"] else "url" if data.get("url") else "title"
        self.add_error(field, format_html(told, page, str(known)))


_TOLD_APART_BY = ("title", "text", "url", "publisher", "published_edtf", "kind")


@admin.register(Publisher)
class PublisherAdmin(TableAdmin):
    list_display = ("name", "kind", "reach", "country", "url")
    list_filter = ("kind", "reach")
    search_fields = ("folded",)
    fields = (("name", "kind"), ("reach", "country"), "url", "independence_note")

    def autocomplete_label(self, row: Publisher) -> str:
        return " · ".join(filter(None, [row.name, row.get_kind_display(), row.country]))


@admin.register(Article)
class ArticleAdmin(ArrivalViews, TextView, TableAdmin):
    form = ArticleForm
    change_form_template = "admin/attest/article_form.html"
    change_list_template = "admin/attest/article_list.html"
    list_display = (
        "headline", "publisher", "published", "language", "kind", "holding", "triage", "likely", "entered",
    )  # fmt: skip
    list_filter = ("triage", LanguageFilter, PublisherFilter, "kind", "holding", VersionFilter)
    list_select_related = ("publisher",)
    sortable_by = ("entered",)
    folded_search = ("folded", "publisher__folded")
    autocomplete_fields = ("publisher", "republishes")
    autocomplete_related = ("publisher",)
    readonly_fields = ("text_sha256",)
    fieldsets = (
        (None, {"fields": (
            ("kind", "holding"), "title", ("publisher", "published_edtf"), ("language", "dateline"), "url", "text",
            "keep_residue",
        )}),
        ("More about this copy", {
            "fields": (
                ("byline", "byline_state"), "published_at", "archive_url", "republishes", "note",
                ("retrieved_at", "retrieved_by"),
            ),
        }),
        ("Where it stands", {"fields": ("triage", "change_reason", "enter_again", "text_sha256")}),
    )  # fmt: skip

    def get_queryset(self, request: HttpRequest) -> QuerySet[Article]:
        return super().get_queryset(request).select_related("publisher").defer("text")

    def formfield_for_dbfield(self, db_field: Any, request: HttpRequest, **kwargs: Any) -> Any:
        """Django gives the two inputs of a time one label between them, which belongs to neither."""
        field = super().formfield_for_dbfield(db_field, request, **kwargs)
        for input_, part in zip(getattr(getattr(field, "widget", None), "widgets", ()), ("date", "time"), strict=False):
            input_.attrs["aria-label"] = f"{field.label}: {part}"
        return field

    def formfield_for_foreignkey(self, db_field: Any, request: HttpRequest, **kwargs: Any) -> Any:
        if db_field.name == "retrieved_by":
            kwargs["initial"] = request.user.pk
        return super().formfield_for_foreignkey(db_field, request, **kwargs)

    def get_fieldsets(self, request: HttpRequest, obj: Article | None = None) -> Any:
        """What speaks of a text to be entered is asked only where there is one."""
        left_out = {"enter_again"} if obj else {"change_reason"}
        left_out |= {"keep_residue"} if obj and "text" in self.get_readonly_fields(request, obj) else set()
        return [(name, {**more, "fields": _without(left_out, more["fields"])}) for name, more in self.fieldsets]

    def get_readonly_fields(self, request: HttpRequest, obj: Article | None = None) -> tuple[str, ...]:
        fixed = ("text",) if obj and obj.text and (obj.correction or self._text_is_fixed(obj)) else ()
        return (*super().get_readonly_fields(request, obj), *fixed)

    def save_model(self, request: HttpRequest, obj: Article, form: Any, change: bool) -> None:
        """What follows from the words is worked out anew; who entered the article stands on it."""
        if not change:
            obj.retrieved_at, obj.retrieved_by = (
                obj.retrieved_at or timezone.now(),
                obj.retrieved_by or user_of(request),
            )
        if not change or {"title", "text", "language"} & set(form.changed_data):
            appraise(obj)
        super().save_model(request, obj, form, change)
        if form.left_out:
            self.message_user(request, form.left_out, messages.WARNING)

    def response_add(self, request: HttpRequest, obj: Article, post_url_continue: str | None = None) -> HttpResponse:
        """Where the new article looks like a copy, its page, which offers to say so, is linked."""
        if copies := copies_of(obj, shown=1):
            told = '<a href="{}">It</a> looks like a copy of “{}”: {}.'
            page = reverse("admin:articles_article_change", args=[obj.pk])
            told = format_html(told, page, str(copies[0].article), copies[0].reason)
            self.message_user(request, told, messages.WARNING)
        return super().response_add(request, obj, post_url_continue)

    def render_change_form(self, request: HttpRequest, context: Any, *args: Any, **options: Any) -> HttpResponse:
        """The article's page, with how it came here and what it may be a copy of."""
        if (article := options.get("obj")) is not None:
            context["arrived"] = self.arrived(request, article)
        return super().render_change_form(request, context, *args, **options)

    @admin.display(description="relevance")
    def likely(self, article: Article) -> str:
        return "—" if article.relevance is None else str(article.relevance)

    def get_search_results(
        self, request: HttpRequest, queryset: QuerySet[Any], search_term: str
    ) -> tuple[QuerySet[Any], bool]:
        """Whoever chooses an article to quote is offered its latest text."""
        if request.path == reverse("admin:autocomplete"):
            queryset = queryset.filter(pk__in=Article.objects.current().values("pk"))
        return super().get_search_results(request, queryset, search_term)

    def _text_is_fixed(self, article: Article) -> bool:
        """From when it is handed out, not from the first quote: a coder would see from it that another has begun."""
        return self.admin_site.is_handed_out(article) or article.text_is_fixed()  # type: ignore[attr-defined]

    @admin.display(description="headline", ordering="folded")
    def headline(self, article: Article) -> str:
        return " · ".join(filter(None, [article.title or "(no headline)", article.version()]))

    @admin.display(description="published")
    def published(self, article: Article) -> str:
        return words_of_date(article.published_edtf)

    @admin.display(description="entered", ordering="created_at")
    def entered(self, article: Article) -> str:
        return f"{article.created_at:%Y-%m-%d}"

    def autocomplete_label(self, row: Article) -> str:
        parts = [row.title or "(no headline)", row.publisher_name() or "publisher not stated", row.published_edtf]
        held = "reference only" if row.holding == "reference_only" else ""
        return " · ".join(filter(None, [*parts, held, row.version()]))


class FeedForm(forms.ModelForm):
    def clean_url(self) -> str:
        """An address that a poll would refuse is refused here."""
        url: str = self.cleaned_data["url"]
        try:
            read_url(url)
        except FetchRefused as refusal:
            raise forms.ValidationError(str(refusal)) from refusal
        return url


@admin.register(Feed)
class FeedAdmin(TableAdmin):
    form = FeedForm
    list_display = ("name", "publisher", "language", "is_active", "polled", "problem")
    list_filter = ("is_active",)
    list_select_related = ("publisher",)
    search_fields = ()
    autocomplete_fields = ("publisher",)
    readonly_fields = ("polled_at", "problem")
    fields = ("name", "url", ("publisher", "language"), "is_active", ("polled_at", "problem"))

    def save_model(self, request: HttpRequest, obj: Feed, form: Any, change: bool) -> None:
        """Another address has other marks of what is new."""
        if "url" in form.changed_data:
            obj.etag = obj.modified = obj.problem = ""
        super().save_model(request, obj, form, change)

    @admin.display(description="last poll", ordering="polled_at")
    def polled(self, feed: Feed) -> str:
        return f"{feed.polled_at:%Y-%m-%d %H:%M}" if feed.polled_at else "never"
