"""How do analysts enter what was printed? Owns the admin of publishers and articles."""

from typing import Any

from django import forms
from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest

from articles.admin.tables import TableAdmin
from articles.models import Article, Publisher
from incidents import dates

LONGEST_ARTICLE = 1_000_000


def words_of_date(text: str) -> str:
    """An EDTF text in words, or as it stands when it cannot be read."""
    try:
        return dates.words(text) if text else ""
    except ValueError:
        return text


class ArticleForm(forms.ModelForm):
    change_reason = forms.CharField(
        label="Reason for the change", required=False, max_length=300, help_text="Optional; stands in the history."
    )

    class Meta:
        widgets = {
            "title": forms.TextInput(attrs={"class": "vLargeTextField"}),
            "byline": forms.Textarea(attrs={"rows": 2}),
            "note": forms.Textarea(attrs={"rows": 3}),
            "text": forms.Textarea(attrs={"rows": 24, "class": "vLargeTextField article-text", "dir": "auto"}),
        }

    def clean(self) -> dict[str, Any] | None:
        """Holding and text must agree; which of them does not is told beside it."""
        data = super().clean() or self.cleaned_data
        holding, text = data.get("holding"), data.get("text", "")
        if "text" in self.fields and holding == "reference_only" and text.strip():
            self.add_error(
                "holding", "A reference-only article has no text. Choose full text or excerpt, or remove the text."
            )
        elif "text" in self.fields and holding and holding != "reference_only" and not text.strip():
            self.add_error("text", "Paste the text, or choose “Reference only” when none of it is kept.")
        if len(text) > LONGEST_ARTICLE:
            self.add_error("text", f"The text is longer than {LONGEST_ARTICLE:,} characters.")
        return data


@admin.register(Publisher)
class PublisherAdmin(TableAdmin):
    list_display = ("name", "kind", "reach", "country", "url")
    list_filter = ("kind", "reach")
    search_fields = ("folded",)
    fields = (("name", "kind"), ("reach", "country"), "url", "independence_note")

    def autocomplete_label(self, row: Publisher) -> str:
        return " · ".join(filter(None, [row.name, row.get_kind_display(), row.country]))


@admin.register(Article)
class ArticleAdmin(TableAdmin):
    form = ArticleForm
    change_form_template = "admin/attest/article_form.html"
    list_display = ("headline", "publisher", "published", "kind", "holding", "triage", "entered")
    list_filter = ("triage", "kind", "holding")
    list_select_related = ("publisher",)
    sortable_by = ("entered",)
    folded_search = ("folded", "publisher__folded")
    autocomplete_fields = ("publisher", "republishes")
    readonly_fields = ("text_sha256",)
    fieldsets = (
        (None, {"fields": (
            ("kind", "holding"), "title", ("publisher", "published_edtf"), ("language", "dateline"), "url", "text",
        )}),
        ("More about this copy", {
            "fields": (
                ("byline", "byline_state"), "published_at", "archive_url", "republishes", "note",
                ("retrieved_at", "retrieved_by"),
            ),
        }),
        ("Where it stands", {"fields": ("triage", "change_reason", "text_sha256")}),
    )  # fmt: skip

    def get_queryset(self, request: HttpRequest) -> QuerySet[Article]:
        return super().get_queryset(request).select_related("publisher").defer("text")

    def formfield_for_foreignkey(self, db_field: Any, request: HttpRequest, **kwargs: Any) -> Any:
        if db_field.name == "retrieved_by":
            kwargs["initial"] = request.user.pk
        return super().formfield_for_foreignkey(db_field, request, **kwargs)

    def get_readonly_fields(self, request: HttpRequest, obj: Article | None = None) -> tuple[str, ...]:
        fixed = ("text",) if obj and obj.text and obj.text_is_fixed() else ()
        return (*super().get_readonly_fields(request, obj), *fixed)

    @admin.display(description="headline", ordering="folded")
    def headline(self, article: Article) -> str:
        return article.title or "(no headline)"

    @admin.display(description="published")
    def published(self, article: Article) -> str:
        return words_of_date(article.published_edtf)

    @admin.display(description="entered", ordering="created_at")
    def entered(self, article: Article) -> str:
        return f"{article.created_at:%Y-%m-%d}"

    def autocomplete_label(self, row: Article) -> str:
        parts = [row.title or "(no headline)", row.publisher_name() or "publisher not stated", row.published_edtf]
        held = "reference only" if row.holding == "reference_only" else ""
        return " · ".join(filter(None, [*parts, held]))
