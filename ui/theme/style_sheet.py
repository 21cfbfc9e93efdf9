"""The one Qt style sheet of the window, written from the tokens."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from ui.theme.tokens import Type, tokens

if TYPE_CHECKING:
    from ui.theme.theme import Theme

# `@name` is a colour; `$n` a size that grows with the text; `~name` the size of a type step.
_SHEET = """
QWidget { color: @text; }
QMainWindow, QDialog, QWidget[paper="canvas"] { background: @canvas; }
QWidget[paper="surface"] { background: @surface; }
QWidget[paper="surface-alt"] { background: @surface-alt; }
QWidget[paper="ground"] { background: @ground; }
QWidget[paper="sunken"] { background: @sunken; }
QLabel { background: transparent; }
@inks

QFrame[line="horizontal"] {
  background: @border; border: none; min-height: 1px; max-height: 1px; }
QFrame[line="hair"] { background: @hairline; border: none; min-height: 1px; max-height: 1px; }
QFrame[line="vertical"] { background: @border; border: none; min-width: 1px; max-width: 1px; }

QFrame#card, QFrame[card="true"] {
  background: @surface; border: 1px solid @border; border-radius: 10px; }
QFrame[float="true"] { background: @surface; border: 1px solid @border; border-radius: 14px; }

QPushButton {
  background: @surface; color: @text; border: 1px solid @border-control; border-radius: 6px;
  min-height: $30; padding: 0 12px; }
QPushButton:hover { background: @surface-alt; border-color: @border-strong; }
QPushButton:pressed, QPushButton:checked { background: @sunken; border-color: @border-strong; }
QPushButton:disabled { color: @text-disabled; border-color: @hairline; background: @surface-alt; }
QPushButton[role="main"] {
  background: @accent; color: @on-accent; border-color: @accent; }
QPushButton[role="main"]:hover { background: @accent-hover; border-color: @accent-hover; }
QPushButton[role="main"]:pressed { background: @accent-pressed; border-color: @accent-pressed; }
QPushButton[role="main"]:disabled {
  background: @disc-track; border-color: @disc-track; color: @text-disabled; }
QPushButton[role="quiet"] { background: transparent; border-color: transparent; color: @text-2; }
QPushButton[role="quiet"]:hover { background: @sunken; color: @text; }
QPushButton[role="quiet"]:pressed, QPushButton[role="quiet"]:checked {
  background: @hairline; color: @text; }
QPushButton[role="quiet"]:disabled { background: transparent; color: @text-disabled; }
QPushButton[role="soft"] {
  background: @accent-soft; border-color: transparent; color: @on-accent-soft; }
QPushButton[role="soft"]:hover { background: @accent-soft-hover; }
QPushButton[role="danger"] { color: @danger; border-color: @danger; }
QPushButton[role="danger"]:hover { background: @danger-soft; color: @on-danger-soft; }
QPushButton[role="link"] {
  background: transparent; border: none; padding: 0 2px; color: @accent;
  min-height: $20; }

QPushButton[role="notice"] {
  background: transparent; border-color: @notice-line; color: @notice-accent; }
QPushButton[role="notice"]:hover { border-color: @notice-accent; }
QPushButton[role="notice-quiet"] { background: transparent; border-color: transparent; }
QPushButton[role="trouble"] {
  background: transparent; border-color: transparent; color: @on-danger-soft; }
QPushButton[role="trouble"]:hover { border-color: @danger; }
QPushButton[extent="small"] { min-height: $24; padding: 0 8px; }
QPushButton[extent="large"] { min-height: $38; padding: 0 16px; }
QPushButton[extent="hero"] {
  min-height: $50; padding: 0 24px; border-radius: 8px; }
QPushButton[shape="icon"] { padding: 0; min-width: $30; max-width: $30; }
QPushButton[shape="icon"][extent="small"] { min-width: $24; max-width: $24; }

QLineEdit, QPlainTextEdit, QTextEdit, QComboBox, QSpinBox, QDoubleSpinBox, QDateEdit, QTimeEdit,
QDateTimeEdit {
  background: @surface; color: @text; border: 1px solid @border-strong; border-radius: 6px;
  padding: 0 10px; selection-background-color: @selection; selection-color: @text; }
QLineEdit, QComboBox, QSpinBox, QDoubleSpinBox, QDateEdit, QTimeEdit, QDateTimeEdit {
  min-height: $30; }
