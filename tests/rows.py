"""A valid row of every table, with the least in it: what the tests of constraints and of history start from."""

from collections.abc import Callable
from datetime import UTC, date, datetime
from typing import Any

from django.apps import apps
from django.db.models import Model

from articles.models import Article, Feed, FeedEntry, Publisher, Snapshot
from incidents import models
from tests import factories


def tables() -> list[type[Model]]:
    """Every model of ours; the tables of history follow from them."""
    found = [model for app in ("articles", "incidents") for model in apps.get_app_config(app).get_models()]
    return [model for model in found if not model.__name__.startswith("Historical")]


def _snapshot(**fields: Any) -> Snapshot:
    return Snapshot.objects.create(**{"file": "snapshots/1", "sha256": "0" * 64, "media_type": "text/html"} | fields)


def _actor_name(*, actor: models.Actor | None = None, **fields: Any) -> models.ActorName:
    return models.ActorName.objects.create(actor=actor or factories.ActorFactory(), **{"name": "Jaysh"} | fields)


def _place_name(*, place: models.Place | None = None, **fields: Any) -> models.PlaceName:
    return models.PlaceName.objects.create(place=place or factories.PlaceFactory(), **{"name": "Dawra"} | fields)


def _confidential_note(**fields: Any) -> models.ConfidentialNote:
    return models.ConfidentialNote.objects.create(**{"body": "Ask the witness first."} | fields)


def _assignment(*, incident: models.Incident | None = None, user: Any = None) -> models.Assignment:
    return models.Assignment.objects.create(
        incident=incident or factories.IncidentFactory(), user=user or factories.UserFactory(), until=date(2022, 2, 1)
    )


def _review_event(**fields: Any) -> models.ReviewEvent:
    step = {"action": "submit", "from_status": "draft", "to_status": "in_review"}
    return models.ReviewEvent.objects.create(incident=factories.IncidentFactory(), **step | fields)


def _import_run(**fields: Any) -> models.ImportRun:
    return models.ImportRun.objects.create(**{"scheme": "ucdp_ged"} | fields)


def _import_file(**fields: Any) -> models.ImportFile:
    return models.ImportFile.objects.create(run=_import_run(), **{"name": "a.csv", "sha256": "0" * 64} | fields)


def _import_row(**fields: Any) -> models.ImportRow:
    return models.ImportRow.objects.create(file=_import_file(), **{"line": 2, "outcome": "new"} | fields)


def _table_map(**fields: Any) -> models.TableMap:
    return models.TableMap.objects.create(**{"dataset": "Field notes", "map": 'dataset = "Field notes"'} | fields)


def _table_upload(**fields: Any) -> models.TableUpload:
    given = {"name": "notes.csv", "content": b"Ref", "by": factories.UserFactory()}
    return models.TableUpload.objects.create(**given | fields)


def _feed(**fields: Any) -> Feed:
    return Feed.objects.create(**{"name": "The Daily", "url": "https://daily.example/rss"} | fields)


def _feed_entry(*, feed: Feed | None = None, **fields: Any) -> FeedEntry:
    return FeedEntry.objects.create(feed=feed or _feed(), **{"address_sha256": "0" * 64} | fields)


def _adjudication(**fields: Any) -> models.Adjudication:
    return models.Adjudication.objects.create(
        **{"article": factories.ArticleFactory(), "by": factories.UserFactory()} | fields
    )


def _comment(**fields: Any) -> models.Comment:
    given = {"incident": factories.IncidentFactory(), "by": factories.UserFactory(), "body": "Which Thursday?"}
    return models.Comment.objects.create(**given | fields)


def _error_report(**fields: Any) -> models.ErrorReport:
    given = {"code": "iq-2022-01-13-one", "version": 1, "about": "figure", "body": "Three were hurt."}
    return models.ErrorReport.objects.create(**given | fields)


def _tally(**fields: Any) -> models.ReportTally:
    return models.ReportTally.objects.create(**{"hour": datetime(2022, 2, 1, 12, tzinfo=UTC)} | fields)


def _step(**fields: Any) -> models.Step:
    given = {"incident": factories.IncidentFactory(), "by": factories.UserFactory(), "kind": "desk", "label": "Date"}
    return models.Step.objects.create(**given | fields)


def _prefill(*, incident: models.Incident | None = None, **fields: Any) -> models.Prefill:
    given = {"field": "date_edtf", "rule": "The Thursday before publication."}
    return models.Prefill.objects.create(incident=incident or factories.IncidentFactory(), **given | fields)


def _facet(**fields: Any) -> models.PublicationFacet:
    facet = {"publication": factories.PublicationFactory(), "facet": "weapon", "value": "rocket"}
    return models.PublicationFacet.objects.create(**facet | fields)


def _publication_change(**fields: Any) -> models.PublicationChange:
    return models.PublicationChange.objects.create(**{"token": "a", "keys": "1"} | fields)


ROW: dict[type[Model], Callable[..., Any]] = {
    Article: factories.ArticleFactory,
    Feed: _feed,
    FeedEntry: _feed_entry,
    Publisher: factories.PublisherFactory,
    Snapshot: _snapshot,
    models.Actor: factories.ActorFactory,
    models.ActorName: _actor_name,
    models.Adjudication: _adjudication,
    models.Assignment: _assignment,
    models.CasualtyCount: factories.CasualtyCountFactory,
    models.Citation: factories.CitationFactory,
    models.CodingTask: factories.CodingTaskFactory,
    models.Comment: _comment,
    models.ConfidentialNote: _confidential_note,
    models.ErrorReport: _error_report,
    models.ExternalId: factories.ExternalIdFactory,
    models.ImportFile: _import_file,
    models.ImportRow: _import_row,
    models.ImportRun: _import_run,
    models.Incident: factories.IncidentFactory,
    models.Involvement: factories.InvolvementFactory,
    models.Location: factories.LocationFactory,
    models.Note: factories.NoteFactory,
    models.PinnedFigure: factories.PinnedFigureFactory,
    models.Place: factories.PlaceFactory,
    models.PlaceName: _place_name,
    models.Prefill: _prefill,
    models.PublicState: models.PublicState.objects.create,
    models.Publication: factories.PublicationFactory,
    models.PublicationChange: _publication_change,
    models.PublicationFacet: _facet,
    models.Relation: factories.RelationFactory,
    models.ReportTally: _tally,
    models.ReviewEvent: _review_event,
    models.Series: factories.SeriesFactory,
    models.Statement: factories.StatementFactory,
    models.Step: _step,
    models.TableMap: _table_map,
    models.TableUpload: _table_upload,
    models.Target: factories.TargetFactory,
    models.WeaponUse: factories.WeaponUseFactory,
}
"""Table → what makes a row of it from keyword arguments, and what the row needs."""
