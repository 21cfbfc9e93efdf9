import os
import sqlite3
from datetime import UTC, datetime
from pathlib import Path

import pytest

from facilitator.clock import SetClock
from facilitator.errors import NotFound, Refused, StorageTrouble
from facilitator.ids import new_id
from facilitator.storage import Database
from facilitator.storage.workbook_file import create_workbook, open_database

LOGO = bytes(range(256))


def a_participant(database: Database, name: str = "Amina", **values: object) -> str:
    key = new_id()
    row = {"sort_key": name.casefold(), "search_text": name.casefold(), "added_at": "x"}
    database.insert("participant", {"id": key, "name": name, **row, **values})
    return key


def added(database: Database, name: str = "Amina", **values: object) -> str:
    with database.action("participant-added", name=name):
        return a_participant(database, name, **values)


def name_of(database: Database, key: str) -> str | None:
    return database.value("SELECT name FROM participant WHERE id = ?", (key,))


def found(database: Database, word: str) -> list[str]:
    rows = database.rows(
        "SELECT name FROM participant JOIN participant_words"
        " ON participant_words.rowid = participant.search_row"
        " WHERE participant_words MATCH ? ORDER BY name",
        (word,),
    )
    return [row["name"] for row in rows]


def index_is_sound(database: Database) -> bool:
    with database.log():
        database.write(
            "INSERT INTO participant_words (participant_words, rank) VALUES ('integrity-check', 1)"
        )
    return True


def test_an_action_is_on_disk_when_its_block_ends(database: Database) -> None:
    key = added(database)
    other = open_database(database.path, database.clock, read_only=True)
    assert name_of(other, key) == "Amina"
    other.close()


def test_an_action_tells_who_did_what_when(database: Database) -> None:
    with database.action("participant-added", actor="Rosa", name="Amina"):
        a_participant(database)
    (record,) = database.history()
    assert (record.name, record.actor, record.state) == ("participant-added", "Rosa", "done")
    assert record.params == {"name": "Amina"}
    assert record.done_at == "2026-10-08T15:00:00.000Z"
    assert record.sequence == 1


def test_an_exception_takes_everything_back(database: Database) -> None:
    with pytest.raises(ZeroDivisionError), database.action("participant-added"):
        a_participant(database, notes=str(1 / (len(a_participant(database)) - 36)))
    assert database.value("SELECT count(*) FROM participant") == 0
    assert database.history() == []
    added(database)
    assert [record.sequence for record in database.history()] == [1]


def test_an_action_that_changes_nothing_leaves_no_entry(database: Database) -> None:
    key = added(database)
    heard: list[frozenset[str]] = []
    database.on_change(heard.append)
    with database.action("participant-renamed"):
        database.update("participant", key, {"name": "Amina"})
    with database.action("made-and-removed"):
        passing = a_participant(database, "Bo")
        database.update("participant", passing, {"name": "Bob"})
        database.delete("participant", passing)
    with database.action("nothing"):
        pass
    assert [record.name for record in database.history()] == ["participant-added"]
    assert heard == []


def test_an_action_inside_another_joins_it(database: Database) -> None:
    with database.action("outer"):
        first = a_participant(database, "One")
        with pytest.raises(sqlite3.IntegrityError), database.action("inner"):
            a_participant(database, "Two", card_code=a_participant(database, ""))
        with database.action("inner"):
            third = a_participant(database, "Three")
    assert [record.name for record in database.history()] == ["outer"]
    assert {change.row_id for change in database.changes_in(database.history()[0].sequence)} == {
        first,
        third,
    }


def test_listeners_hear_the_tables_that_changed_after_the_commit(database: Database) -> None:
    heard: list[tuple[frozenset[str], bool]] = []
    database.on_change(lambda tables: heard.append((tables, database.connection.in_transaction)))
    key = added(database)
    with database.log():
        database.insert("serial_counter", {"series": "C-2026", "last": 1})
    with database.action("certificate-issued"):
        database.update("serial_counter", "C-2026", {"last": 2})
        database.update("participant", key, {"notes": "x"})
    database.undo()
    assert heard == [
        (frozenset({"participant"}), False),
        (frozenset({"serial_counter"}), False),
        (frozenset({"participant", "serial_counter"}), False),
        (frozenset({"participant"}), False),
    ]


