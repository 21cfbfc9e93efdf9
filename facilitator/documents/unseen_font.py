"""A font without shapes, for the text that lies unseen behind drawn outlines.

Letters of most scripts are drawn as outlines, which a reader program cannot search or copy. As in
scanned pages with recognised text, the characters themselves are written over them, unseen,
each in its own place. The code of a character is its UTF-16 unit and every glyph is half an
em wide, so one small font serves every script and every document.
"""

from __future__ import annotations

from functools import cache

import uharfbuzz

from facilitator.documents.fonts import Role, bundled_fonts

NAME = "/Unseen"
WIDTH = 0.5
"""Of an em: the width of every glyph."""


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
