import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QImage
from PySide6.QtWidgets import QApplication, QComboBox, QLineEdit, QPushButton, QWidget

from tests.ui.chosen import accept, choose
from tests.ui.pseudo import faults_of
from ui.settings.sections import SECTIONS
from ui.settings_store import KEY_HINTS, TEXT_SCALE, THEME
from ui.widgets.labels import TextLabel
from ui.widgets.rows import RowsView
from ui.widgets.tables import TableView
from ui.words import PSEUDO, spoken

KEYS = [entry.key for entry in SECTIONS]


def field(window, name):
    found = window.current.findChild(QLineEdit, name)
    assert found is not None, name
    return found


def click(window, name):
    found = window.current.findChild(QPushButton, name)
    assert found is not None, name
    found.click()


def write(qtbot, line, text):
    line.setFocus()
    line.selectAll()
    qtbot.keyClicks(line, text)
    qtbot.keyClick(line, Qt.Key.Key_Return)


def words(window):
    return "\n".join(label.text() for label in window.current.findChildren(TextLabel))


def data_of(workbook):
    """What people wrote and what is never translated."""
    return {
        *(row.title for row in workbook.planning.programmes()),
        *(member.name for member in workbook.centre.team()),
        *(each.name for each in workbook.centre.signatories()),
        workbook.centre.details().name,
        "12 Lantern Quay, Novaport",
    }


# ------------------------------------------------------------------------------ finding


def test_sections_are_chosen_with_the_arrow_keys(qtbot, show):
    window = show("centre")
    sections = window.current.findChild(RowsView, "sections")
    qtbot.keyClick(sections, Qt.Key.Key_Down)
    assert window.current.findChild(QWidget, "section_signatories").isVisible()


def test_find_a_setting_leads_to_its_field(qtbot, show):
    window = show("about")
    search = field(window, "find_setting")
    qtbot.keyClicks(search, "serial")
    qtbot.keyClick(search, Qt.Key.Key_Return)
    assert QApplication.focusWidget() is None or window.current.focusWidget() is field(
        window, "field_serial_prefix"
    )
    assert window.current.findChild(QWidget, "section_centre").isVisible()


def test_the_palette_leads_to_each_section(show):
    window = show("centre")
    window.commands.trigger("settings.backups")
    assert window.current.findChild(QWidget, "section_backups").isVisible()


# ------------------------------------------------------------------------------- centre


def test_the_centre_is_kept_as_it_is_written_and_can_be_undone(qtbot, show, workbook):
    window = show("centre")
    before = workbook.centre.details().name
    write(qtbot, field(window, "field_name"), "Harbour House")
    assert workbook.centre.details().name == "Harbour House"
    window.workbooks.undo()
    assert workbook.centre.details().name == before
    assert field(window, "field_name").text() == before


@pytest.mark.parametrize(("name", "wrong"), [("field_name", " "), ("field_serial_prefix", "A B")])
def test_what_is_refused_says_why_beside_the_field_and_stays(qtbot, show, workbook, name, wrong):
    window = show("centre")
    before = workbook.centre.details()
    write(qtbot, field(window, name), wrong)
    assert workbook.centre.details() == before
    assert field(window, name).text() == wrong
    assert field(window, name).accessibleDescription()


def test_a_workbook_without_a_centre_can_be_given_one(qtbot, make_window, tmp_path, clock):
    from facilitator.workbook import Workbook
    from ui.shell.route import Route

    with Workbook.create(tmp_path / "New.facilitator", time_zone="UTC", clock=clock) as new:
        window = make_window(new, Route("settings", focus="centre"))
        write(qtbot, field(window, "field_name"), "Harbour House")
        write(qtbot, field(window, "field_city"), "Novaport")
        assert (new.centre.details().name, new.centre.details().city) == (
            "Harbour House",
            "Novaport",
        )


def test_a_logo_is_kept_small_enough_and_can_be_removed(show, workbook, tmp_path):
    window = show("centre")
    picture = QImage(2000, 1000, QImage.Format.Format_RGB32)
    picture.fill(QColor("teal"))
    path = tmp_path / "logo.jpg"
    picture.save(str(path))
    choose(window, path)
    click(window, "choose_logo")
    kept = QImage.fromData(workbook.centre.details().logo)
    assert (kept.width(), kept.height()) == (600, 300)
    click(window, "remove_logo")
    assert workbook.centre.details().logo is None


def test_a_file_that_is_no_picture_changes_nothing(show, workbook, tmp_path):
    window = show("centre")
    path = tmp_path / "logo.png"
    path.write_bytes(b"no picture")
    choose(window, path)
    click(window, "choose_logo")
    assert workbook.centre.details().logo is None


# ------------------------------------------------------------------- signatories and team


@pytest.mark.parametrize(("section", "people"), [("signatories", "signatories"), ("team", "team")])
def test_people_of_the_centre_are_added_changed_and_put_away(
    qtbot, show, workbook, section, people
):
    listed = getattr(workbook.centre, people)
    window = show(section)
    before = len(listed())
    write(qtbot, field(window, "new_name"), "Zola Adeyemi")
    assert [each.name for each in listed()].count("Zola Adeyemi") == 1
    rows = window.current.findChildren(QLineEdit, "member_name")
    last = next(line for line in rows if line.isVisible() and line.text() == "Zola Adeyemi")
    write(qtbot, last, "Zola A.")
    assert "Zola A." in [each.name for each in listed()]
    buttons = [b for b in window.current.findChildren(QPushButton, "put_away") if b.isVisible()]
    buttons[-1].click()
    assert len(listed()) == before
    assert len(listed(include_inactive=True)) == before + 1
    click(window, "bring_back")
    assert len(listed()) == before + 1


