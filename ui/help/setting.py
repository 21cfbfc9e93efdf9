"""Sets a text made from Markdown in the type of the window: sizes, space between, tables.

Qt's Markdown reader knows no style sheet, so the blocks are gone over once they are there.
"""

from __future__ import annotations

from PySide6.QtGui import (
    QFont,
    QTextBlock,
    QTextBlockFormat,
    QTextCharFormat,
    QTextCursor,
    QTextDocument,
    QTextFrameFormat,
    QTextLength,
    QTextTable,
)

from ui.theme.theme import Theme
from ui.theme.tokens import Type

_LINE = 115.0


def set_in_type(document: QTextDocument, theme: Theme) -> None:
    """Go over a document that was just read."""
    document.setDocumentMargin(theme.px(24))
    document.setIndentWidth(theme.px(22))
    block = document.begin()
    while block.isValid():
        _set_block(block, theme)
        block = block.next()
    for frame in document.rootFrame().childFrames():
        if isinstance(frame, QTextTable):
            _set_table(frame, theme)


def _set_block(block: QTextBlock, theme: Theme) -> None:
    cursor = QTextCursor(block)
    layout = QTextBlockFormat()
    level = block.blockFormat().headingLevel()
    in_list = block.textList() is not None
    in_table = cursor.currentTable() is not None
    proportional = QTextBlockFormat.LineHeightTypes.ProportionalHeight.value
    layout.setLineHeight(105.0 if level or in_table else _LINE, proportional)
    layout.setTopMargin(0)
    layout.setBottomMargin(0 if in_table else theme.px(6 if in_list else 12))
    cursor.mergeBlockFormat(layout)
    if level:
        cursor.select(QTextCursor.SelectionType.BlockUnderCursor)
        letters = QTextCharFormat()
        font = theme.font(Type.TITLE if level == 1 else Type.SECTION)
        letters.setFont(font)
        letters.setFontWeight(QFont.Weight.DemiBold)
        # In the place of what there was: the reader's own size for headings would add to ours.
        cursor.setCharFormat(letters)
        return
    _set_strong(block)


def _set_strong(block: QTextBlock) -> None:
    """Strong words in the weight that the bundled fonts have; a bolder one would be smeared."""
    strong = QTextCharFormat()
    strong.setFontWeight(QFont.Weight.DemiBold)
    spans = []
    step = block.begin()
    while not step.atEnd():
        fragment = step.fragment()
        if fragment.charFormat().fontWeight() > QFont.Weight.DemiBold:
            spans.append((fragment.position(), fragment.length()))
        step += 1
    for position, length in spans:
        cursor = QTextCursor(block)
        cursor.setPosition(position)
        cursor.setPosition(position + length, QTextCursor.MoveMode.KeepAnchor)
        cursor.mergeCharFormat(strong)


def _set_table(table: QTextTable, theme: Theme) -> None:
    look = table.format()
    look.setBorder(0)
    look.setBorderStyle(QTextFrameFormat.BorderStyle.BorderStyle_None)
    look.setCellPadding(theme.px(5))
    look.setCellSpacing(0)
    look.setWidth(QTextLength(QTextLength.Type.PercentageLength, 100))
    table.setFormat(look)
