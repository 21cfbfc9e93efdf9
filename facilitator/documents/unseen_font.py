"""A font without shapes, for the text that lies unseen behind drawn outlines.

Letters of most scripts are drawn as outlines, which a reader program cannot search or copy. As in
scanned pages with recognised text, the characters themselves are written over them, unseen,
each in its own place. The code of a character is its UTF-16 unit and every glyph is half an
em wide, so one small font serves every script and every document.
"""

from __future__ import annotations

from functools import cache

import uharfbuzz
from reportlab.pdfbase import pdfdoc

from facilitator.documents.fonts import Role, bundled_fonts

NAME = "/Unseen"
WIDTH = 0.5
"""Of an em: the width of every glyph."""

_POSTSCRIPT_NAME = "Unseen"
TO_UNICODE = b"""/CIDInit /ProcSet findresource begin
12 dict begin
begincmap
/CIDSystemInfo << /Registry (Adobe) /Ordering (UCS) /Supplement 0 >> def
/CMapName /Adobe-Identity-UCS def
/CMapType 2 def
1 begincodespacerange
<0000> <FFFF>
endcodespacerange
1 beginbfrange
<0000> <FFFF> <0000>
endbfrange
endcmap
CMapName currentdict /CMap defineresource pop
end
end
"""


@cache
def font_file() -> bytes:
    """A TrueType font that holds nothing but the glyph for what is not there."""
    face = bundled_fonts().role_face(Role.SANS)
    wanted = uharfbuzz.SubsetInput()
    # Readers pass over text whose glyphs have no size, so the one glyph keeps its outline.
    wanted.flags = uharfbuzz.SubsetFlags.NO_HINTING | uharfbuzz.SubsetFlags.NOTDEF_OUTLINE
    subset = uharfbuzz.subset(uharfbuzz.Face(uharfbuzz.Blob.from_file_path(str(face.path))), wanted)
    data: bytes = subset.blob.data
    return data


def add_to(document: pdfdoc.PDFDocument) -> None:
    """Make the font known to all pages of a document under `NAME`; once is enough."""
    fonts = document.idToObject["BasicFonts"].dict
    if NAME[1:] in fonts:
        return
    descriptor = pdfdoc.PDFDictionary(
        {
            "Type": "/FontDescriptor",
            "FontName": f"/{_POSTSCRIPT_NAME}",
            "Flags": 4,
            "FontBBox": pdfdoc.PDFArray([0, -200, 500, 800]),
            "ItalicAngle": 0,
            "Ascent": 800,
            "Descent": -200,
            "CapHeight": 700,
            "StemV": 80,
            "FontFile2": _stream(document, font_file(), "unseen:file", with_length=True),
        }
    )
    descendant = pdfdoc.PDFDictionary(
        {
            "Type": "/Font",
            "Subtype": "/CIDFontType2",
            "BaseFont": f"/{_POSTSCRIPT_NAME}",
            "CIDSystemInfo": pdfdoc.PDFDictionary(
                {
                    "Registry": pdfdoc.PDFString("Adobe"),
                    "Ordering": pdfdoc.PDFString("Identity"),
                    "Supplement": 0,
                }
            ),
            "FontDescriptor": document.Reference(descriptor, "unseen:descriptor"),
            "DW": int(1000 * WIDTH),
            # Every character shows the one glyph that there is.
            "CIDToGIDMap": _stream(document, bytes(2 * 0x10000), "unseen:glyphs"),
        }
    )
    font = pdfdoc.PDFDictionary(
        {
            "Type": "/Font",
            "Subtype": "/Type0",
            "BaseFont": f"/{_POSTSCRIPT_NAME}",
            "Encoding": "/Identity-H",
            "DescendantFonts": pdfdoc.PDFArray(
                [document.Reference(descendant, "unseen:descendant")]
            ),
            "ToUnicode": _stream(document, TO_UNICODE, "unseen:characters"),
        }
    )

    # As an object of its own: some readers skip a composite font that lies inside the list.
    fonts[NAME[1:]] = document.Reference(font, "unseen:font")


def _stream(
    document: pdfdoc.PDFDocument, content: bytes, name: str, *, with_length: bool = False
) -> pdfdoc.PDFObjectReference:
    stream = pdfdoc.PDFStream()
    stream.content = content
    stream.filters = [pdfdoc.PDFZCompress]
    if with_length:
        stream.dictionary["Length1"] = len(content)
    return document.Reference(stream, name)