def test_undo_and_redo_go_through_rows_made_changed_and_removed(database: Database) -> None:
    key = added(database, "Amina", card_code="7")
    with database.action("participant-renamed"):
        database.update("participant", key, {"name": "Amina B.", "notes": "x"})
    with database.action("participant-removed"):
        database.delete("participant", key)
    states = []
    for _ in range(3):
        database.undo()
        states.append(name_of(database, key))
    assert states == ["Amina B.", "Amina", None]
    assert database.undo() is None
    states = []
    for _ in range(3):
        database.redo()
        states.append(name_of(database, key))
    assert states == ["Amina", "Amina B.", None]
    assert database.redo() is None


def test_undo_says_which_action_it_took_back(database: Database) -> None:
    added(database)
    record = database.undo()
    assert record is not None
    assert (record.name, record.state) == ("participant-added", "undone")
    assert record.undone_at == "2026-10-08T15:00:00.000Z"
    redone = database.redo()
    assert redone is not None
    assert (redone.state, redone.undone_at) == ("done", None)


def test_undo_survives_a_restart_sixty_actions_deep(workbook_path: Path, clock: SetClock) -> None:
    database = open_database(workbook_path, clock)
    key = added(database, "Amina 0")
    for number in range(1, 61):
        with database.action("participant-renamed"):
            database.update("participant", key, {"name": f"Amina {number}"})
    database.close()
    database = open_database(workbook_path, clock)
    for number in range(59, -1, -1):
        database.undo()
        assert name_of(database, key) == f"Amina {number}"
    database.close()
    database = open_database(workbook_path, clock)
    for _ in range(60):
        assert database.redo() is not None
    assert name_of(database, key) == "Amina 60"
    database.close()


def test_a_new_action_drops_what_could_be_redone(database: Database) -> None:
    added(database, "One")
    database.undo()
    added(database, "Two")
    assert database.redo() is None
    assert [record.state for record in database.history()] == ["done", "dropped"]


def test_lasting_actions_are_told_but_not_undone(database: Database) -> None:
    first = added(database, "One")
    with database.action("certificate-issued", lasting=True):
        second = a_participant(database, "Two")
    assert [record.state for record in database.history()] == ["lasting", "done"]
    database.undo()
    assert (name_of(database, first), name_of(database, second)) == (None, "Two")
    assert database.undo() is None


def test_undo_is_refused_whole_when_a_row_changed_since(database: Database) -> None:
    with database.action("two-added", name="Amina"):
        first = a_participant(database, "One")
        second = a_participant(database, "Two")
    with database.action("certificate-issued", lasting=True):
        database.update("participant", second, {"notes": "has a certificate"})
    with pytest.raises(Refused) as refusal:
        database.undo()
    assert refusal.value.code == "changed-since"
    assert refusal.value.params["action"] == "two-added"
    assert refusal.value.params["since"] == "certificate-issued"
    assert refusal.value.params["params"] == {"name": "Amina"}
    assert name_of(database, first) == "One"
    assert database.history()[1].state == "done"


def test_a_change_of_other_columns_does_not_stand_in_the_way(database: Database) -> None:
    key = added(database)
    with database.action("renamed"):
        database.update("participant", key, {"name": "Bo"})
    with database.action("noted", lasting=True):
        database.update("participant", key, {"notes": "x"})
    database.undo()
    assert name_of(database, key) == "Amina"


def test_undo_is_refused_when_something_lasting_refers_to_the_row(database: Database) -> None:
    key = added(database)
    with database.action("contact-noted", lasting=True):
        database.insert(
            "participant_contact",
            {"id": new_id(), "participant_id": key, "kind": "phone", "value": "1"},
        )
    with pytest.raises(Refused) as refusal:
        database.undo()
    assert refusal.value.code == "changed-since"
    assert name_of(database, key) == "Amina"


