"""What do the pages that bring articles in ask for? Owns their forms: an address, a file, a file looked at."""

import base64
import binascii
import zlib

from django import forms

from articles.guard import FetchRefused, read_url

LONGEST_UPLOAD = 4 * 1024 * 1024


class AddressForm(forms.Form):
    """An address to be fetched. What the guard refuses is told beside the field before anything is asked for."""

    url = forms.CharField(
        label="Address", max_length=2000, strip=True,
        widget=forms.TextInput(attrs={"class": "vLargeTextField", "inputmode": "url", "autofocus": True}),
        help_text="The page of the article, for example https://example.org/story. Only the public web is fetched.",
    )  # fmt: skip

    def clean_url(self) -> str:
        """An address typed without a scheme is taken as https."""
        url: str = self.cleaned_data["url"]
        try:
            return read_url(url if ":" in url.partition("/")[0] else f"https://{url}").url
        except FetchRefused as refusal:
            raise forms.ValidationError(str(refusal)) from refusal


class UploadForm(forms.Form):
    """A CSV to look at before it is taken."""

    file = forms.FileField(label="CSV file", widget=forms.FileInput(attrs={"accept": ".csv,text/csv"}))

    def clean_file(self) -> bytes:
        """The bytes; a larger file is for the command."""
        if self.cleaned_data["file"].size > LONGEST_UPLOAD:
            raise forms.ValidationError("The file is larger than 4 MB; import it with manage.py import_articles.")
        content: bytes = self.cleaned_data["file"].read()
        return content


class LookedAtForm(forms.Form):
    """The same bytes, once more: the page carries them, so that nothing is kept on the server meanwhile."""

    packed = forms.CharField(widget=forms.HiddenInput)

    def clean_packed(self) -> bytes:
        """The bytes of the file."""
        unpacking = zlib.decompressobj()
        try:
            content = unpacking.decompress(base64.b64decode(self.cleaned_data["packed"], validate=True), LONGEST_UPLOAD)
        except (binascii.Error, ValueError, zlib.error) as problem:
            raise forms.ValidationError("The file was lost on the way; choose it again.") from problem
        if not unpacking.eof:
            raise forms.ValidationError("The file was lost on the way; choose it again.")
        return content


def packed(content: bytes) -> str:
    """The bytes as text for a hidden field."""
    return base64.b64encode(zlib.compress(content, 9)).decode("ascii")
