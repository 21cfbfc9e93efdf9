from dataclasses import dataclass

from PySide6.QtCore import Qt

from ui.widgets.rows import RowsModel, RowsView, RowWords
from ui.widgets.tables import Cell, Column, TableModel, TableView


@dataclass(frozen=True)
class Person:
    name: str
    native: str = ""
    minutes: int = 0


PEOPLE = (Person("Amina El Idrissi", "أمينة الإدريسي", 110), Person("<i>Bo</i>", "", 95))


def words(person):
    return RowWords(person.name, native=person.native, trailing=str(person.minutes))


def columns():
    return (
        Column("Name", lambda row: Cell(row.name, row.native)),
        Column("Minutes", lambda row: str(row.minutes), width=80, figures=True),
    )


def test_the_rows_model_keeps_the_rules_of_qt(qtbot, qtmodeltester):
    model = RowsModel(words)
    qtmodeltester.check(model)
    model.set_rows(PEOPLE)
    model.set_rows((*PEOPLE, Person("Cem")))
    model.set_rows(PEOPLE[:1])
    model.set_rows(())


def test_the_table_model_keeps_the_rules_of_qt(qtbot, qtmodeltester):
    model = TableModel(columns())
    qtmodeltester.check(model)
    model.set_rows(PEOPLE)
    model.append_rows((Person("Cem"),))


def test_a_row_is_read_out_whole(qtbot):
    model = RowsModel(words)
    model.set_rows(PEOPLE)

    spoken = model.data(model.index(0), Qt.ItemDataRole.AccessibleTextRole)
    assert spoken == "Amina El Idrissi, أمينة الإدريسي, 110"


def test_a_changed_row_keeps_the_current_one_and_the_scrolling(qtbot, theme):
    model, view = RowsModel(words), RowsView(theme, name="people", title="People")
    qtbot.addWidget(view)
    view.set_rows_model(model)
    model.set_rows([Person(f"Person {n}") for n in range(100)])
    view.resize(300, 200)
    view.show()
    view.setCurrentIndex(model.index(40))
    before = view.verticalScrollBar().value()

    model.set_rows([Person(f"Person {n}", minutes=int(n == 41)) for n in range(101)])

    assert view.current_row().name == "Person 40"
    assert view.verticalScrollBar().value() == before > 0


def test_enter_opens_the_current_row(qtbot, theme):
    model, view = RowsModel(words), RowsView(theme, name="people", title="People")
    qtbot.addWidget(view)
    view.set_rows_model(model)
    model.set_rows(PEOPLE)
    view.show()
    view.setCurrentIndex(model.index(1))

    with qtbot.waitSignal(view.opened) as opened:
        qtbot.keyClick(view, Qt.Key.Key_Return)

    assert opened.args == [PEOPLE[1]]


def test_a_heading_row_cannot_be_chosen(qtbot):
    model = RowsModel(lambda text: RowWords(text, heading=text.isupper()))
    model.set_rows(["PEOPLE", "Amina"])

    assert not model.flags(model.index(0)) & Qt.ItemFlag.ItemIsSelectable
    assert model.flags(model.index(1)) & Qt.ItemFlag.ItemIsSelectable


def test_rows_are_as_high_as_their_text_at_any_size(qtbot, theme):
    model = RowsModel(lambda person: RowWords(person.name, second="17:45 to 19:30"))
    view = RowsView(theme, name="people", title="People")
    qtbot.addWidget(view)
    view.set_rows_model(model)
    model.set_rows(PEOPLE)
    view.show()
    before = view.sizeHintForRow(0)

    theme.choose(text_scale=200)

    assert view.sizeHintForRow(0) > before * 1.6


def test_rows_are_painted_in_every_look(qtbot, theme):
    full = RowWords(
        "Amina El Idrissi " * 5,
        native="أمينة",
        second="second",
        trailing="17:22",
        chip="late",
        chip_tone="warn",
        icon="user",
        icon_tone="info",
        badges=("ear", "eye"),
        keys="Enter",
        tone="danger",
    )
    model = RowsModel(lambda row: row)
    view = RowsView(theme, name="rows", title="Rows")
    qtbot.addWidget(view)
    view.set_rows_model(model)
    model.set_rows([full, RowWords("PEOPLE", heading=True), RowWords("Break", kind="break")])
    view.setCurrentIndex(model.index(0))
    view.resize(240, 200)
    view.show()
    for way in (Qt.LayoutDirection.LeftToRight, Qt.LayoutDirection.RightToLeft):
        view.setLayoutDirection(way)
        image = view.grab().toImage()
        colours = {image.pixelColor(x, 12).name() for x in range(image.width())}
        assert theme.color("selection").name() in colours


def test_figures_stand_at_the_end_under_their_heading(qtbot):
    model = TableModel(columns())
    model.set_rows(PEOPLE)
    role = Qt.ItemDataRole.TextAlignmentRole

    assert model.data(model.index(0, 1), role) & Qt.AlignmentFlag.AlignRight
    assert model.headerData(1, Qt.Orientation.Horizontal, role) & Qt.AlignmentFlag.AlignRight
    assert model.data(model.index(0, 0), role) & Qt.AlignmentFlag.AlignLeft


def test_the_next_page_is_asked_for_near_the_end(qtbot, theme):
    model, view = TableModel(columns()), TableView(theme, name="people", title="People")
    qtbot.addWidget(view)
    view.set_table_model(model)
    model.set_rows([Person(f"Person {n}") for n in range(200)])
    view.resize(400, 300)
    view.show()

    with qtbot.waitSignal(view.end_reached):
        view.verticalScrollBar().setValue(view.verticalScrollBar().maximum())


def test_a_column_is_never_narrower_than_its_heading(qtbot, theme):
    model = TableModel([Column("A very long heading indeed", lambda row: "1", width=20)])
    view = TableView(theme, name="t", title="T")
    qtbot.addWidget(view)
    view.set_table_model(model)

    heading = view.horizontalHeader().fontMetrics().horizontalAdvance("A very long heading")
    assert view.columnWidth(0) > heading
