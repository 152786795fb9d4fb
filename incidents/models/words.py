"""How is text found by its words? Owns the index of words on either engine, and what is asked of it.

``Publication.search_text`` is folded words with spaces between, so that a word is what lies between two spaces: neither
engine's own idea of a word, nor its language, has a say. Only live versions are in the index, and found.

SQLite: an FTS5 table without a copy of the text, kept in step by triggers. Whatever makes ``incidents_publication``
anew takes its triggers along: such a migration calls ``create_index`` again after it. PostgreSQL: a GIN index of the
words as an array.
"""

from typing import Any, Final

from django.db import connection
from django.db.models import Lookup

_LIVE: Final = "FROM incidents_publication WHERE state = 'live'"
_MATCHING: Final = "FROM publication_words WHERE publication_words MATCH %s"
_HOLDING: Final = """string_to_array(search_text COLLATE "C", ' ') @> %s::text[]"""
_FORGET: Final = (
    "INSERT INTO publication_words (publication_words, rowid, search_text) "
    "SELECT 'delete', old.id, old.search_text WHERE old.state = 'live';"
)
_LEARN: Final = (
    "INSERT INTO publication_words (rowid, search_text) SELECT new.id, new.search_text WHERE new.state = 'live';"
)
_CREATE: Final = {
    "sqlite": [
        # The tokenizer "ascii" parts words at spaces alone, because nothing else of ASCII is left in folded text.
        """CREATE VIRTUAL TABLE IF NOT EXISTS publication_words
        USING fts5 (search_text, content = '', tokenize = 'ascii', detail = 'none', columnsize = 0)""",
        "DROP TRIGGER IF EXISTS publication_words_insert",
        "DROP TRIGGER IF EXISTS publication_words_delete",
        "DROP TRIGGER IF EXISTS publication_words_update",
        "INSERT INTO publication_words (publication_words) VALUES ('delete-all')",
        f"INSERT INTO publication_words (rowid, search_text) SELECT id, search_text {_LIVE}",
        f"CREATE TRIGGER publication_words_insert AFTER INSERT ON incidents_publication BEGIN {_LEARN} END",
        f"CREATE TRIGGER publication_words_delete AFTER DELETE ON incidents_publication BEGIN {_FORGET} END",
        f"""CREATE TRIGGER publication_words_update AFTER UPDATE OF id, state, search_text ON incidents_publication
        BEGIN {_FORGET} {_LEARN} END""",
    ],
    "postgresql": [
        """CREATE INDEX IF NOT EXISTS publication_words ON incidents_publication
        USING gin (string_to_array(search_text COLLATE "C", ' ')) WHERE state = 'live'""",
    ],
}
_DROP: Final = {
    "sqlite": [
        "DROP TRIGGER IF EXISTS publication_words_insert",
        "DROP TRIGGER IF EXISTS publication_words_delete",
        "DROP TRIGGER IF EXISTS publication_words_update",
        "DROP TABLE IF EXISTS publication_words",
    ],
    "postgresql": ["DROP INDEX IF EXISTS publication_words"],
}


def create_index(connection: Any) -> None:
    """The index of words, made from the live rows that are there."""
    _run(connection, _CREATE[connection.vendor])


def drop_index(connection: Any) -> None:
    """What ``create_index`` has made, taken away."""
    _run(connection, _DROP[connection.vendor])


def keys_having(words: list[str]) -> str:
    """The keys of the live rows whose text has all of these folded words, with commas between: so many come fast."""
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.execute(f"SELECT group_concat(rowid) {_MATCHING}", [_quoted(words)])
        else:
            cursor.execute(f"SELECT string_agg(id::text, ',') {_LIVE} AND {_HOLDING}", [list(words)])
        return cursor.fetchone()[0] or ""


def _quoted(words: list[str]) -> str:
    """In quotes a word is never an operator of FTS5; a folded word holds no quote."""
    return " ".join(f'"{word}"' for word in words)


def _run(connection: Any, statements: list[str]) -> None:
    with connection.cursor() as cursor:
        for statement in statements:
            cursor.execute(statement)


class HasWords(Lookup):
    """Live rows whose text has every one of these folded words."""

    lookup_name = "has_words"
    prepare_rhs = False

    def as_sqlite(self, _compiler: Any, connection: Any) -> tuple[str, list[Any]]:
        wanted = _quoted(self.rhs)
        key = f"{connection.ops.quote_name(self.lhs.alias)}.{connection.ops.quote_name('id')}"
        return f"{key} IN (SELECT rowid {_MATCHING})", [wanted]

    def as_postgresql(self, compiler: Any, connection: Any) -> tuple[str, list[Any]]:
        text, params = self.process_lhs(compiler, connection)
        return f"""string_to_array({text} COLLATE "C", ' ') @> %s::text[]""", [*params, list(self.rhs)]
