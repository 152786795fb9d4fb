"""How does an editor import a table in the browser? Owns the four steps, upload, match, preview, confirm, and undoing.

What is uploaded waits in a table of the database, under a number: no name of a file is ever a path.
"""

import datetime as dt
from dataclasses import replace
from typing import Any

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.db import DatabaseError
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import URLPattern, path, reverse
from django.utils import timezone

from articles.admin.tables import user_of
from incidents.admin.table_forms import MapForm, UploadForm, shown
from incidents.admin.table_rows import preview_rows
from incidents.exchange import ledger
from incidents.exchange.standing import ChangedMeanwhile
from incidents.exchange.table import importing, mapping, matching, telling, undo
from incidents.exchange.table.fields import FIELDS
from incidents.exchange.table.files import TableFile
from incidents.exchange.table.judgement import Judgement
from incidents.exchange.table.mapping import Map, MapError
from incidents.exchange.table.sheet import Problem, Sheet
from incidents.models import ImportRun, TableMap, TableUpload

MOST_ROWS = 5_000
"""Rows that are written while a page is waited for: about ten seconds. More are for the command."""
MOST_LOOKED_AT = 20_000
"""Rows that are read anew for each page."""
KEPT_DAYS = 7
_SHOWN_ROWS, _SHOWN_PROBLEMS = 25, 200


