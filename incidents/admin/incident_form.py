"""How is the incident itself typed? Owns its form: the version it was opened at, and the reason for the change."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from incidents.admin.rows import CodingForms
from incidents.coding import blind

NOT_CONTENT = frozenset({"seen_version", "change_reason", "compared"})
"""Fields of the form that say nothing of the incident."""

MEANWHILE = (
    "Somebody else has saved this incident since you opened it. Nothing was overwritten; compare both versions below."
)


class IncidentForm(forms.ModelForm):
    """``seen_version`` is the version the editor read; ``compared`` says that a conflict was looked at."""

    seen_version = forms.IntegerField(required=False, widget=forms.HiddenInput)
    compared = forms.BooleanField(required=False, label="I have compared both versions; save what stands in this form.")
    change_reason = forms.CharField(
        label="Reason for the change", required=False, max_length=300,
        widget=forms.TextInput(attrs={"class": "vLargeTextField"}),
        help_text="Optional; stands in the history.",
    )  # fmt: skip

    problem = ""
    """What the database or a colleague said to the first attempt of this request; set on the class made for it."""

    class Meta:
        widgets = {
            "title": forms.TextInput(attrs={"class": "vLargeTextField"}),
            "summary": forms.Textarea(attrs={"rows": 4}),
            "verification_note": forms.Textarea(attrs={"rows": 2}),
            "time_start": forms.TimeInput(attrs={"size": 6, "placeholder": "22:30"}),
            "time_end": forms.TimeInput(attrs={"size": 6, "placeholder": "23:00"}),
            "timezone": forms.TextInput(attrs={"list": "timezones", "size": 22}),
        }

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        CodingForms.of(self.instance).incident_form = self
        self.initial["seen_version"] = self.instance.version
        self.stored_version = self.instance.version
        if self.instance.pk and "code" in self.fields and self.instance.has_permanent_code():
            self.fields["code"].disabled = True
            self.fields["code"].help_text = "Permanent: it has been public."
        elif "code" in self.fields and self.instance.pk and blind.is_undecided(self.instance):
            self.fields["code"].disabled = True
            self.fields["code"].help_text = "Given by the site until it is decided between both codings."

    @property
    def content_changed(self) -> bool:
        return bool(set(self.changed_data) - NOT_CONTENT)

    @property
    def is_stale(self) -> bool:
        """Whether a stored incident is another than the one this form was opened on."""
        return bool(self.instance.pk) and str(self.data.get("seen_version", "")) != str(self.stored_version)

    def clean(self) -> dict[str, Any] | None:
        """Refuses a form that was opened on an older version, and one whose conflict nobody has confirmed."""
        data = super().clean()
        if self.problem:
            raise ValidationError(self.problem)
        if self.is_stale:
            raise ValidationError(MEANWHILE, code="stale")
        if "conflict" in self.data and not self.cleaned_data.get("compared"):
            self.add_error("compared", "Compare both versions, then say so here.")
        if self.cleaned_data.get("verification") not in (None, "unassessed") and not self.cleaned_data.get(
            "verification_note"
        ):
            self.add_error("verification_note", "Say in a sentence or two why it is assessed so; readers see it.")
        return data