QLineEdit[extent="large"] { min-height: $38; font-size: ~row; }
QLineEdit[extent="desk"] { min-height: $50; font-size: ~screen; border-radius: 8px; }
QPlainTextEdit, QTextEdit { padding: 6px 8px; }
QLineEdit:hover, QComboBox:hover, QPlainTextEdit:hover, QSpinBox:hover, QDateEdit:hover,
QTimeEdit:hover { border-color: @text-3; }
QLineEdit:focus, QPlainTextEdit:focus, QTextEdit:focus, QComboBox:focus, QSpinBox:focus,
QDoubleSpinBox:focus, QDateEdit:focus, QTimeEdit:focus, QDateTimeEdit:focus {
  border: 2px solid @focus; padding: 0 9px; }
QPlainTextEdit:focus, QTextEdit:focus { padding: 5px 7px; }
QLineEdit:disabled, QPlainTextEdit:disabled, QComboBox:disabled, QSpinBox:disabled,
QDateEdit:disabled, QTimeEdit:disabled, QLineEdit[readOnly="true"] {
  background: @surface-alt; color: @text-3; border-color: @border; }
QLineEdit[wrong="true"], QPlainTextEdit[wrong="true"], QComboBox[wrong="true"],
QSpinBox[wrong="true"], QDateEdit[wrong="true"], QTimeEdit[wrong="true"] {
  border-color: @danger; }
QLineEdit[bare="true"], QLineEdit[bare="true"]:focus {
  border: none; background: transparent; padding: 0; }
QComboBox::drop-down, QDateEdit::drop-down { border: none; width: $28; }
QComboBox::down-arrow, QDateEdit::down-arrow { image: none; width: 0; height: 0; }
QComboBox QAbstractItemView { padding: 4px; outline: none; }
QSpinBox::up-button, QSpinBox::down-button, QDoubleSpinBox::up-button,
QDoubleSpinBox::down-button, QDateEdit::up-button, QDateEdit::down-button, QTimeEdit::up-button,
QTimeEdit::down-button, QDateTimeEdit::up-button, QDateTimeEdit::down-button {
  width: 0; border: none; }

QCheckBox, QRadioButton { background: transparent; spacing: 10px; }
QGroupBox { border: none; }

QAbstractItemView {
  background: @surface; color: @text; border: none; outline: none;
  selection-background-color: @selection; selection-color: @text; }
QAbstractItemView[framed="true"] { border: 1px solid @border; border-radius: 10px; }
QTableView, QTreeView { gridline-color: @hairline; }
QHeaderView { background: @surface-alt; border: none; }
QHeaderView::section {
  background: @surface-alt; color: @text-3; border: none; border-bottom: 1px solid @border;
  padding: 6px 8px; font-size: ~label; font-weight: 600; }
QHeaderView::section:hover { color: @text; }
QTableView[framed="true"] QHeaderView {
  border-top-left-radius: 9px; border-top-right-radius: 9px; }
QTableView[framed="true"] QHeaderView::section:first { border-top-left-radius: 9px; }
QTableView[framed="true"] QHeaderView::section:last { border-top-right-radius: 9px; }
QTableCornerButton::section { background: @surface-alt; border: none; }

QScrollArea { background: transparent; border: none; }
QScrollBar:vertical { background: transparent; width: 12px; margin: 0; }
QScrollBar:horizontal { background: transparent; height: 12px; margin: 0; }
QScrollBar::handle {
  background: @border-control; border-radius: 4px; margin: 2px; min-height: 28px;
  min-width: 28px; }
QScrollBar::handle:hover { background: @border-strong; }
QScrollBar::add-line, QScrollBar::sub-line { width: 0; height: 0; border: none; }
QScrollBar::add-page, QScrollBar::sub-page { background: transparent; }
QAbstractScrollArea::corner { background: transparent; }

QMenu {
  background: @surface; color: @text; border: 1px solid @border; border-radius: 8px;
  padding: 6px; }
QMenu::item { padding: 6px 28px 6px 10px; border-radius: 4px; min-height: $20; }
QMenu::item:selected { background: @selection; }
QMenu::item:disabled { color: @text-disabled; }
QMenu::separator { background: @hairline; height: 1px; margin: 6px 4px; }
QMenu::icon { padding-left: 6px; }
QMenuBar { background: @ground; }
QToolTip {
  background: @surface; color: @text; border: 1px solid @border; padding: 4px 8px;
  font-size: ~caption; }

