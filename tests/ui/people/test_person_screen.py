import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QComboBox, QLabel, QLineEdit

from tests.ui.pseudo import faults_of
from ui.widgets.buttons import Button
from ui.words import PSEUDO, spoken


@pytest.fixture
def amina(workbook):
    return workbook.people.search("amina")[0].id


def field(window, name):
    return window.current.findChild(QLineEdit, f"field_{name}")


def click(qtbot, window, name):
    qtbot.mouseClick(window.findChild(Button, name), Qt.MouseButton.LeftButton)


def words(window):
    return "\n".join(label.text() for label in window.current.findChildren(QLabel))


def test_everything_about_a_person_stands_on_one_page(show, workbook, amina):
    workbook.certificates.issue(workbook.planning.programmes()[0].id)
    text = words(show("person", amina))
    assert "5 of 5 workshops, 9 h 10 min of 9 h 10 min" in text
    assert "Listen with empathy" in text
    assert "LQC-2026-0001" in text
    assert "Keeping these details" in text


def test_what_is_written_is_kept_on_leaving_the_field(qtbot, show, workbook, amina):
    window = show("person", amina)
    call = field(window, "call_name")
    call.setFocus()
    call.selectAll()
    qtbot.keyClicks(call, "Mina")
    qtbot.keyClick(call, Qt.Key.Key_Return)
    assert workbook.people.participant(amina).call_name == "Mina"
    window.workbooks.undo()
    assert field(window, "call_name").text() == "Amina"


def test_what_is_written_is_kept_after_a_pause(qtbot, show, workbook, amina):
    window = show("person", amina)
    field(window, "call_name").end(False)
    qtbot.keyClicks(field(window, "call_name"), "x")
    qtbot.waitUntil(lambda: workbook.people.participant(amina).call_name == "Aminax")


def test_leaving_the_page_keeps_what_was_being_written(qtbot, show, workbook, amina):
    window = show("person", amina)
    qtbot.keyClicks(field(window, "native_name"), "!")
    window.commands.trigger("go.people")
    assert workbook.people.participant(amina).native_name.startswith("!")


def test_an_empty_name_is_refused_under_the_field_and_stays_written(qtbot, show, workbook, amina):
    window = show("person", amina)
    name = field(window, "name")
    name.clear()
    name.textEdited.emit("")
    qtbot.keyClick(name, Qt.Key.Key_Return)
    assert workbook.people.participant(amina).name == "Amina El Idrissi"
    assert name.text() == ""
    assert name.property("wrong") == "true"
    assert name.accessibleDescription()


@pytest.mark.parametrize("written", ["24 March 1988", "24/03/1988", "1988-03-24"])
def test_a_date_of_birth_is_read_as_people_write_it(qtbot, show, workbook, amina, written):
    window = show("person", amina)
    window.commands.trigger("person.more")
    born = field(window, "birth_date")
    qtbot.keyClicks(born, written)
    qtbot.keyClick(born, Qt.Key.Key_Return)
    assert workbook.people.participant(amina).birth_date.isoformat() == "1988-03-24"
    assert born.property("wrong") != "true"


def test_a_date_that_cannot_be_is_refused_beside_the_field(qtbot, show, workbook, amina):
    window = show("person", amina)
    window.commands.trigger("person.more")
    born = field(window, "birth_date")
    qtbot.keyClicks(born, "the day before")
    qtbot.keyClick(born, Qt.Key.Key_Return)
    assert workbook.people.participant(amina).birth_date is None
    assert "the day before" in born.accessibleDescription()


def test_what_is_optional_is_behind_more_and_says_why_it_is_asked(show, amina):
    window = show("person", amina)
    needs = window.current.findChild(object, "field_access_needs")
    assert not needs.isVisible()
    window.commands.trigger("person.more")
    assert needs.isVisible()
    assert needs.accessibleDescription() or "So that the room fits" in words(window)


def test_archiving_and_bringing_back(qtbot, show, workbook, amina):
    window = show("person", amina)
    click(qtbot, window, "archive_person")
    assert workbook.people.participant(amina).archived_at is not None
    click(qtbot, window, "archive_person")
    assert workbook.people.participant(amina).archived_at is None


def test_contact_guardian_and_consent_are_added_on_the_page(qtbot, show, workbook, amina):
    window = show("person", amina)
    window.current.findChild(QLineEdit, "new_contact").setText("555 0142")
    click(qtbot, window, "add_contact")
    window.current.findChild(QLineEdit, "new_guardian").setText("Nadia")
    click(qtbot, window, "add_guardian")
    window.current.findChild(QComboBox, "consent_purpose").setCurrentIndex(1)
    window.current.findChild(QComboBox, "consent_answer").setCurrentIndex(1)
    click(qtbot, window, "record_consent")
    person = workbook.people.participant(amina)
    assert [contact.value for contact in person.contacts] == ["555 0142"]
    assert [guardian.name for guardian in person.guardians] == ["Nadia"]
    assert ("photos", "no") in [(each.purpose, each.answer) for each in person.consents]
    assert "Nadia" in words(window)


def test_a_walk_in_is_completed_with_one_click(qtbot, show, workbook):
    person = workbook.people.add("Zola", complete_later=True)
    window = show("person", person)
    click(qtbot, window, "details_complete")
    assert not workbook.people.participant(person).complete_later
    assert not window.current.findChild(Button, "details_complete").isVisible()


def test_names_with_markup_are_shown_as_they_are(show, workbook):
    name = "<b>Robert</b> {name} & =1+1 ../x"
    window = show("person", workbook.people.add(name))
    assert field(window, "name").text() == name
    assert name in window.current.title()


def test_every_text_can_be_translated_and_has_room(show, workbook, amina):
    with spoken(PSEUDO):
        window = show("person", amina)
        window.commands.trigger("person.more")
        QApplication.processEvents()
        assert faults_of(window.current) == []
