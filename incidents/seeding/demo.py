"""What is in the demo? Owns what is loaded, in which order, and that loading it again changes nothing."""

import hashlib
from collections.abc import Callable
from io import StringIO
from pathlib import Path

from django.conf import settings
from django.contrib.auth.models import User
from django.core.management import call_command
from django.db import transaction

from incidents.coding import review
from incidents.models import Incident
from incidents.models.ledger import ImportFile
from incidents.seeding.cases import load_case
from incidents.seeding.catalogue import load_catalogue
from incidents.seeding.gazetteer import load_places
from incidents.seeding.records import Register
from incidents.seeding.waiting import load_waiting

SEEDS = Path(settings.BASE_DIR) / "seeds"
CASES = SEEDS / "demo" / "incidents"
EVENTS = SEEDS / "ged" / "ged231_world_1000.csv.gz"


@transaction.atomic
def load_demo(*, coder: User, reviewer: User, progress: Callable[[str], object]) -> None:
    """Load the gazetteer, the worked case and the thousand events, published: all of it or nothing.

    The coder codes and submits the worked case; the reviewer publishes it and the events. Some articles wait in the
    reading queue. What is there already is kept. `progress` receives a short sentence at each step.
    SeedError: a seed file is wrong.
    """
    if Incident.objects.filter(code__in=[path.stem for path in _case_files()]).exists():
        progress("The worked case is there already.")
    else:
        progress("Places and a case coded in full ...")
        load_worked_case(coder=coder, reviewer=reviewer)
    if load_waiting(SEEDS / "demo", by=coder):
        progress("Articles for practice wait in the reading queue.")
    if _has_events():
        progress("The thousand events are there already.")
    else:
        progress("A thousand events of UCDP GED ...")
        call_command("import_ged", str(EVENTS), publish=True, by=reviewer.username, stdout=StringIO())


@transaction.atomic
def load_worked_case(*, coder: User, reviewer: User) -> None:
    """Code and publish the worked case and the incidents around it, oldest first: later ones point back."""
    register = Register(by=coder)
    for key, place in load_places(SEEDS / "places.csv").items():
        register.add(key, place)
    load_catalogue(SEEDS / "demo", register)
    for path in _case_files():
        incident = load_case(path, register)
        register.add(incident.code, incident)
        review.submit(incident, by=coder)
        review.publish(incident, by=reviewer)


def _case_files() -> list[Path]:
    """Each is named by its incident's code, which begins with the date: their order is that of the incidents."""
    return sorted(CASES.glob("*.toml"))


def _has_events() -> bool:
    digest = hashlib.sha256(EVENTS.read_bytes()).hexdigest()
    return ImportFile.objects.filter(sha256=digest, run__written=True, run__published=True).exists()
