"""Which rows does each constraint of the incidents' tables refuse, and which beside them are accepted? (SCHEMA 10)"""

from datetime import UTC, datetime
from functools import partial
from itertools import combinations
from typing import Any

from incidents import models
from tests import factories
from tests.constraints import Attempt, Sides, bounds, not_its_own, row, twice
from tests.factories import IncidentFactory, StatementFactory
from tests.rows import ROW

NOON = datetime(2022, 2, 1, 12, tzinfo=UTC)

Numbers = tuple[int | None, int | None, int | None]

AGREE: dict[str, list[Numbers]] = {
    "exact": [(4, 4, 4), (1, 1, 1)],
    "at_least": [(4, 4, None)],
    "at_most": [(None, None, 4)],
    "about": [(None, 10, None)],
    "range": [
        (4, None, 6), (4, 5, 6), (4, 4, 6), (0, 2, 6), (4, 4, 4), (4, None, None), (None, None, 6), (4, 5, None),
        (None, 5, 6), (None, 5, None),
    ],
    "words": [(2, None, None), (None, None, None)],
    "none": [(0, 0, 0)],
    "none_reported": [(None, None, None)],
    "unknown": [(None, None, None)],
}  # fmt: skip
"""Numbers (low, best, high) that stand with each kind (SCHEMA 2.2)."""

DISAGREE: dict[str, list[Numbers]] = {
    "exact": [
        (None, None, None), (4, None, None), (None, 4, None), (None, None, 4), (4, 4, None), (4, None, 4), (None, 4, 4),
        (4, 4, 5), (3, 4, 4), (3, 4, 5),
    ],
    "at_least": [
        (None, None, None), (4, None, None), (None, 4, None), (None, None, 4), (4, None, 4), (None, 4, 4), (4, 4, 4),
        (3, 4, None),
    ],
    "at_most": [
        (None, None, None), (4, None, None), (None, 4, None), (4, None, 4), (None, 4, 4), (0, None, 4), (4, 4, 4),
    ],
    "about": [
        (None, None, None), (4, None, None), (None, None, 4), (4, 4, None), (None, 4, 4), (4, None, 4), (4, 4, 4),
    ],
    "range": [(None, None, None)],
    "words": [
        (0, None, None), (1, None, None), (3, None, None), (None, 2, None), (None, None, 2), (2, 2, None), (2, None, 2),
        (None, 2, 2), (2, 2, 2),
    ],
    "none": [
        (None, None, None), (0, None, None), (None, 0, None), (None, None, 0), (0, 0, None), (0, None, 0), (None, 0, 0),
        (1, 1, 1), (0, 0, 1), (0, 1, 1),
    ],
    "none_reported": [(0, 0, 0), (0, None, None), (None, 0, None), (None, None, 0), (1, 1, 1)],
    "unknown": [(0, 0, 0), (0, None, None), (None, 0, None), (None, None, 0), (1, 1, 1)],
}  # fmt: skip
"""Numbers that do not stand with the kind. A comparison with NULL lets a CHECK pass: each blank end is tried."""

NOT_COUNTED: list[Numbers] = [(4, 4, 4), (4, None, None), (None, 4, None), (None, None, 4), (0, 0, 0)]
OUT_OF_ORDER: list[Numbers] = [(6, 5, None), (None, 6, 5), (6, None, 5), (4, 7, 6), (5, 4, 6), (6, 5, 4)]


def _count(model: Any, kind: str, numbers: Numbers) -> Attempt:
    low, best, high = numbers
    return row(model, count_kind=kind, low=low, best=best, high=high)


def _counts(model: Any) -> dict[str, Sides]:
    agreeing = [_count(model, kind, numbers) for kind, lines in AGREE.items() for numbers in lines]
    disagreeing = [_count(model, kind, numbers) for kind, lines in DISAGREE.items() for numbers in lines]
    table = model._meta.model_name
    return {
        f"{table}_count_agrees_with_kind": Sides(refused=disagreeing, accepted=agreeing),
        f"{table}_low_best_high_in_order": Sides(
            refused=[_count(model, "range", numbers) for numbers in OUT_OF_ORDER],
            accepted=[_count(model, "range", numbers) for numbers in AGREE["range"]],
        ),
    }