def test_undo_restores_rows_that_refer_to_one_another(database: Database) -> None:
    key = added(database)
    contact = new_id()
    with database.action("contact-added"):
        database.insert(
            "participant_contact",
            {"id": contact, "participant_id": key, "kind": "phone", "value": "1"},
        )
    with database.action("participant-removed"):
        database.delete("participant_contact", contact)
        database.delete("participant", key)
    for _ in range(2):
        database.undo()
        assert database.value("SELECT participant_id FROM participant_contact") == key
        database.redo()
        assert name_of(database, key) is None


def test_undo_gives_back_values_that_two_rows_swapped(database: Database) -> None:
    first = added(database, "One", card_code="1")
    second = added(database, "Two", card_code="2")
    with database.action("cards-swapped"):
        database.update("participant", first, {"card_code": None})
        database.update("participant", second, {"card_code": "1"})
        database.update("participant", first, {"card_code": "2"})
    codes = "SELECT group_concat(card_code) FROM (SELECT * FROM participant ORDER BY name)"
    database.undo()
    assert database.value(codes) == "1,2"
    database.redo()
    assert database.value(codes) == "2,1"
    assert database.value("PRAGMA integrity_check") == "ok"


def test_undo_gives_back_pictures_numbers_and_odd_texts_exactly(database: Database) -> None:
    odd = "x\x00y \u202e'\"{}\\ 👩‍👩‍👧 \ufeff"
    with database.action("centre-named"):
        database.insert("centre", {"id": "c", "name": odd, "logo": LOGO})
    with database.action("logo-removed"):
        database.update("centre", "c", {"logo": None, "name": "plain"})
    database.undo()
    row = database.row("SELECT name, logo FROM centre")
    assert row is not None
    assert (row["name"], row["logo"]) == (odd, LOGO)
    (_, change) = database.changes_of("centre", "c")
    assert change.before == {"name": odd, "logo": LOGO}
    assert change.after == {"name": "plain", "logo": None}


def test_undo_gives_back_every_digit_of_a_real_number(database: Database) -> None:
    with database.action("programme-added"):
        database.insert("programme", {"id": "p", "title": "P"})
        database.insert(
            "certificate_rule",
            {
                "id": "r",
                "programme_id": "p",
                "position": 1,
                "key": "k",
                "title": "t",
                "kind": "attendance",
                "min_contact_percent": 200 / 3,
                "statement": "s",
            },
        )
    with database.action("rule-changed"):
        database.update("certificate_rule", "r", {"min_contact_percent": None})
    database.undo()
    assert database.value("SELECT min_contact_percent FROM certificate_rule") == 200 / 3


def test_the_trail_of_a_row_shows_the_columns_that_changed(database: Database) -> None:
    key = added(database)
    with database.action("renamed"):
        database.update("participant", key, {"name": "Bo", "call_name": ""})
    with database.action("removed"):
        database.delete("participant", key)
    made, renamed, removed = database.changes_of("participant", key)
    assert made.before is None
    assert made.after is not None
    assert made.after["name"] == "Amina"
    assert (renamed.before, renamed.after) == ({"name": "Amina"}, {"name": "Bo"})
    assert removed.after is None


def test_history_comes_in_pages_newest_first(database: Database) -> None:
    for number in range(5):
        added(database, f"P{number}")
    assert [record.sequence for record in database.history(limit=2)] == [5, 4]
    assert [record.sequence for record in database.history(limit=2, before=4)] == [3, 2]


def test_names_are_found_after_each_change_undo_and_redo(database: Database) -> None:
    key = added(database, "Amina")
    with database.action("renamed"):
        database.update("participant", key, {"search_text": "first"})
        database.update("participant", key, {"search_text": "zofia", "name": "Zofia"})
    assert (found(database, "amina"), found(database, "zof*")) == ([], ["Zofia"])
    database.undo()
    assert (found(database, "amina"), found(database, "zofia")) == (["Amina"], [])
    database.redo()
    assert found(database, "zofia") == ["Zofia"]
    with database.action("removed"):
        database.delete("participant", key)
    assert found(database, "zofia") == []
    assert index_is_sound(database)


