"""What has become of an article? Owns what its list and its page say of the coding: who has it, what came of it.

The admin of articles knows nothing of incidents: this one takes its place.
"""

from typing import Any

from django.contrib import admin
from django.http import HttpRequest, HttpResponse
from django.utils.html import format_html

from articles.admin.documents import ArticleAdmin
from articles.admin.tables import user_of
from articles.models import Article
from incidents.admin.confidential import confidential_notes
from incidents.admin.queue import coding_address
from incidents.admin.queue.reading import reading
from incidents.coding import queue

admin.site.unregister(Article)


@admin.register(Article)
class CodedArticleAdmin(ArticleAdmin):
    def get_list_display(self, request: HttpRequest) -> list[Any]:
        return [*super().get_list_display(request), "in_hands"]

    @admin.display(description="with")
    def in_hands(self, article: Article) -> str:
        hands: list[queue.Hand] = getattr(article, "hands", [])
        return ", ".join(hand.who for hand in hands if hand.task and hand.task.state == "open") or "—"

    def get_changelist_instance(self, request: HttpRequest) -> Any:
        changelist = super().get_changelist_instance(request)
        shown = list(changelist.result_list)
        hands = queue.hands_on([article.pk for article in shown], user=user_of(request))
        for article in shown:
            article.hands = hands[article.pk]
        changelist.result_list = shown
        return changelist

    def response_add(self, request: HttpRequest, obj: Article, post_url_continue: str | None = None) -> HttpResponse:
        """A new article leads straight to its coding."""
        if obj.text and queue.may_code(user_of(request)):
            self.message_user(request, format_html('<a href="{}">Code it at the desk</a>', coding_address(obj)))
        return super().response_add(request, obj, post_url_continue)

    def render_change_form(self, request: HttpRequest, context: Any, *args: Any, **options: Any) -> HttpResponse:
        """The article's page, with the panel of its coding beside the form."""
        article = options.get("obj")
        if article is not None:
            context["text_is_fixed"] = "text" in self.get_readonly_fields(request, article)
            context["reading"] = reading(article, user=user_of(request))
            context["confidential"] = confidential_notes(user_of(request), article=article)
        return super().render_change_form(request, context, *args, **options)
