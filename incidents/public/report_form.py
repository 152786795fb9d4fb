"""What does a reader fill in to report an error? Owns the form, its trap for robots and its words."""

from typing import Any, Final

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from incidents import codebook
from incidents.public import reporting, terms

LONGEST_BODY: Final = 5_000
SHORTEST_BODY: Final = 10


class CleanText(forms.CharField):
    """A text whose signs are all for reading; its length is counted after the others are gone."""

    def to_python(self, value: Any) -> str:
        return reporting.cleaned(super().to_python(value) or "")


class ReportForm(forms.Form):
    """``website`` is left empty by everybody who sees the page; robots fill it in."""

    about = forms.ChoiceField(
        label=_("What is it about?"), choices=[("", _("Choose…")), *terms.choices(codebook.REPORT_ABOUT)]
    )
    body = CleanText(
        label=_("What is wrong, and how do you know?"), min_length=SHORTEST_BODY, max_length=LONGEST_BODY,
        widget=forms.Textarea(attrs={"rows": 8, "dir": "auto", "maxlength": LONGEST_BODY}),
        help_text=_("A source that we can read helps most. At most three links."),
    )  # fmt: skip
    contact = CleanText(
        label=_("How can we reach you? (you may leave it out)"), required=False, max_length=200,
        widget=forms.TextInput(attrs={"dir": "auto", "autocomplete": "off"}),
        help_text=_("Only for questions of ours. Few people here may see it, and it is never published."),
    )  # fmt: skip
    website = forms.CharField(
        label=_("Leave this empty"), required=False, max_length=200,
        widget=forms.TextInput(attrs={"tabindex": "-1", "autocomplete": "off"}),
    )  # fmt: skip
    token = forms.CharField(required=False, max_length=300, widget=forms.HiddenInput)

    def __init__(self, *args: Any, code: str, **options: Any) -> None:
        self.code = code
        super().__init__(*args, **options)

    def clean_body(self) -> str:
        body: str = self.cleaned_data["body"]
        if reporting.links_in(body) > reporting.MOST_LINKS:
            raise ValidationError(_("These are more than three links: keep those that matter most."))
        return body

    def clean_website(self) -> str:
        if self.cleaned_data["website"]:
            raise ValidationError(_("This field is a trap for robots: leave it empty, and send the form again."))
        return ""

    def clean(self) -> dict[str, Any] | None:
        """The token is looked at last, so that what is written is told first."""
        data = super().clean() or {}
        asked = reporting.read_token(data.get("token", ""), code=self.code)
        if asked is None:
            raise ValidationError(
                _("This form has been open for too long. What you wrote is still here: send it again.")
            )
        if reporting.is_too_soon(data["token"]):
            raise ValidationError(_("That was faster than anybody writes. Wait a few seconds, and send it again."))
        return {**data, "asked": asked}