def test_scrubbing_leaves_no_trace_in_the_journal_or_the_file(
    database: Database, workbook_path: Path
) -> None:
    key = added(database, "Xanthippe")
    other = added(database, "Bo")
    with database.action("renamed", name="Xanthippe"):
        database.update("participant", key, {"name": "Xanthippe II"})
    with database.action("participant-erased", lasting=True):
        database.update(
            "participant", key, {"name": "Former participant", "sort_key": "", "search_text": ""}
        )
        database.scrub("participant", key)
    assert database.changes_of("participant", key) == []
    assert [record.state for record in database.history()] == [
        "lasting",
        "lasting",
        "done",
        "lasting",
    ]
    assert database.history()[1].params == {"name": ""}
    database.undo()
    assert name_of(database, other) is None
    database.pack()
    assert b"anthippe" not in workbook_path.read_bytes().lower()
    for beside in workbook_path.parent.iterdir():
        assert b"anthippe" not in beside.read_bytes().lower()


def test_writing_outside_an_action_is_a_bug(database: Database) -> None:
    with pytest.raises(RuntimeError):
        database.insert("participant", {"id": "x"})
    with pytest.raises(RuntimeError):
        database.scrub("participant", "x")


def test_a_log_may_not_write_what_the_journal_must_see(database: Database) -> None:
    with pytest.raises(sqlite3.IntegrityError, match="outside-action"), database.log():
        a_participant(database)
    with pytest.raises(RuntimeError), database.log(), database.action("x"):
        pass


def test_a_log_inside_an_action_is_part_of_it(database: Database) -> None:
    def give_a_serial_and_fail() -> None:
        with database.action("x"):
            with database.log():
                database.insert("serial_counter", {"series": "C", "last": 1})
            raise LookupError

    with pytest.raises(LookupError):
        give_a_serial_and_fail()
    assert database.value("SELECT count(*) FROM serial_counter") == 0


def test_a_mistyped_table_or_column_is_a_bug_and_makes_nothing(database: Database) -> None:
    with pytest.raises(KeyError), database.action("x"):
        database.insert("particpant", {"id": "x"})
    with pytest.raises(KeyError), database.action("x"):
        database.insert("participant", {"nmae": "x"})


def test_changing_a_row_that_is_not_there_is_refused(database: Database) -> None:
    with pytest.raises(NotFound), database.action("x"):
        database.update("participant", "nobody", {"name": "x"})
    with pytest.raises(NotFound), database.action("x"):
        database.delete("participant", "nobody")


def test_a_key_never_changes(database: Database) -> None:
    key = added(database)
    with pytest.raises(sqlite3.IntegrityError, match="key-changed"), database.action("x"):
        database.update("participant", key, {"id": "other"})


def test_every_table_is_journaled_but_those_that_only_grow(database: Database) -> None:
    triggers = {
        row["name"]
        for row in database.rows("SELECT name FROM sqlite_temp_schema WHERE type='trigger'")
    }
    for table in database.tables:
        expected = table not in ("action", "action_change")
        assert (f"journal_{table}_insert" in triggers) is expected


def test_rows_with_other_keys_are_journaled_too(database: Database) -> None:
    with database.action("setting-changed"):
        database.insert("setting", {"key": "sound", "value": "true"})
    with database.action("setting-changed"):
        database.update("setting", "sound", {"value": "false"})
    database.undo()
    assert database.value("SELECT value FROM setting") == "true"
    database.undo()
    assert database.value("SELECT value FROM setting") is None


def test_writing_many_rows_is_one_action(database: Database) -> None:
    rows = [(new_id(), f"P{n}", "s", f"word{n}", "x") for n in range(500)]
    with database.action("list-imported"):
        database.write_many(
            "INSERT INTO participant (id, name, sort_key, search_text, added_at)"
            " VALUES (?, ?, ?, ?, ?)",
            rows,
        )
    assert found(database, "word499") == ["P499"]
    database.undo()
    assert database.value("SELECT count(*) FROM participant") == 0
    assert found(database, "word499") == []
    database.redo()
    assert database.value("SELECT count(*) FROM participant") == 500