QTabBar { background: transparent; border: none; }
QTabBar QToolButton { background: @canvas; border: none; }
QTabBar QToolButton:hover { background: @surface-alt; }
QTabBar::tab {
  background: transparent; color: @text-2; border: none; border-bottom: 2px solid transparent;
  padding: 2px 10px 0 10px; font-weight: 500; }
QTabBar::tab:selected { color: @accent; border-bottom-color: @accent; font-weight: 600; }
QTabBar::tab:hover:!selected { color: @text; }
QTabBar::tab:disabled { color: @text-disabled; }

QProgressBar {
  background: @disc-track; border: none; border-radius: 3px; min-height: 6px; max-height: 6px; }
QProgressBar::chunk { background: @disc-fill; border-radius: 3px; }
QSlider::groove:horizontal { background: @disc-track; height: 4px; border-radius: 2px; }
QSlider::sub-page:horizontal { background: @accent; border-radius: 2px; }
QSlider::handle:horizontal {
  background: @accent; width: 16px; height: 16px; margin: -6px 0; border-radius: 8px; }
QSplitter::handle { background: @border; }
QSplitter::handle:horizontal { width: 1px; }
QSplitter::handle:vertical { height: 1px; }

QFrame#status_line { background: @ground; border: none; border-top: 1px solid @border; }
QWidget#rail { background: @ground; }
QFrame#page_header { background: @canvas; border: none; border-bottom: 1px solid @border; }
QFrame#trouble_bar { background: @danger-soft; border: none; border-bottom: 1px solid @danger; }
QFrame#trouble_bar QLabel { color: @on-danger-soft; }
QFrame#read_only_bar { background: @info-soft; border: none; border-bottom: 1px solid @border; }
QFrame#read_only_bar QLabel { color: @on-info-soft; }
QFrame#notice_bar { background: @notice; border: 1px solid @notice-line; border-radius: 8px; }
QFrame#notice_bar QLabel { color: @notice-text; }
QFrame#side_panel { background: @surface; border: none; border-left: 1px solid @border; }
QFrame#side_panel[mirrored="true"] { border-left: none; border-right: 1px solid @border; }
QFrame#note[tone="info"] { background: @info-soft; border: none; border-radius: 8px; }
QFrame#note[tone="info"] QLabel { color: @on-info-soft; }
QFrame#note[tone="warn"] { background: @warn-soft; border: none; border-radius: 8px; }
QFrame#note[tone="warn"] QLabel { color: @on-warn-soft; }
QFrame#note[tone="danger"] { background: @danger-soft; border: none; border-radius: 8px; }
QFrame#note[tone="danger"] QLabel { color: @on-danger-soft; }
QFrame#note[tone="ok"] { background: @ok-soft; border: none; border-radius: 8px; }
QFrame#note[tone="ok"] QLabel { color: @on-ok-soft; }
"""
# The notice bar is dark in both themes, so that it stands out from any screen below it.
NOTICE_COLOURS = {
    "notice": ("#1B2427", "#343D40"),
    "notice-line": ("#4A565A", "#5A666A"),
    "notice-text": ("#F5F3EE", "#F5F3EE"),
    "notice-text-2": ("#BFBDB6", "#C9C7C0"),
    "notice-accent": ("#AEE0E4", "#AEE0E4"),
}

_INKS = (
    *("text", "text-2", "text-3", "accent", "ok", "warn", "danger", "info", "on-accent"),
    *("on-ok-soft", "on-warn-soft", "on-danger-soft", "on-info-soft", "on-accent-soft"),
)


def write_style_sheet(theme: Theme) -> str:
    """The sheet for the colours and the text size that `theme` has now."""
    steps = {step.value: theme.px(tokens().scale[step].size) for step in Type}

    inks = "".join(
        f'QLabel[ink="{name}"] {{ color: {theme.color(name).name()}; }}\n' for name in _INKS
    )

    def colour(match: re.Match[str]) -> str:
        name = match.group(1)
        if name == "inks":
            return inks
        if name in NOTICE_COLOURS:
            return NOTICE_COLOURS[name][theme.dark]
        return theme.color(name).name()

    sheet = re.sub(r"@([a-z0-9-]*[a-z0-9])", colour, _SHEET)
    sheet = re.sub(r"\$(\d+)", lambda match: f"{theme.px(int(match.group(1)))}px", sheet)
    return re.sub(r"~([a-z-]*[a-z])", lambda match: f"{steps[match.group(1)]}px", sheet)
