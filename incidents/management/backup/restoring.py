"""How does a database become what a backup holds? Checked before, written in one transaction, read back before its end.

Rows are stored as they are, keys and times included, past the history of each: that comes with them.
"""

import hashlib
from collections.abc import Callable
from typing import Any

from django.apps import apps
from django.contrib.contenttypes.models import ContentType
from django.contrib.sessions.models import Session
from django.core.cache import cache
from django.core.exceptions import SuspiciousFileOperation
from django.db import DEFAULT_DB_ALIAS, DatabaseError, connections, transaction
from django.utils import timezone

from incidents.management.backup import engines
from incidents.management.backup.archive import Backup, Unusable, member_of_table
from incidents.management.backup.files import Placing
from incidents.management.backup.lines import Lines, Names
from incidents.management.backup.making import migrations, table_lines
from incidents.management.backup.tables import ROLES, label, rows, tables
from incidents.management.statistics import refresh_statistics
from incidents.models.publication import PublicState

Tell = Callable[[str], None]


def restore(
    backup: Backup, *, replace: bool = False, using: str = DEFAULT_DB_ALIAS, tell: Tell = lambda _: None
) -> None:
    """Brings rows and files back. Unusable: why not; then nothing is changed.

    ``replace``: whatever is there goes, in the same transaction.
    """
    check_fits(backup, using)
    backup.check()
    placing = Placing(backup)
    try:
        placing.begin()
        with transaction.atomic(using=using):
            _bring_back(backup, replace=replace, using=using, tell=tell)
    except BaseException as problem:
        placing.give_up()
        if isinstance(problem, DatabaseError | OSError | SuspiciousFileOperation):
            raise Unusable(f"Nothing was restored: {problem}".strip()) from problem
        raise
    placing.finish()
    ContentType.objects.clear_cache()
    cache.clear()
    refresh_statistics(using)


def check_fits(backup: Backup, using: str = DEFAULT_DB_ALIAS) -> None:
    """Unusable: the tables here are not those of the backup, because of other migrations."""
    here, there = (
        {(app, name) for app, names in found.items() for name in names}
        for found in (migrations(using), backup.manifest["migrations"])
    )
    if not here:
        raise Unusable("There are no tables in this database yet: run manage.py migrate first.")
    told = {label(model) for model in tables()}
    if here == there and {each["table"] for each in backup.tables} == told:
        return
    ahead, behind = _listed(there - here), _listed(here - there)
    raise Unusable(
        "The backup was made with other migrations than this database has."
        + (f" Only the backup has {ahead}." if ahead else "")
        + (f" Only this database has {behind}." if behind else "")
        + " Restore it with the version of Attest that made it, then update and migrate."
    )


def rows_here(using: str = DEFAULT_DB_ALIAS) -> dict[str, int]:
    """How many rows each table has that a restore would replace; what ``apply_roles`` makes is not counted."""
    counts = {label(model): rows(model, using).count() for model in tables() if label(model) not in ROLES}
    return {table: count for table, count in counts.items() if count}


def _bring_back(backup: Backup, *, replace: bool, using: str, tell: Tell) -> None:
    engines.hold(tables(), using)
    if not replace and (found := rows_here(using)):
        raise Unusable(
            f"This database is not empty: {sum(found.values()):,} rows. --replace puts the backup in its place."
        )
    engines.empty(tables(), using)
    names = Names(using)
    for table in backup.tables:
        model: Any = apps.get_model(table["table"])
        with backup.member(member_of_table(table["table"])) as lines:
            engines.fill(model, Lines(model, names).read(lines), using)
        if table["last_key"] is not None:
            engines.set_last_key(model, table["last_key"], using)
        tell(f"{table['table']}: {table['rows']:,} rows")
    connections[using].check_constraints()
    _read_back(backup, using)
    # Whoever is logged in here may have the key of another user now.
    Session.objects.using(using).all().delete()
    _raise_state(backup, using)


def _read_back(backup: Backup, using: str) -> None:
    """Everything is read once more as for a backup: what is stored is what was kept, or nothing is."""
    expected = {table["table"]: table["sha256"] for table in backup.tables}
    for table, lines in table_lines(using):
        digest = hashlib.sha256()
        for line in lines:
            digest.update(line)
        if digest.hexdigest() != expected[table]:
            raise Unusable(f"Nothing was restored: {table} would not be the same in this database.")


def _raise_state(backup: Backup, using: str) -> None:
    """To a number that neither this database nor the one of the backup can have reached by publishing: the seconds.

    Answers are remembered by it, here and in caches, and some may be of a state after the backup that is lost.
    """
    before, now = PublicState.objects.using(using).first(), timezone.now()
    seen = max(before.version if before else 0, int(backup.manifest["public_state"]["version"]))
    if before or seen:
        version = max(seen + 1, int(now.timestamp()))
        PublicState.objects.using(using).update_or_create(pk=1, defaults={"version": version, "changed_at": now})


def _listed(migrations: set[tuple[str, str]]) -> str:
    return ", ".join(f"{app}.{name}" for app, name in sorted(migrations))
