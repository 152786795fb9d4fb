"""How are many rows made and written fast? Owns instances without ceremony, reserved keys and inserts of tuples.

An import makes about twenty rows an event. ``Model(**values)`` and ``bulk_create`` ask every field of every row for its
default and its SQL, which takes ten times as long as the insert itself. Here that is worked out once a model, keys are
taken before rows point to each other, and rows go to either engine as tuples.
"""

from collections.abc import Callable, Iterator, Sequence
from functools import cache
from operator import itemgetter
from typing import Any, NamedTuple, TypeVar

from django.db import DEFAULT_DB_ALIAS, connection, models
from django.db.models.base import ModelState
from django.utils import timezone

Row = TypeVar("Row", bound=models.Model)

# Fields whose value in Python is what the driver takes.
_PLAIN = (models.CharField, models.TextField, models.IntegerField, models.BooleanField, models.ForeignKey)


def make(model: type[Row], **values: Any) -> Row:
    """The instance that ``model(**values)`` makes. Rows given for foreign keys must have their keys already."""
    defaults, callables, links = _blank(model)
    row = model.__new__(model)
    attributes, state = row.__dict__, ModelState()
    attributes.update(defaults, _state=state)
    for name, default in callables:
        attributes[name] = default()
    for name, value in values.items():
        if name in links:
            state.fields_cache[name] = value
            attributes[links[name]] = None if value is None else value.pk
        else:
            attributes[name] = value
    return row


@cache
def _blank(model: Any) -> tuple[dict[str, Any], list[tuple[str, Callable[[], Any]]], dict[str, str]]:
    """What an empty instance holds, what is worked out for each instance, and the column of each foreign key."""
    fields = model._meta.concrete_fields
    callables = [
        (field.attname, field.get_default) for field in fields if field.has_default() and callable(field.default)
    ]
    defaults = {field.attname: field.get_default() for field in fields}
    return defaults, callables, {field.name: field.attname for field in fields if field.is_relation}


def next_keys(model: type[models.Model], count: int) -> Iterator[int]:
    """That many keys of the model that nobody else gets. On SQLite they must be used before the next are taken."""
    table = model._meta.db_table
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute(
                "SELECT nextval(pg_get_serial_sequence(%s, %s)) FROM generate_series(1, %s)",
                [f'"{table}"', model._meta.pk.column, count],
            )
            return iter([key for (key,) in cursor.fetchall()])
        # SQLite: the import's transaction holds the only write lock, so nobody else takes a key meanwhile.
        cursor.execute("SELECT seq FROM sqlite_sequence WHERE name = %s", [table])
        last = (cursor.fetchone() or (0,))[0]
        return iter(range(last + 1, last + 1 + count))


def insert(rows: Sequence[models.Model]) -> None:
    """Inserts rows of one model. Those without a key get one from the database and do not learn it."""
    if not rows:
        return
    plan = _plan(type(rows[0]), rows[0].pk is not None, connection.vendor)
    now = tuple(prepare(timezone.now(), connection) for prepare in plan.moments)
    _send(plan, [_values(row, plan) + now for row in rows])
    for row in rows:
        row._state.adding, row._state.db = False, DEFAULT_DB_ALIAS  # noqa: SLF001


def _send(plan: "_Plan", rows: list[tuple[Any, ...]]) -> None:
    """PostgreSQL takes rows by COPY, several times faster than by INSERT; SQLite has no such thing, nor need."""
    with connection.cursor() as cursor:
        if connection.vendor != "postgresql":
            cursor.executemany(plan.insert, rows)
            return
        with connection.wrap_database_errors, cursor.copy(plan.copy) as stream:
            for row in rows:
                stream.write_row(row)


def _values(row: models.Model, plan: "_Plan") -> tuple[Any, ...]:
    # Before the values are read: a field may set others as it is saved, as a date sets its bounds.
    for pre_save in plan.pre_saves:
        pre_save(row, True)
    values = plan.read(row.__dict__)
    return _prepared(values, plan) if plan.prepared else values


def _prepared(values: tuple[Any, ...], plan: "_Plan") -> tuple[Any, ...]:
    changed = list(values)
    for position, prepare in plan.prepared:
        if changed[position] is not None:
            changed[position] = prepare(changed[position], connection)
    return tuple(changed)


class _Plan(NamedTuple):
    """How rows of a model are sent, how a row's values are read, and which of its columns need more than that.

    ``pre_saves`` set values on the row, ``prepared`` have another form in SQL, ``moments``, the last columns, hold the
    time of writing.
    """

    insert: str
    copy: str
    read: Callable[[dict[str, Any]], tuple[Any, ...]]
    pre_saves: list[Callable[[models.Model, bool], Any]]
    prepared: list[tuple[int, Callable[..., Any]]]
    moments: list[Callable[..., Any]]


@cache
def _plan(model: type[models.Model], with_key: bool, _vendor: str) -> _Plan:
    every = [field for field in model._meta.local_concrete_fields if with_key or not field.primary_key]
    moments = [field for field in every if _is_moment(field)]
    fields = [field for field in every if field not in moments]
    table, quote = model._meta.db_table, connection.ops.quote_name
    columns = ", ".join(quote(str(field.column)) for field in fields + moments)
    return _Plan(
        insert=f"INSERT INTO {quote(table)} ({columns}) VALUES ({_places(every)})",  # noqa: S608
        copy=f"COPY {quote(table)} ({columns}) FROM STDIN",
        read=itemgetter(*(field.attname for field in fields)),
        pre_saves=[field.pre_save for field in fields if _sets_itself(field)],
        prepared=[
            (position, field.get_db_prep_save) for position, field in enumerate(fields) if not isinstance(field, _PLAIN)
        ],
        moments=[field.get_db_prep_save for field in moments],
    )


def _places(fields: Sequence[Any]) -> str:
    return ", ".join(["%s"] * len(fields))


def _is_moment(field: Any) -> bool:
    return isinstance(field, models.DateTimeField) and (field.auto_now or field.auto_now_add)


def _sets_itself(field: Any) -> bool:
    """Whether saving works the value out, which a field of Django's does for the time of writing alone."""
    return not type(field).pre_save.__module__.startswith("django.")
