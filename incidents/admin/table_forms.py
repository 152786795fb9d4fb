"""What do the pages of a table's import ask for? Owns their forms: a file, how it is read, a country for all rows."""

from typing import Any

from django import forms

from incidents import codebook
from incidents.countries import COUNTRIES
from incidents.exchange.table import days, encodings
from incidents.exchange.table.delimited import SEPARATORS
from incidents.exchange.table.mapping import LABELS, LONGEST_DATASET, Map
from incidents.exchange.table.values import DECIMALS, GROUPINGS

LARGEST_UPLOAD = 10 * 1024 * 1024
_ACCEPTED = {"accept": ".csv,.tsv,.txt,.xlsx"}


def _file(label: str, *, required: bool = True, **options: Any) -> forms.FileField:
    return forms.FileField(label=label, required=required, widget=forms.FileInput(attrs=_ACCEPTED), **options)


class UploadForm(forms.Form):
    """A table, and the name under which its identifiers are known."""

    file = _file("Table", help_text="CSV or XLSX, at most 10 MB. A row of it names the columns.")
    dataset = forms.CharField(
        label="Name of the table", max_length=LONGEST_DATASET, required=False,
        widget=forms.TextInput(attrs={"list": "datasets", "class": "vTextField"}),
        help_text="Always the same for the same table: by it and the identifier a row finds its incident again.",
    )  # fmt: skip
    sheet = forms.CharField(
        label="Sheet", max_length=100, required=False, help_text="Of a workbook; else the first with something in it."
    )
    header = forms.CharField(
        label="Header in line", max_length=9, required=False,
        help_text="4, or 1-2 where two lines name the columns; else it is looked for.",
    )  # fmt: skip
    sources = _file("A second file with a source a row", required=False)
    tolls = _file("A second file with a toll a row", required=False)

    def clean(self) -> dict[str, Any]:
        """No file above the limit; the bytes are read once."""
        data = super().clean() or {}
        for name in ("file", "sources", "tolls"):
            upload = data.get(name)
            if upload and upload.size > LARGEST_UPLOAD:
                self.add_error(name, "The file is larger than 10 MB; import it with manage.py import_table.")
        return data


def _choice(label: str, choices: list[tuple[str, str]], help_text: str = "") -> forms.ChoiceField:
    return forms.ChoiceField(label=label, choices=choices, required=False, help_text=help_text)


class MapForm(forms.Form):
    """How the table is read, beside its columns. The names are those of the map."""

    dataset = forms.CharField(label="Name of the table", max_length=LONGEST_DATASET)
    version = forms.CharField(label="Edition", max_length=40, required=False, help_text="For example 2026-11.")
    publisher = forms.CharField(label="Who made it", max_length=200, required=False)
    fixed_country = _choice("Country of every row", [("", "has a column")])
    dates = _choice(LABELS["dates"], [
        ("", "an error, unless the column proves it"), *days.ORDERS.items(),
    ])  # fmt: skip
    date_range = _choice(LABELS["date_range"], [
        ("window", "once, on some day between"), ("duration", "all the way through"),
    ])  # fmt: skip
    times = _choice(LABELS["times"], [("", "an error"), ("left_out", "left out: the day counts")])
    zero = _choice(LABELS["zero"], [
        ("", "is an error"), ("none", "nobody, as the table affirms"), ("none_reported", "none was reported"),
        ("unknown", "it is not known"),
    ])  # fmt: skip
    thousands = _choice(LABELS["thousands"], [("", "nothing: 1,200 is an error"), *GROUPINGS.items()])
    decimal = _choice(LABELS["decimal"], [("", "a point"), (",", DECIMALS[","])])
    lists = forms.CharField(label=LABELS["lists"], max_length=1, initial="|")
    blank = forms.CharField(
        label="Cells that mean nothing", required=False, help_text="Parted by commas, for example -, n/a."
    )
    actor_kind = _choice("Unknown names of accused are", [
        ("", "an error, unless said name by name"), *codebook.ACTOR_KIND.choices,
    ])  # fmt: skip
    encoding = _choice("Encoding", [("", "found by itself"), *encodings.NAMES.items()])
    separator = _choice("Separator", [("", "found by itself"), *SEPARATORS.items()])
    sheet = forms.CharField(label="Sheet", required=False, help_text="Of a workbook; else its first.")
    header = forms.CharField(
        label="Header in line", max_length=9, required=False,
        help_text="4, or 1-2 where two lines name the columns; else the first that is filled.",
    )  # fmt: skip
    until = forms.CharField(
        label=LABELS["until"], max_length=100, required=False,
        help_text="How the first row begins that is none of it, such as TOTAL.",
    )  # fmt: skip

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        country = self.fields["fixed_country"]
        country.choices = [("", "has a column"), *((each.alpha2, each.name) for each in COUNTRIES.values())]  # type: ignore[attr-defined]

    def settings(self) -> dict[str, str]:
        """The values that a map keeps under the same name."""
        return {name: str(value) for name, value in self.cleaned_data.items() if name not in ("blank", "fixed_country")}

    def blanks(self) -> tuple[str, ...]:
        return tuple(filter(None, (each.strip() for each in self.cleaned_data["blank"].split(","))))


def shown(made: Map) -> dict[str, str]:
    """What the form shows of a map."""
    plain = {name: getattr(made, name) for name in MapForm.base_fields if hasattr(made, name) and name != "blank"}
    return {**plain, "blank": ", ".join(made.blank), "fixed_country": made.fixed.get("country", "")}
