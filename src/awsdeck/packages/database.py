"""The database of a package, opened so that nothing in it can do anything.

In: the bytes of a SQLite database. Out: rows. It must not know what the rows mean.

The database lives in memory only. What could make a plain ``select`` run somebody else's code, or run for
ever, is refused before the first row is read: views, virtual tables and generated columns in the place of
tables. See https://www.sqlite.org/security.html, "untrusted SQLite database files".
"""

import sqlite3
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from typing import Any

from awsdeck.packages.refusal import DAMAGED, UNSAFE, Refused

_HEADER = b"SQLite format 3\0"
_VERSIONS = slice(18, 20)  # of the file format, 2 for a write-ahead log, which memory doesn't have
_PLAIN = b"\1\1"
_LONGEST = 64 * 1024 * 1024  # bytes of a text
_PATIENCE = 60.0  # seconds for one package; a hundred thousand notes take one
_MOST_TABLES = 1000
_STEPS = 100_000  # of SQLite's machine between two looks at the clock


class Database:
    """Reads the tables of a package's database."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection
        self.tables = frozenset(
            str(row[0]).casefold()
            for row in self.rows("select name from sqlite_master where type = 'table'", [], _MOST_TABLES)
        )

    def rows(self, query: str, tables: Sequence[str], limit: int = 1_000_000) -> list[tuple[Any, ...]]:
        """The rows of a query, which reads the given tables and nothing else.

        Raises:
            Refused: a table is missing or isn't one, or there are more rows than ``limit``.

        """
        for table in tables:
            self._refuse_unsafe(table)
        found = self._connection.execute(query).fetchmany(limit + 1)
        if len(found) > limit:
            raise Refused(f"its collection has more than {limit} {tables[0] if tables else 'tables'}", UNSAFE)
        return found

    def asking(self, name: str, test: Callable[[Any], bool]) -> None:
        """Let queries ask a question of a value, under a name."""
        self._connection.create_function(name, 1, test)

    def _refuse_unsafe(self, table: str) -> None:
        found = self._connection.execute(
            "select type = 'table' and rootpage > 0 from sqlite_master where lower(name) = ?", (table,)
        ).fetchall()
        if not found:
            raise Refused(f"it is no collection of Anki: it has no table {table}", DAMAGED)
        # a view and a virtual table have no pages; a hidden column is computed whenever it is read
        columns = self._connection.execute(f"pragma table_xinfo({table})").fetchall()
        if not all(plain for (plain,) in found) or any(column[-1] for column in columns):
            raise Refused(f"its {table} is not a plain table", UNSAFE)


@contextmanager
def opened(data: bytes) -> Iterator[Database]:
    """The database in these bytes.

    Raises:
        Refused: the bytes are no database, or reading it fails or takes too long.

    """
    if not data.startswith(_HEADER):
        raise Refused("its collection is not a database", DAMAGED)
    if data[_VERSIONS] != _PLAIN:
        data = b"".join((data[: _VERSIONS.start], _PLAIN, data[_VERSIONS.stop :]))
    connection = sqlite3.connect(":memory:", isolation_level=None)
    end = time.monotonic() + _PATIENCE
    try:
        connection.setlimit(sqlite3.SQLITE_LIMIT_LENGTH, _LONGEST)
        connection.set_progress_handler(lambda: time.monotonic() > end, _STEPS)
        connection.create_collation("unicase", _without_case)
        connection.deserialize(data)
        for pragma in ("trusted_schema = off", "query_only = on", "cell_size_check = on"):
            connection.execute(f"pragma {pragma}")
        yield Database(connection)
    except (sqlite3.Error, OverflowError, MemoryError) as failure:
        raise Refused(f"its collection can't be read: {failure}", DAMAGED) from None
    finally:
        connection.close()


def _without_case(a: str, b: str) -> int:
    """Anki's own order of names."""
    first, second = a.casefold(), b.casefold()
    return (first > second) - (first < second)
