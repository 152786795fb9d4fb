"""Has somebody else saved it meanwhile? Owns the compare-and-set by which an edit of an incident takes its turn."""

from django.db import transaction
from django.db.models import F
from django.utils import timezone

from articles.history import keep_baseline
from incidents.coding.authorship import PARTS
from incidents.coding.review import StaleIncident
from incidents.models import Incident


def take_turn(incident: Incident, *, seen: int) -> None:
    """Raise the version from the one the editor saw, before anything of the incident is written.

    Call it inside the transaction that writes. Holds the row until its end, so that nobody can come between; sets the
    new version and the stored status on the instance. Raises ``StaleIncident`` when another save or step came first.
    """
    if not transaction.get_connection().in_atomic_block:
        raise transaction.TransactionManagementError("take_turn needs the transaction of the edit around it.")
    if not Incident.objects.filter(pk=incident.pk, version=seen).update(
        version=F("version") + 1, updated_at=timezone.now()
    ):
        raise StaleIncident
    # Review moves the status without a new version: what is stored now must not be overwritten with what was read.
    incident.refresh_from_db(fields=["version", "status", "merged_into"])


def take_next_turn(incident: Incident) -> None:
    """Raise the version without asking which one the editor saw, for a change that compares each value by itself.

    Call it inside the transaction that writes. Raises ``StaleIncident`` when the incident is gone or has been merged.
    """
    if not transaction.get_connection().in_atomic_block:
        raise transaction.TransactionManagementError("take_next_turn needs the transaction of the edit around it.")
    open_rows = Incident.objects.filter(pk=incident.pk).exclude(status="merged")
    if not open_rows.update(version=F("version") + 1, updated_at=timezone.now()):
        raise StaleIncident
    incident.refresh_from_db()


def keep_baselines(incident: Incident) -> None:
    """The first edit of an imported incident stores what every row of it said before."""
    keep_baseline(Incident.objects.filter(pk=incident.pk))
    for part in PARTS:
        keep_baseline(part._default_manager.filter(incident=incident))
