from datetime import UTC, datetime

import pytest

from facilitator.clock import SetClock
from facilitator.errors import Refused, StorageTrouble
from facilitator.workbook import Workbook, check_workbook, local_time_zone, restore_workbook
from facilitator.workbook_settings import WorkbookSettings


@pytest.fixture
def clock():
    return SetClock(datetime(2026, 10, 8, 15, 0, tzinfo=UTC))


def reasons(workbook):
    return [backup.reason for backup in workbook.backups.all()]


def test_a_new_workbook_comes_with_skills_methods_and_statuses(tmp_path, clock):
    with Workbook.create(tmp_path / "w.facilitator", clock=clock) as workbook:
        assert len(workbook.skills.framework().skills) == 5
        assert len(workbook.planning.methods()) == 90
        assert len(workbook.attendance.statuses()) == 5
        assert workbook.undo() is None


def test_the_time_zone_of_a_new_workbook_is_kept(tmp_path):
    path = tmp_path / "w.facilitator"
    with Workbook.create(path, time_zone="Asia/Kathmandu") as workbook:
        assert workbook.centre.time_zone() == "Asia/Kathmandu"
    with Workbook.open(path) as workbook:
        assert workbook.centre.time_zone() == "Asia/Kathmandu"


def test_a_file_that_is_there_is_not_replaced(tmp_path):
    path = tmp_path / "w.facilitator"
    path.write_text("mine", encoding="utf-8")

    with pytest.raises(StorageTrouble, match="exists"):
        Workbook.create(path)
    assert path.read_text(encoding="utf-8") == "mine"


def test_a_workbook_that_cannot_be_filled_is_not_left_behind(tmp_path, monkeypatch):
    def failing(_self, *_arguments):
        raise Refused("name-empty")

    monkeypatch.setattr(Workbook, "start_with", failing)
    with pytest.raises(Refused):
        Workbook.create(tmp_path / "w.facilitator")
    assert not any(path.suffix == ".facilitator" for path in tmp_path.iterdir())


def test_an_unknown_time_zone_makes_no_file(tmp_path):
    with pytest.raises(Refused, match="time-zone-unknown"):
        Workbook.create(tmp_path / "w.facilitator", time_zone="Mars/Base")
    assert list(tmp_path.iterdir()) == []


def test_what_changed_is_backed_up_on_closing(tmp_path, clock):
    path = tmp_path / "w.facilitator"
    Workbook.create(path, clock=clock).close()
    with Workbook.open(path, clock=clock) as workbook:
        assert reasons(workbook) == ["closing"]
        workbook.people.add("Amina")
    with Workbook.open(path, clock=clock) as workbook:
        assert reasons(workbook) == ["closing", "closing"]


def test_a_backup_is_taken_before_a_workshop_is_run(tmp_path, clock):
    with Workbook.create(tmp_path / "w.facilitator", clock=clock) as workbook:
        workshop = workbook.planning.workshops(workbook.load_sample())[0].id
        run = workbook.open_run(workshop)
        run.start()

        assert "before-workshop" in reasons(workbook)
        assert workbook.resume_run(workshop).view().state.value == "running"


def test_a_backup_that_fails_never_stops_a_workshop(tmp_path, clock, monkeypatch):
    with Workbook.create(tmp_path / "w.facilitator", clock=clock) as workbook:
        workshop = workbook.planning.workshops(workbook.load_sample())[0].id

        def failing(*_arguments):
            raise StorageTrouble("disk-full", path="x")

        monkeypatch.setattr(Workbook, "back_up", failing)
        workbook.open_run(workshop).start()
        monkeypatch.undo()

        assert [notice.code for notice in workbook.notices] == ["backup-failed"]


def test_listeners_hear_what_kinds_of_things_changed(tmp_path):
    with Workbook.create(tmp_path / "w.facilitator") as workbook:
        heard = []
        workbook.on_change(heard.append)

        workbook.people.add("Amina")
        workbook.undo()

    assert [sorted(tables) for tables in heard] == [["participant"], ["participant"]]


def test_a_workbook_opened_for_looking_is_not_changed(tmp_path):
    path = tmp_path / "w.facilitator"
    Workbook.create(path).close()
    before = path.read_bytes()

    with Workbook.open(path, read_only=True) as workbook:
        assert workbook.counts().participants == 0
        with pytest.raises(StorageTrouble, match="read-only"):
            workbook.people.add("Nobody")

    assert path.read_bytes() == before


def test_a_restore_brings_back_what_was(tmp_path):
    path, copy = tmp_path / "w.facilitator", tmp_path / "copy.facilitator"
    with Workbook.create(path) as workbook:
        workbook.people.add("Amina")
        workbook.copy_to(copy)
        workbook.people.add("Kwame")

    restore_workbook(path, copy)

    with Workbook.open(path) as workbook:
        assert [row.name for row in workbook.people.search()] == ["Amina"]
    assert check_workbook(path).kind.value == "sound"


def test_this_computer_has_a_time_zone():
    assert local_time_zone()


def test_settings_are_declared_once_and_anything_else_is_refused(database):
    settings = WorkbookSettings(database)
    assert settings.value("time-zone") == "UTC"
    settings.choose("time-zone", "Europe/Lisbon")

    assert settings.value("time-zone") == "Europe/Lisbon"
    with pytest.raises(Refused, match="setting-unknown"):
        settings.choose("colour", "blue")
    with pytest.raises(Refused, match="setting-wrong-kind"):
        settings.choose("time-zone", 3)


def test_a_place_that_is_named_is_found_or_made_in_the_same_action(tmp_path):
    with Workbook.create(tmp_path / "c.facilitator", time_zone="UTC") as workbook:
        programme = workbook.start_programme("Mending")
        workbook.change_programme(programme, new_venue="  Tide Room ", capacity=12)
        workbook.change_programme(programme, new_venue="tide room")
        assert [venue.name for venue in workbook.centre.venues()] == ["Tide Room"]
        assert workbook.planning.programme(programme).venue_name == "Tide Room"
        assert workbook.undo().name == "programme-changed"
        assert workbook.centre.venues() == []
        assert workbook.planning.programme(programme).capacity is None


def test_a_room_that_is_named_belongs_to_the_place_of_the_workshop(tmp_path):
    with Workbook.create(tmp_path / "c.facilitator", time_zone="UTC") as workbook:
        workshop = workbook.planning.add_workshop(None, "One", "2026-10-08T17:30", "UTC")
        with pytest.raises(Refused, match="room-without-venue"):
            workbook.change_workshop(workshop, new_room="Upstairs")
        workbook.change_workshop(workshop, new_venue="Mill House", new_room="Upstairs")
        workbook.change_workshop(workshop, new_room="upstairs", title="Two")
        (venue,) = workbook.centre.venues()
        found = workbook.planning.workshop(workshop)
        assert (found.title, found.venue_name, found.room_name) == ("Two", "Mill House", "Upstairs")
        assert [room.name for room in venue.rooms] == ["Upstairs"]


def test_nothing_is_made_when_a_change_is_refused(tmp_path):
    with Workbook.create(tmp_path / "c.facilitator", time_zone="UTC") as workbook:
        programme = workbook.start_programme("Mending")
        with pytest.raises(Refused, match="title-empty"):
            workbook.change_programme(programme, new_venue="Tide Room", title=" ")
        with pytest.raises(Refused, match="title-empty"):
            workbook.start_programme(" ")
        assert workbook.centre.venues() == []
        assert len(workbook.planning.programmes()) == 1