class TableImportViews(admin.ModelAdmin):
    """The pages ``table/`` of the import, and ``undo/`` beside each run in the ledger."""

    def get_urls(self) -> list[URLPattern]:
        view, name = self.admin_site.admin_view, "incidents_importrun_{}".format
        own = [
            path("table/", view(self.upload_view), name=name("table")),
            path("table/<int:key>/match/", view(self.match_view), name=name("match")),
            path("table/<int:key>/", view(self.preview_view), name=name("preview")),
            path("<int:key>/undo/", view(self.undo_view), name=name("undo")),
        ]
        return [*own, *super().get_urls()]

    # Upload

    def upload_view(self, request: HttpRequest) -> HttpResponse:
        """Takes a file, and finds the map it was last read by, or the one that its headings suggest."""
        _may_import(request)
        form, sheet = UploadForm(request.POST or None, request.FILES or None), Sheet()
        if request.method == "POST" and form.is_valid():
            upload = _stored(form.cleaned_data, request)
            given: dict[str, Any] = {name: form.cleaned_data[name] for name in ("sheet", "header")}
            sheet = importing.sheet_of(_file(upload), None, **given)
            if refused := _refused(upload, sheet):
                upload.delete()
                for name, reasons in refused.items():
                    form.add_error(name, reasons)
            elif importing.own_map(sheet):
                return HttpResponseRedirect(reverse("admin:incidents_importrun_preview", args=[upload.pk]))
            else:
                _suggest(upload, sheet, form.cleaned_data["dataset"], given)
                return HttpResponseRedirect(reverse("admin:incidents_importrun_match", args=[upload.pk]))
        waiting = TableUpload.objects.filter(by=user_of(request)).only("name", "created_at")
        return self._step(request, "upload.html", "Import a table", form=form, maps=TableMap.objects.all(),
                          waiting=waiting, is_header_wrong=bool(sheet.header), step=1)  # fmt: skip

    # Match

    def match_view(self, request: HttpRequest, key: int) -> HttpResponse:
        """Which column is what, how dates and numbers are written, and what values outside of the lists mean."""
        upload = _upload(request, key)
        made = _map(upload) or mapping.read_map(upload.map, is_complete=False)
        form, problems = MapForm(request.POST if _is_matched(request) else None, initial=shown(made)), []
        text = request.POST.get("toml", "")
        if _is_matched(request) and form.is_valid() and _reads_anew(form, made):
            self._read_anew(request, upload, form, made)
            return HttpResponseRedirect(request.path)
        if request.method == "POST":
            try:
                made = mapping.read_map(text) if "by_toml" in request.POST else _chosen(request, made, form, upload)
            except MapError as refused:
                problems = refused.problems
            else:
                upload.map = mapping.as_toml(made)
                upload.save(update_fields=["map", "updated_at"])
                return HttpResponseRedirect(reverse("admin:incidents_importrun_preview", args=[upload.pk]))
        sheet = importing.table_of(_file(upload), made)
        problems = problems or [str(each) for each in sheet.broken]
        columns = _columns(request, sheet, made)
        return self._step(
            request, "match.html", f"Match the columns of {upload.name}", upload=upload, form=form, sheet=sheet,
            problems=problems, columns=columns, options=matching.options(),
            left_out=[each.heading for each in columns if not each.chosen],
            questions=_questions(request, sheet, made), toml=text or mapping.as_toml(made), step=2,
        )  # fmt: skip

    def _read_anew(self, request: HttpRequest, upload: TableUpload, form: MapForm, made: Map) -> None:
        """Another sheet, header, separator or encoding makes other columns: they are to be matched before going on."""
        header = importing.sheet_of(_file(upload), made).header
        chosen = {number: request.POST.get(f"column-{number}", "") for number in range(len(header))}
        settings: dict[str, Any] = form.settings()
        made = matching.matched(made, header, chosen, settings) if header else replace(made, **settings)
        sheet = importing.sheet_of(_file(upload), made)
        upload.map = mapping.as_toml(matching.read_anew(made, sheet))
        upload.save(update_fields=["map", "updated_at"])
        told = "The file has been read anew: look over its columns."
        self.message_user(request, " ".join([told, *map(str, sheet.broken)]), messages.WARNING)

    # Preview and confirm

    def preview_view(self, request: HttpRequest, key: int) -> HttpResponse:
        """What every row would become, with every problem; a confirmation writes all of it, or nothing."""
        upload = _upload(request, key)
        made = _map(upload)
        if made is None:
            return HttpResponseRedirect(reverse("admin:incidents_importrun_match", args=[upload.pk]))
        judgement = importing.judge_files(_file(upload), made, further=_further(upload))
        is_small = len(judgement.main.verdicts) <= MOST_ROWS
        is_confirmed = request.method == "POST" and judgement.is_clean and is_small
        if is_confirmed and (done := self._confirmed(request, upload, judgement)):
            return done
        problems, remarks = telling.problems(judgement), telling.remarks(judgement)
        return self._step(
            request, "preview.html", f"Look over {upload.name}", upload=upload, judgement=judgement, map=made,
            facts=telling.facts(judgement),
            counts=[(outcome, judgement.main.count(outcome)) for outcome in ledger.OUTCOMES],
            problems=problems[:_SHOWN_PROBLEMS], number_of_problems=len(problems),
            remarks=remarks[:_SHOWN_PROBLEMS], number_of_remarks=len(remarks), is_small=is_small,
            most_rows=MOST_ROWS, rows=preview_rows(judgement, _SHOWN_ROWS), to_write=len(judgement.to_write()), step=3,
        )  # fmt: skip

    def _confirmed(self, request: HttpRequest, upload: TableUpload, judgement: Judgement) -> HttpResponse | None:
        by = user_of(request)
        run = importing.record(judgement, by=by)
        try:
            importing.carry_out(judgement, run, by=by)
        except (ChangedMeanwhile, DatabaseError):
            told = "Nothing was written: somebody changed the database meanwhile. This is how it stands now."
            self.message_user(request, told, messages.ERROR)
            return None
        if not judgement.map.is_own:
            importing.save_map(judgement.map, by=by)
        upload.delete()
        new, updated, unchanged = (judgement.main.count(each) for each in ledger.OUTCOMES[:3])
        told = f"Imported: {new:,} new, {updated:,} updated, {unchanged:,} unchanged. What is new waits as a draft."
        self.message_user(request, told, messages.SUCCESS)
        return HttpResponseRedirect(_page_of(run))

    # Undo

    def undo_view(self, request: HttpRequest, key: int) -> HttpResponse:
        """Says what would be taken back, or why nothing can be; a confirmation takes back all of it."""
        _may_import(request)
        run = ImportRun.objects.filter(pk=key).first() if key < 2**63 else None
        if run is None:
            raise Http404
        if request.method == "POST":
            try:
                done = undo.undo(run, by=user_of(request))
            except undo.CannotUndo as refusal:
                self.message_user(request, f"Nothing was undone. {refusal}", messages.ERROR)
            else:
                told = f"Undone: {done['deleted']:,} incidents deleted, {done['restored']:,} as they were before."
                self.message_user(request, told, messages.SUCCESS)
            return HttpResponseRedirect(_page_of(run))
        return self._step(request, "undo.html", f"Undo the import of {run}", run=run, reasons=undo.objections(run),
                          files=run.files.order_by("id"))  # fmt: skip

    def _step(self, request: HttpRequest, template: str, title: str, **context: Any) -> HttpResponse:
        common = {**self.admin_site.each_context(request), "title": title, "opts": self.opts}
        return TemplateResponse(request, f"admin/attest/table_import/{template}", {**common, **context})

    def change_view(self, request: HttpRequest, object_id: str, form_url: str = "", extra_context: Any = None) -> Any:
        may = request.user.has_perm("incidents.import_table")
        return super().change_view(request, object_id, form_url, {"may_import": may, **(extra_context or {})})

    def changelist_view(self, request: HttpRequest, extra_context: Any = None) -> Any:
        may = request.user.has_perm("incidents.import_table")
        return super().changelist_view(request, {"may_import": may, **(extra_context or {})})


def _refused(upload: TableUpload, sheet: Sheet) -> dict[str, list[str]]:
    """Why a file cannot be looked at here, by its field in the form."""
    if len(sheet.rows) > MOST_LOOKED_AT:
        return {"file": [f"The table has {len(sheet.rows):,} rows; import it with manage.py import_table."]}
    sheets = {"file": sheet} | {kind: importing.sheet_of(file, None) for kind, file in _further(upload).items()}
    return {name: [_told(problem, each) for problem in each.broken] for name, each in sheets.items() if each.broken}


