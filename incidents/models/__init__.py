"""The tables of the scheme, one module a subject. Readers' code knows ``publication`` and ``error_reports`` alone."""

from incidents.models.actors import Actor, ActorName
from incidents.models.changes import PublicationChange
from incidents.models.error_reports import ErrorReport, ReportTally
from incidents.models.evidence import CITED_RECORDS, CasualtyCount, Citation, PinnedFigure, Statement
from incidents.models.incident import Incident
from incidents.models.ledger import ImportFile, ImportRow, ImportRun, TableMap, TableUpload
from incidents.models.links import ExternalId, Involvement, Relation, Series
from incidents.models.notes import ConfidentialNote, Note
from incidents.models.parts import Location, Target, WeaponUse
from incidents.models.places import Place, PlaceName
from incidents.models.publication import Publication, PublicationFacet, PublicState
from incidents.models.review import Assignment, Comment, ReviewEvent
from incidents.models.work import Adjudication, CodingTask, Prefill, Step

__all__ = [
    "CITED_RECORDS",
    "Actor",
    "ActorName",
    "Adjudication",
    "Assignment",
    "CasualtyCount",
    "Citation",
    "CodingTask",
    "Comment",
    "ConfidentialNote",
    "ErrorReport",
    "ExternalId",
    "ImportFile",
    "ImportRow",
    "ImportRun",
    "Incident",
    "Involvement",
    "Location",
    "Note",
    "PinnedFigure",
    "Place",
    "PlaceName",
    "Prefill",
    "PublicState",
    "Publication",
    "PublicationChange",
    "PublicationFacet",
    "Relation",
    "ReportTally",
    "ReviewEvent",
    "Series",
    "Statement",
    "Step",
    "TableMap",
    "TableUpload",
    "Target",
    "WeaponUse",
]