def test_a_nameless_signatory_is_refused(qtbot, show, workbook):
    window = show("signatories")
    before = workbook.centre.signatories()
    write(qtbot, field(window, "new_name"), " ")
    assert workbook.centre.signatories() == before


# ------------------------------------------------------------------------- the other ones


def test_the_framework_is_shown_with_licence_and_relations(show):
    window = show("skills")
    text = words(window)
    assert "Does it without help in everyday situations." in text
    assert "LifeComp codes and titles © European Union, 2020" in text


def test_the_time_zone_is_that_of_new_workshops(show, workbook):
    window = show("languages")
    zone = window.current.findChild(QComboBox, "field_time_zone")
    assert zone.currentText() == "Europe/Lisbon"
    zone.setCurrentText("Europe/Madrid")
    zone.activated.emit(zone.currentIndex())
    assert workbook.centre.time_zone() == "Europe/Madrid"


def test_looks_change_at_once(show, theme, settings):
    window = show("look")
    window.current.findChild(QWidget, "theme_dark").click()
    assert theme.dark
    assert settings.get(THEME) == "dark"
    window.current.findChild(QWidget, "key_hints").click()
    assert not settings.get(KEY_HINTS)
    size = window.current.findChild(QComboBox, "text_size")
    size.setCurrentIndex(size.findData(150))
    size.activated.emit(size.currentIndex())
    assert (settings.get(TEXT_SCALE), theme.text_scale) == (150, 150)


def test_attendance_rules_count_every_mark_anew(show, workbook):
    programme = workbook.planning.programmes()[0].id
    before = workbook.attendance.figures(programme).contact_minutes_delivered
    window = show("attendance")
    window.current.findChild(QWidget, "field_breaks_count").click()
    assert workbook.planning.programme(programme).breaks_count
    assert workbook.attendance.figures(programme).contact_minutes_delivered > before
    window.workbooks.undo()
    assert workbook.attendance.figures(programme).contact_minutes_delivered == before


def test_a_backup_is_made_and_its_contents_are_told(show, workbook):
    window = show("backups")
    click(window, "back_up_now")
    assert [row.reason for row in workbook.backups.all()] == ["by-hand"]
    holds = window.current.findChild(TextLabel, "backup_holds").text()
    assert "24 people" in holds
    assert "The same as now" in holds


def test_restoring_keeps_the_present_state_first(show, workbook, tmp_path):
    window = show("backups")
    click(window, "back_up_now")
    workbook.people.add("Zola Adeyemi")
    shown = accept(window)
    click(window, "restore_backup")
    assert "is kept first" in "\n".join(x.text() for x in shown[0].findChildren(TextLabel))
    fresh = window.session._workbook
    assert fresh is not workbook
    assert fresh.people.search("zola") == []
    assert "before-restore" in [row.reason for row in fresh.backups.all()]
    fresh.close(back_up=False)


def test_leaving_it_as_it_is_restores_nothing(show, workbook):
    window = show("backups")
    click(window, "back_up_now")
    workbook.people.add("Zola Adeyemi")
    accept(window, yes=False)
    click(window, "restore_backup")
    assert len(workbook.people.search("zola")) == 1


def test_the_sample_goes_and_comes_in_one_click(show, workbook):
    window = show("workbook")
    click(window, "sample")
    assert not workbook.planning.has_sample()
    click(window, "sample")
    assert workbook.planning.has_sample()


def test_what_changed_tells_each_action_and_undo_takes_the_last_back(show, workbook):
    workbook.people.add("Zola Adeyemi")
    window = show("workbook")
    history = window.current.findChild(TableView, "history").model()
    assert history.data(history.index(0, 0)) == "Zola Adeyemi was added"
    click(window, "undo_last")
    assert workbook.people.search("zola") == []
    assert history.data(history.index(0, 2)) == "Undone"


def test_about_names_versions_and_everybodys_licence(show):
    import facilitator

    window = show("about")
    text = words(window)
    assert facilitator.__version__ in text
    for expected in ("SQLite", "PySide6", "Noto", "Lucide", "CC BY 4.0", "DigComp 2.2 codes"):
        assert expected in text
    click(window, "copy_versions")
    assert "SQLite 3." in QApplication.clipboard().text()


def test_every_library_of_the_project_is_credited():
    import tomllib

    from packaging.requirements import Requirement

    from facilitator.resources import resource
    from ui.settings.credits import LIBRARIES

    project = tomllib.loads((resource().parent / "pyproject.toml").read_text(encoding="utf-8"))
    needed = {Requirement(each).name.lower() for each in project["project"]["dependencies"]}
    assert needed <= {name.lower() for name, _ in LIBRARIES}


@pytest.mark.parametrize("section", KEYS)
def test_every_text_of_a_section_can_be_translated_and_has_room(show, workbook, section):
    with spoken(PSEUDO):
        window = show(section)
        QApplication.processEvents()
        faults = faults_of(window.current, data_of(workbook))
    # Zones are names, and the names of some begin like a month.
    assert [each for each in faults if "field_time_zone" not in each] == []


@pytest.mark.parametrize("section", KEYS)
def test_every_section_stands_at_twice_the_text_and_in_a_small_window(show, settings, section):
    settings.set(TEXT_SCALE, 200)
    window = show(section)
    window.resize(1024, 600)
    QApplication.processEvents()
    assert window.width() <= 1100