def _told(problem: Problem, sheet: Sheet) -> str:
    """A file of which nothing could be read has no lines to speak of."""
    return str(problem) if sheet.header else problem.reason


def _may_import(request: HttpRequest) -> None:
    allowed = request.method in ("GET", "HEAD", "POST") and request.user.has_perm("incidents.import_table")
    if not allowed:
        raise PermissionDenied


def _upload(request: HttpRequest, key: int) -> TableUpload:
    """One's own upload: what others brought and have not confirmed is theirs."""
    _may_import(request)
    found = TableUpload.objects.filter(pk=key, by=user_of(request)).first() if key < 2**63 else None
    if found is None:
        raise Http404("The upload is gone: it was confirmed, or it is older than a week.")
    return found


def _stored(data: dict[str, Any], request: HttpRequest) -> TableUpload:
    TableUpload.objects.filter(created_at__lt=timezone.now() - dt.timedelta(days=KEPT_DAYS)).delete()
    further: dict[str, Any] = {}
    for kind in importing.CHILDREN:
        if data.get(kind):
            further |= {kind: data[kind].read(), f"{kind}_name": data[kind].name[:255]}
    return TableUpload.objects.create(
        name=data["file"].name[:255], content=data["file"].read(), by=user_of(request), **further
    )


def _suggest(upload: TableUpload, sheet: Sheet, dataset: str, given: dict[str, Any]) -> None:
    """The map by which the table of this name was last read, else a guess; what was given on the page holds."""
    known = importing.saved_map(dataset)
    name = dataset.strip() or upload.name.rpartition(".")[0][: mapping.LONGEST_DATASET] or "table"
    made = mapping.read_map(known, is_complete=False) if known else mapping.guess(sheet, dataset=name)
    upload.map = mapping.as_toml(replace(made, **{name: value for name, value in given.items() if value}))
    upload.save(update_fields=["map", "updated_at"])


def _file(upload: TableUpload) -> TableFile:
    return TableFile(upload.name, bytes(upload.content))


def _further(upload: TableUpload) -> dict[str, TableFile]:
    every = {kind: (getattr(upload, f"{kind}_name"), bytes(getattr(upload, kind))) for kind in importing.CHILDREN}
    return {kind: TableFile(name, data) for kind, (name, data) in every.items() if name}


def _map(upload: TableUpload) -> Map | None:
    """The map of the upload, or the built-in one; None while what was suggested cannot be followed yet."""
    if not upload.map:
        return importing.own_map(importing.sheet_of(_file(upload), None))
    try:
        return mapping.read_map(upload.map)
    except MapError:
        return None


def _reads_anew(form: MapForm, made: Map) -> bool:
    return any(form.cleaned_data[name] != getattr(made, name) for name in matching.READING)


def _is_matched(request: HttpRequest) -> bool:
    return request.method == "POST" and "by_toml" not in request.POST


def _chosen(request: HttpRequest, made: Map, form: MapForm, upload: TableUpload) -> Map:
    """The map by what was chosen on the page. MapError tells what is wrong with it."""
    if not form.is_valid():
        raise MapError(f"{form[name].label}: {error}" for name, errors in form.errors.items() for error in errors)
    header = importing.sheet_of(_file(upload), made).header
    chosen = {number: request.POST.get(f"column-{number}", "") for number in range(len(header))}
    made = matching.matched(made, header, chosen, form.settings())
    if twice := matching.doubled(made):
        raise MapError(f"{label} is chosen for two columns." for label in twice)
    fixed = {**made.fixed, "country": form.cleaned_data["fixed_country"]}
    fixed = {name: value for name, value in fixed.items() if value and name not in made.columns}
    made = matching.answered(replace(made, fixed=fixed, blank=form.blanks()), _answers(request))
    # Through its text and back: what cannot be read again must not be kept.
    return mapping.read_map(mapping.as_toml(made))


def _answers(request: HttpRequest) -> list[tuple[str, str, str]]:
    names = [name.removeprefix("said-") for name in request.POST if name.startswith("said-")]
    return [
        (name.rpartition("-")[0], request.POST[f"said-{name}"], request.POST.get(f"meant-{name}", "")) for name in names
    ]


def _columns(request: HttpRequest, sheet: Sheet, made: Map) -> list[matching.Column]:
    columns = matching.columns(sheet, made)
    if not _is_matched(request):
        return columns
    return [replace(each, chosen=request.POST.get(f"column-{each.number}", "")) for each in columns]


def _questions(request: HttpRequest, sheet: Sheet, made: Map) -> list[dict[str, Any]]:
    """The questions by field, each with what was answered."""
    found: dict[str, list[matching.Question]] = {}
    for each in matching.questions(sheet, made):
        answer = request.POST.get(f"meant-{each.field}-{each.number}", each.meant)
        found.setdefault(each.field, []).append(replace(each, meant=answer))
    return [
        {"asks": matching.asks(name), "meanings": matching.meanings(name), "label": FIELDS[name].label, "asked": asked}
        for name, asked in found.items()
    ]


def _page_of(run: ImportRun) -> str:
    return reverse("admin:incidents_importrun_change", args=[run.pk])