def test_a_snapshot_does_not_see_what_is_written_meanwhile(database: Database) -> None:
    reader = open_database(database.path, database.clock, read_only=True)
    count = "SELECT count(*) FROM participant"
    with reader.snapshot():
        assert reader.value(count) == 0
        added(database)
        assert reader.value(count) == 0
    assert reader.value(count) == 1
    reader.close()


def test_a_read_only_database_refuses_actions_and_reads_on(database: Database) -> None:
    reader = open_database(database.path, database.clock, read_only=True)
    with pytest.raises(StorageTrouble) as trouble, reader.action("x"):
        pass
    assert trouble.value.code == "read-only"
    assert reader.history() == []
    reader.close()


def test_closing_leaves_one_complete_file(workbook_path: Path, clock: SetClock) -> None:
    database = open_database(workbook_path, clock)
    added(database)
    database.close()
    assert [path.name for path in workbook_path.parent.iterdir()] == [workbook_path.name]
    plain = sqlite3.connect(f"{workbook_path.as_uri()}?mode=ro&immutable=1", uri=True)
    assert plain.execute("SELECT name FROM participant").fetchall() == [("Amina",)]
    plain.close()


def test_every_connection_is_set_safe(database: Database) -> None:
    expected = {
        "foreign_keys": 1,
        "journal_mode": "wal",
        "synchronous": 2,
        "trusted_schema": 0,
        "cell_size_check": 1,
        "secure_delete": 1,
        "busy_timeout": 5000,
        "mmap_size": 0,
        "temp_store": 2,
        "recursive_triggers": 1,
    }
    assert {name: database.value(f"PRAGMA {name}") for name in expected} == expected


def test_a_reference_to_nobody_is_refused_at_once(database: Database) -> None:
    with pytest.raises(sqlite3.IntegrityError), database.action("x"):
        database.insert(
            "participant_contact",
            {"id": "x", "participant_id": "nobody", "kind": "phone", "value": "1"},
        )


@pytest.mark.skipif(os.name == "nt", reason="Windows keeps an open file from being removed")
def test_a_file_removed_while_open_is_noticed_before_anything_is_said_saved(
    database: Database,
) -> None:
    added(database)
    database.path.unlink()
    with pytest.raises(StorageTrouble) as trouble:
        added(database, "Bo")
    assert trouble.value.code == "vanished"


@pytest.mark.skipif(os.name == "nt", reason="Windows keeps an open file from being replaced")
def test_a_file_replaced_in_the_middle_of_an_action_is_noticed(database: Database) -> None:
    def replaced_while_adding() -> None:
        with database.action("x"):
            a_participant(database)
            other = database.path.with_name("other")
            other.write_bytes(b"something else")
            other.replace(database.path)

    with pytest.raises(StorageTrouble) as trouble:
        replaced_while_adding()
    assert trouble.value.code == "vanished"


def test_making_a_workbook_never_replaces_a_file(workbook_path: Path) -> None:
    before = workbook_path.read_bytes()
    with pytest.raises(StorageTrouble) as trouble:
        create_workbook(workbook_path)
    assert trouble.value.code == "exists"
    assert workbook_path.read_bytes() == before
    assert len(list(workbook_path.parent.iterdir())) == 1


def test_making_a_workbook_where_there_is_no_folder_is_known_trouble(tmp_path: Path) -> None:
    with pytest.raises(StorageTrouble):
        create_workbook(tmp_path / "no" / "such" / "centre.facilitator")


def test_stamps_come_from_the_clock(database: Database, clock: SetClock) -> None:
    clock.set_wall(datetime(2020, 1, 1, tzinfo=UTC))
    added(database)
    assert database.history()[0].done_at == "2020-01-01T00:00:00.000Z"