def _point(model: Any, latitude: str | None, longitude: str | None) -> Attempt:
    if model is not models.Publication:
        return row(model, latitude=latitude, longitude=longitude)
    lat, lon = (None if degrees is None else float(degrees) for degrees in (latitude, longitude))
    return row(model, latitude=lat, longitude=lon, cell=None if lat is None else 1)


def _points(model: Any) -> Sides:
    outside = [("90.000001", "0"), ("-90.000001", "0"), ("0", "180.000001"), ("0", "-180.000001")]
    half = [("33.3", None), (None, "44.4")]
    whole = [("33.3", "44.4"), ("90", "180"), ("-90", "-180"), ("0", "0"), (None, None)]
    return Sides(
        refused=[_point(model, *degrees) for degrees in [*outside, *half]],
        accepted=[_point(model, *degrees) for degrees in whole],
    )


BORNE = {
    "location": factories.LocationFactory,
    "weapon_use": factories.WeaponUseFactory,
    "target": factories.TargetFactory,
    "casualty_count": factories.CasualtyCountFactory,
    "statement": factories.StatementFactory,
    "relation": factories.RelationFactory,
    "involvement": factories.InvolvementFactory,
    "series": factories.SeriesFactory,
    "note": factories.NoteFactory,
}
"""What a citation may bear on, one at a time (SCHEMA 3.3)."""


def _cite(*names: str) -> None:
    incident = IncidentFactory()
    shared = {name: {} if name == "series" else {"incident": incident} for name in names}
    factories.CitationFactory(incident=incident, **{name: BORNE[name](**shared[name]) for name in names})


def _relate(kind: str, *, series: bool, incident: bool, asserted: bool = False) -> None:
    factories.RelationFactory(
        kind=kind,
        to_series=factories.SeriesFactory() if series else None,
        to_incident=IncidentFactory() if incident else None,
        asserted_by=StatementFactory() if asserted else None,
    )


def _relate_to_itself() -> None:
    incident = IncidentFactory()
    factories.RelationFactory(incident=incident, kind="same_operation", to_series=None, to_incident=incident)


def _state(**fields: Any) -> None:
    IncidentFactory(merged_into=IncidentFactory() if fields.pop("into", False) else None, **fields)


def _speak(*, about_incident: bool, series: bool) -> None:
    StatementFactory(about_incident=about_incident, series=factories.SeriesFactory() if series else None)


def _pairs(model: Any, shared: dict[str, Attempt], same: dict[str, Any], others: list[dict[str, Any]]) -> Sides:
    return Sides(
        refused=[twice(model, shared, same, same)],
        accepted=[twice(model, shared, same, {**same, **other}) for other in others],
    )


_OTHER_KINDS = ["duplicate_of", "same_operation", "follow_up_to", "retaliation_for", "context_of", "possible_link"]
_ANOTHER_INCIDENT: dict[str, Attempt] = {"incident": IncidentFactory}

_SAME_HANDS: dict[str, Attempt] = {"article": factories.ArticleFactory, "coder": factories.UserFactory}


def _by_somebody(model: Any, **fields: Any) -> Attempt:
    """Writes a row whose fields given as True are users."""

    def write() -> None:
        ROW[model](**{name: factories.UserFactory() if value is True else value for name, value in fields.items()})

    return write


