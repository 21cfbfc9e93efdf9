"""Keeps the index of names in step with the participants.

Triggers cannot write to the index: SQLite lets no trigger touch a virtual table while the schema is
not trusted. So triggers of the connection (TEMP) note which participants change, and the index
follows in the same transaction, just before it commits. The file itself holds no trigger, which
makes any trigger in a file a stranger's.
"""

from __future__ import annotations

import sqlite3

from facilitator.storage.migrations.step import statements_of

# old_text is what the words were when the transaction began; NULL: the participant was not there.
_SET_UP = """\
CREATE TEMP TABLE words_changed (search_row INTEGER PRIMARY KEY, old_text TEXT);
CREATE TEMP TRIGGER words_insert AFTER INSERT ON main.participant BEGIN
  INSERT INTO words_changed SELECT new.search_row, NULL
    WHERE NOT EXISTS (SELECT 1 FROM words_changed WHERE search_row = new.search_row);
END;
CREATE TEMP TRIGGER words_delete AFTER DELETE ON main.participant BEGIN
  INSERT INTO words_changed SELECT old.search_row, old.search_text
    WHERE NOT EXISTS (SELECT 1 FROM words_changed WHERE search_row = old.search_row);
END;
CREATE TEMP TRIGGER words_update AFTER UPDATE OF search_text, search_row, sort_key, archived_at
  ON main.participant BEGIN
  INSERT INTO words_changed SELECT old.search_row, old.search_text
    WHERE NOT EXISTS (SELECT 1 FROM words_changed WHERE search_row = old.search_row);
  INSERT INTO words_changed SELECT new.search_row, NULL
    WHERE NOT EXISTS (SELECT 1 FROM words_changed WHERE search_row = new.search_row);
END;
"""


def watch_names(connection: sqlite3.Connection) -> None:
    """Note every change of a participant's words made through `connection` from now on."""
    for statement in statements_of(_SET_UP):
        connection.execute(statement)


def update_index(connection: sqlite3.Connection) -> list[int]:
    """Let the index follow what was noted in the open transaction; gives the search rows noted.

    Sort keys and who is archived are noted too, for whoever keeps a list of names in memory.
    """
    noted = [row[0] for row in connection.execute("SELECT search_row FROM words_changed")]
    if not noted:
        return noted
    connection.execute(
        "INSERT INTO participant_words (participant_words, rowid, search_text)"
        " SELECT 'delete', search_row, old_text FROM words_changed WHERE old_text IS NOT NULL"
    )
    connection.execute(
        "INSERT INTO participant_words (rowid, search_text)"
        " SELECT search_row, search_text FROM participant JOIN words_changed USING (search_row)"
    )
    connection.execute("DELETE FROM words_changed")
    return noted


def rebuild_index(connection: sqlite3.Connection) -> None:
    """Make the index anew from the participants, leaving no word of anyone who is gone."""
    connection.execute("INSERT INTO participant_words (participant_words) VALUES ('rebuild')")
