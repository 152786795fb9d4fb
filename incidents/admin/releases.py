"""How does an editor make a release, or take an incident out of all of them? Owns the admin of releases."""

from typing import Any

from django import forms
from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import URLPattern, path, reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString

from articles.admin.tables import TableAdmin, user_of
from incidents.admin.records import ReadOnly
from incidents.models import Release
from incidents.public.releases import is_closed
from incidents.releasing.making import blank, make_release, preview, rebuild


class ReleaseForm(forms.ModelForm):
    """The name and the public notes of a release that is to be made of what is live."""

    class Meta:
        model = Release
        fields = ("name", "notes")


class BlankForm(forms.Form):
    code = forms.CharField(max_length=48, label="code of the incident", help_text="It must have been withdrawn.")
    reason = forms.CharField(
        max_length=2000, widget=forms.Textarea(attrs={"rows": 3}),
        help_text="Public: readers find it with every release. It must not give away what it protects.",
    )  # fmt: skip


@admin.register(Release)
class ReleaseAdmin(ReadOnly, TableAdmin):
    """A release is made and never changed; the rules are those of ``incidents.releasing``."""

    is_guarded = False
    list_display = ("name", "created_at", "created_by", "incidents")
    list_select_related = ("created_by",)
    sortable_by = ()
    ordering = ("-id",)
    search_fields = ()
    fields = ("name", "notes", "created_at", "created_by", "previous", "incidents", "as_readers_see_it")
    readonly_fields = ("as_readers_see_it",)
    change_list_template = "admin/attest/release_list.html"

    def get_urls(self) -> list[URLPattern]:
        wrap = self.admin_site.admin_view
        return [
            path("blank/", wrap(self.blank_view), name="incidents_release_blank"),
            path("<int:key>/rebuild/", wrap(self.rebuild_view), name="incidents_release_rebuild"),
            *super().get_urls(),
        ]

    def has_add_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return user_of(request).has_perm("incidents.add_release")

    def add_view(self, request: HttpRequest, form_url: str = "", extra_context: Any = None) -> HttpResponse:
        """What a release would hold; with POST, the release."""
        if not self.has_add_permission(request):
            raise PermissionDenied
        form = ReleaseForm(request.POST or None)
        if request.method == "POST" and form.is_valid():
            try:
                made = make_release(
                    form.cleaned_data["name"], by=user_of(request), notes=form.cleaned_data["notes"],
                    address=request.build_absolute_uri("/").rstrip("/"),
                )  # fmt: skip
            except ValidationError as problem:
                form.add_error(None, problem.messages)
            else:
                self.message_user(request, f"Release {made} is made.", messages.SUCCESS)
                return HttpResponseRedirect(reverse("admin:incidents_release_changelist"))
        return self._page(request, "Make a release", "admin/attest/release_add.html", form=form, found=preview())

    def blank_view(self, request: HttpRequest) -> HttpResponse:
        """Takes a withdrawn incident out of every release."""
        _only_editors(request)
        form = BlankForm(request.POST or None)
        if request.method == "POST" and form.is_valid():
            try:
                written = blank(form.cleaned_data["code"], by=user_of(request), reason=form.cleaned_data["reason"])
            except (ValidationError, LookupError) as problem:
                form.add_error("code", getattr(problem, "messages", None) or str(problem))
            else:
                names = ", ".join(map(str, written)) or "none, it was out already"
                self.message_user(request, f"Written anew: {names}.", messages.SUCCESS)
                return HttpResponseRedirect(reverse("admin:incidents_release_changelist"))
        return self._page(request, "Take an incident out of the releases", "admin/attest/release_blank.html", form=form)

    def rebuild_view(self, request: HttpRequest, key: int) -> HttpResponse:
        """Writes the files of a closed release anew."""
        _only_editors(request)
        release = Release.objects.filter(pk=key).first()
        if request.method == "POST" and release is not None and is_closed(release):
            try:
                rebuild(release)
            except ValidationError as problem:
                self.message_user(request, " ".join(problem.messages), messages.ERROR)
            else:
                self.message_user(request, f"Release {release} is written anew.", messages.SUCCESS)
        return HttpResponseRedirect(reverse("admin:incidents_release_changelist"))

    def changelist_view(self, request: HttpRequest, extra_context: Any = None) -> HttpResponse:
        closed = [release for release in Release.objects.all() if is_closed(release)]
        may = user_of(request).has_perm("incidents.change_release")
        return super().changelist_view(request, {"closed": closed, "may_blank": may, **(extra_context or {})})

    @admin.display(description="as readers see it")
    def as_readers_see_it(self, release: Release) -> SafeString:
        address = reverse("public:release", args=[release.name])
        return format_html('<a href="{}">{}</a>', address, address)

    def _page(self, request: HttpRequest, title: str, template: str, **context: Any) -> HttpResponse:
        whole = {**self.admin_site.each_context(request), "title": title, "is_nav_sidebar_enabled": False, **context}
        return TemplateResponse(request, template, whole)


def _only_editors(request: HttpRequest) -> None:
    if not user_of(request).has_perm("incidents.change_release"):
        raise PermissionDenied