SIDES: dict[str, Sides] = {
    "actor_is_not_its_own_parent": not_its_own(models.Actor, "parent"),
    "actorname_once_per_actor": Sides(
        refused=[twice(models.ActorName, {"actor": factories.ActorFactory}, {}, {})],
        accepted=[
            twice(models.ActorName, {"actor": factories.ActorFactory}, {}, {"name": "jaysh"}),
            twice(models.ActorName, {}, {}, {}),
        ],
    ),
    "place_is_not_its_own_parent": not_its_own(models.Place, "parent"),
    "placename_once_per_place": Sides(
        refused=[twice(models.PlaceName, {"place": factories.PlaceFactory}, {}, {})],
        accepted=[
            twice(models.PlaceName, {"place": factories.PlaceFactory}, {}, {"name": "Dora"}),
            twice(models.PlaceName, {}, {}, {}),
        ],
    ),
    "place_point_is_whole_and_in_the_world": _points(models.Place),
    "incident_date_earliest_not_after_date_latest": bounds(models.Incident, "date_earliest", "date_latest"),
    "incident_merged_needs_target": Sides(
        refused=[
            partial(_state, status="merged"),
            *[partial(_state, status=each, into=True) for each in ("draft", "in_review", "published", "withdrawn")],
        ],
        accepted=[
            partial(_state, status="merged", into=True),
            *[partial(_state, status=each) for each in ("draft", "in_review", "published", "withdrawn")],
        ],
    ),
    "incident_is_not_merged_into_itself": not_its_own(models.Incident, "merged_into", status="merged"),
    "incident_assessed_needs_note": Sides(
        refused=[row(models.Incident, verification="contested", verification_note="")],
        accepted=[
            row(models.Incident, verification="contested", verification_note="Two officials disagree."),
            row(models.Incident, verification="unassessed", verification_note=""),
            row(models.Incident, verification="unassessed", verification_note="To be looked at again."),
        ],
    ),
    "location_point_is_whole_and_in_the_world": _points(models.Location),
    "location_one_primary_per_incident": Sides(
        refused=[twice(models.Location, _ANOTHER_INCIDENT, {"is_primary": True}, {"is_primary": True})],
        accepted=[
            twice(models.Location, _ANOTHER_INCIDENT, {"is_primary": True}, {"is_primary": False}),
            twice(models.Location, _ANOTHER_INCIDENT, {"is_primary": False}, {"is_primary": False}),
            twice(models.Location, {}, {"is_primary": True}, {"is_primary": True}),
        ],
    ),
    "location_primary_is_not_a_launch": Sides(
        refused=[row(models.Location, is_primary=True, role="launch")],
        accepted=[
            row(models.Location, is_primary=True, role="impact"),
            row(models.Location, is_primary=False, role="launch"),
        ],
    ),
    **_counts(models.WeaponUse),
    "weaponuse_is_not_part_of_itself": not_its_own(models.WeaponUse, "subset_of"),
    "statement_said_earliest_not_after_said_latest": bounds(models.Statement, "said_earliest", "said_latest"),
    "statement_is_about_something": Sides(
        refused=[partial(_speak, about_incident=False, series=False)],
        accepted=[
            partial(_speak, about_incident=True, series=False),
            partial(_speak, about_incident=False, series=True),
            partial(_speak, about_incident=True, series=True),
        ],
    ),
    "statement_does_not_repeat_itself": not_its_own(models.Statement, "repeats"),
    **_counts(models.CasualtyCount),
    "pinnedfigure_once_per_cell": _pairs(
        models.PinnedFigure, _ANOTHER_INCIDENT, {"harm": "killed", "group": "all"},
        [{"harm": "injured"}, {"group": "civilian"}],
    ),
    "citation_bears_on_at_most_one_record": Sides(
        refused=[partial(_cite, *pair) for pair in combinations(BORNE, 2)] + [partial(_cite, *BORNE)],
        accepted=[_cite, *[partial(_cite, name) for name in BORNE]],
    ),
    "citation_stated_needs_quote": Sides(
        refused=[row(models.Citation, basis="stated", exact="")],
        accepted=[
            row(models.Citation, basis="stated", exact="On Thursday night"),
            *[row(models.Citation, basis=basis, exact="") for basis in ("calculated", "inferred", "outside")],
        ],
    ),
    "citation_start_before_end": Sides(
        refused=[row(models.Citation, start=a, end=b) for a, b in [(5, 5), (5, 4), (5, None), (None, 5), (0, 0)]],
        accepted=[row(models.Citation, start=a, end=b) for a, b in [(0, 1), (4, 5), (None, None)]],
    ),
    "importfile_every_row_accounted_for": Sides(
        refused=[
            row(models.ImportFile, rows=3, new=1, updated=1),
            row(models.ImportFile, rows=0, rejected=1),
            row(models.ImportFile, rows=1, new=1, unchanged=1),
        ],
        accepted=[
            row(models.ImportFile, rows=10, new=1, updated=2, unchanged=3, rejected=4),
            row(models.ImportFile, rows=0),
        ],
    ),
    "series_period_earliest_not_after_period_latest": bounds(models.Series, "period_earliest", "period_latest"),
    "series_is_not_its_own_parent": not_its_own(models.Series, "parent"),
    "relation_end_fits_kind": Sides(
        refused=[
            partial(_relate, "part_of", series=False, incident=True),
            partial(_relate, "part_of", series=True, incident=True),
            partial(_relate, "part_of", series=False, incident=False),
            *[partial(_relate, kind, series=True, incident=False, asserted=True) for kind in _OTHER_KINDS],
            *[partial(_relate, kind, series=True, incident=True, asserted=True) for kind in _OTHER_KINDS],
            *[partial(_relate, kind, series=False, incident=False, asserted=True) for kind in _OTHER_KINDS],
        ],
        accepted=[
            partial(_relate, "part_of", series=True, incident=False),
            *[partial(_relate, kind, series=False, incident=True, asserted=True) for kind in _OTHER_KINDS],
        ],
    ),
    "relation_is_not_to_itself": Sides(
        refused=[_relate_to_itself],
        accepted=[partial(_relate, "same_operation", series=False, incident=True)],
    ),
    "relation_retaliation_needs_asserted_by": Sides(
        refused=[partial(_relate, "retaliation_for", series=False, incident=True)],
        accepted=[
            partial(_relate, "retaliation_for", series=False, incident=True, asserted=True),
            partial(_relate, "follow_up_to", series=False, incident=True),
        ],
    ),
    "externalid_once_per_scheme": _pairs(
        models.ExternalId, {}, {"scheme": "ucdp_ged", "value": "400000"}, [{"scheme": "acled"}, {"value": "400001"}]
    ),
    "note_date_earliest_not_after_date_latest": bounds(models.Note, "date_earliest", "date_latest"),
    "assignment_once_per_user": Sides(
        refused=[twice(models.Assignment, {**_ANOTHER_INCIDENT, "user": factories.UserFactory}, {}, {})],
        accepted=[
            twice(models.Assignment, _ANOTHER_INCIDENT, {}, {}),
            twice(models.Assignment, {"user": factories.UserFactory}, {}, {}),
        ],
    ),
    "codingtask_one_coder_per_round": Sides(
        refused=[
            twice(models.CodingTask, {"article": factories.ArticleFactory}, {}, {}),
            twice(models.CodingTask, {"article": factories.ArticleFactory}, {"state": "done", "done_at": NOON}, {}),
        ],
        accepted=[
            twice(models.CodingTask, {"article": factories.ArticleFactory}, {}, {"round": "second"}),
            twice(models.CodingTask, {"article": factories.ArticleFactory}, {"state": "given_back"}, {}),
            twice(models.CodingTask, {}, {}, {}),
        ],
    ),
    "codingtask_one_round_per_coder": Sides(
        refused=[twice(models.CodingTask, _SAME_HANDS, {}, {"round": "second"})],
        accepted=[
            twice(models.CodingTask, _SAME_HANDS, {"state": "given_back"}, {"round": "second"}),
            twice(models.CodingTask, {"coder": factories.UserFactory}, {}, {}),
        ],
    ),
    "codingtask_done_has_its_time": Sides(
        refused=[row(models.CodingTask, state="done"), row(models.CodingTask, done_at=NOON)],
        accepted=[row(models.CodingTask, state="done", done_at=NOON), row(models.CodingTask, state="given_back")],
    ),
    "comment_resolved_by_somebody": Sides(
        refused=[row(models.Comment, resolved_at=NOON), _by_somebody(models.Comment, resolved_by=True)],
        accepted=[row(models.Comment), _by_somebody(models.Comment, resolved_by=True, resolved_at=NOON)],
    ),
    "errorreport_says_something": Sides(
        refused=[row(models.ErrorReport, body="")], accepted=[row(models.ErrorReport)]
    ),
    "errorreport_dismissed_says_why": Sides(
        refused=[_by_somebody(models.ErrorReport, state="dismissed", decided_by=True, decided_at=NOON)],
        accepted=[
            _by_somebody(models.ErrorReport, state="dismissed", decided_by=True, decided_at=NOON, note="It says so."),
            _by_somebody(models.ErrorReport, state="accepted", decided_by=True, decided_at=NOON),
        ],
    ),
    "errorreport_decided_by_somebody": Sides(
        refused=[
            row(models.ErrorReport, state="accepted"),
            row(models.ErrorReport, state="accepted", decided_at=NOON),
            row(models.ErrorReport, decided_at=NOON),
            _by_somebody(models.ErrorReport, decided_by=True),
            _by_somebody(models.ErrorReport, state="accepted", decided_by=True),
            _by_somebody(models.ErrorReport, decided_by=True, decided_at=NOON),
        ],
        accepted=[
            row(models.ErrorReport),
            _by_somebody(models.ErrorReport, state="accepted", decided_by=True, decided_at=NOON),
        ],
    ),
    "reporttally_once_per_hour_and_sender": Sides(
        refused=[twice(models.ReportTally, {}, {}, {})],
        accepted=[
            twice(models.ReportTally, {}, {}, {"sender": "a"}),
            twice(models.ReportTally, {}, {}, {"hour": NOON.replace(hour=13)}),
        ],
    ),
    "comment_says_something": Sides(refused=[row(models.Comment, body="")], accepted=[row(models.Comment)]),
    "step_undone_by_somebody": Sides(
        refused=[row(models.Step, undone_at=NOON), _by_somebody(models.Step, undone_by=True)],
        accepted=[row(models.Step), _by_somebody(models.Step, undone_by=True, undone_at=NOON)],
    ),
    "prefill_once_per_field": Sides(
        refused=[twice(models.Prefill, _ANOTHER_INCIDENT, {}, {})],
        accepted=[
            twice(models.Prefill, _ANOTHER_INCIDENT, {}, {"record": "target-1"}),
            twice(models.Prefill, _ANOTHER_INCIDENT, {}, {"field": "part_of_day"}),
        ],
    ),
    "publication_once_per_version": _pairs(
        models.Publication, {}, {"code": "iq-1", "version": 1, "state": "superseded"},
        [{"version": 2}, {"code": "iq-2"}],
    ),
    "publication_one_live_per_incident": Sides(
        refused=[twice(models.Publication, {}, {"code": "iq-1", "version": 1}, {"code": "iq-1", "version": 2})],
        accepted=[
            twice(models.Publication, {}, {"code": "iq-1", "state": "superseded"}, {"code": "iq-1", "version": 2}),
            twice(models.Publication, {}, {"code": "iq-1"}, {"code": "iq-2"}),
        ],
    ),
    "publication_cell_exactly_when_point": Sides(
        refused=[row(models.Publication, cell=None), row(models.Publication, latitude=None, longitude=None, cell=5)],
        accepted=[row(models.Publication), row(models.Publication, latitude=None, longitude=None, cell=None)],
    ),
    "publication_point_is_whole_and_in_the_world": _points(models.Publication),
    "publication_open_while_readable": Sides(
        refused=[row(models.Publication, state="live", closed_at=NOON)],
        accepted=[
            row(models.Publication, state="live"),
            row(models.Publication, state="withdrawn", closed_at=NOON),
            row(models.Publication, state="superseded"),
        ],
    ),
    "publication_merged_has_redirect": Sides(
        refused=[row(models.Publication, state="merged", closed_at=NOON)],
        accepted=[
            row(models.Publication, state="merged", closed_at=NOON, redirect_code="iq-2"),
            row(models.Publication, state="withdrawn", closed_at=NOON),
        ],
    ),
}  # fmt: skip
"""Constraint → what it refuses and what it accepts. The lists of codes are in test_constraints.py."""
