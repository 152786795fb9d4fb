"""Which publications changed since somebody last looked? Owns the log that the database itself keeps of them.

Triggers write it, so that no writer can forget to: publishing, withdrawing, a command, a statement typed by hand.
Whoever holds a copy of the public columns in memory compares the newest mark of the log with that of the copy. The
token tells two changes of one number apart, where the first was rolled back or the database was put back to an
earlier day.

The marks rise in the order in which changes become visible: SQLite lets one writer in at a time, and on PostgreSQL a
writer holds a lock from its first change to its commit. The log keeps the last ``KEPT`` changes. Whatever makes
``incidents_publication`` anew on SQLite takes its triggers along: such a migration calls ``create_log`` again after it.
"""

import uuid
from typing import Any, Final

from django.db import models

KEPT: Final = 10_000
"""Changes that are remembered: a copy that has missed more is made anew, which is as fast by then."""

EVENTS: Final = {"insert": "new", "update": "old", "delete": "old"}


class PublicationChange(models.Model):
    """One change of publications: their keys with commas between, or nothing where they were too many to name."""

    token = models.CharField(max_length=36)
    keys = models.TextField(blank=True)

    def __str__(self) -> str:
        return f"{self.pk}: {self.keys}"


_FUNCTION: Final = f"""CREATE OR REPLACE FUNCTION publication_changed() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    many bigint := {KEPT} + 1;
    named text := '';
    mark bigint;
BEGIN
    IF TG_OP <> 'TRUNCATE' THEN
        SELECT count(*) INTO many FROM changed;
        IF many = 0 THEN RETURN NULL; END IF;
        IF many <= {KEPT} THEN SELECT string_agg(id::text, ',') INTO named FROM changed; END IF;
    END IF;
    PERFORM pg_advisory_xact_lock(hashtext('publication_changed'));
    INSERT INTO incidents_publicationchange (token, keys) VALUES (gen_random_uuid()::text, named)
    RETURNING id INTO mark;
    DELETE FROM incidents_publicationchange WHERE id <= mark - {KEPT};
    RETURN NULL;
END $$"""  # noqa: S608 -- nothing of a reader's is in it

_CREATE: Final = {
    "sqlite": [
        f"""CREATE TRIGGER publication_changed_{event} AFTER {event} ON incidents_publication BEGIN
        INSERT INTO incidents_publicationchange (token, keys) VALUES (hex(randomblob(16)), {row}.id);
        DELETE FROM incidents_publicationchange
        WHERE id <= (SELECT max(id) FROM incidents_publicationchange) - {KEPT}; END"""  # noqa: S608
        for event, row in EVENTS.items()
    ],
    "postgresql": [
        _FUNCTION,
        *(
            f"""CREATE TRIGGER publication_changed_{event} AFTER {event} ON incidents_publication
            REFERENCING {row} TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION publication_changed()"""
            for event, row in EVENTS.items()
        ),
        """CREATE TRIGGER publication_changed_truncate AFTER TRUNCATE ON incidents_publication
        FOR EACH STATEMENT EXECUTE FUNCTION publication_changed()""",
    ],
}
_DROP: Final = {
    "sqlite": [f"DROP TRIGGER IF EXISTS publication_changed_{event}" for event in EVENTS],
    "postgresql": [
        f"DROP TRIGGER IF EXISTS publication_changed_{event} ON incidents_publication"
        for event in (*EVENTS, "truncate")
    ],
}


def create_log(connection: Any) -> None:
    """The triggers that write the log, and a first mark: what was there before has changed for whoever looks now."""
    drop_log(connection)
    _run(connection, _CREATE[connection.vendor])
    with connection.cursor() as cursor:
        cursor.execute("INSERT INTO incidents_publicationchange (token, keys) VALUES (%s, '')", [str(uuid.uuid4())])


def drop_log(connection: Any) -> None:
    """The triggers taken away."""
    _run(connection, _DROP[connection.vendor])


def _run(connection: Any, statements: list[str]) -> None:
    with connection.cursor() as cursor:
        for statement in statements:
            cursor.execute(statement)
