"""The fonts of one file: which glyphs its pages use, and the small fonts that hold just these.

A glyph gets a number of its own in the file when it is first used, so pages can be written
before it is known what else will be needed; the subsets are cut by HarfBuzz at the end, once
for all pages (and for all files of a batch, which then share these bytes).
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from functools import cache

import uharfbuzz

from facilitator.documents import unseen_font
from facilitator.documents.fonts import Face
from facilitator.documents.page_file import packed, plain_object, stream_object

_DROPPED = ("GSUB", "GPOS", "GDEF", "DSIG", "STAT", "MATH", "name", "post", "cmap", "OS/2", "kern")
_MOST_IN_A_LIST = 100  # characters in one list of a table of characters


class EmbeddedFace:
    """One font of the file: numbers of its glyphs, handed out as they are used."""

    def __init__(self, face: Face, name: str) -> None:
        self.face = face
        self.name = name
        self.steps: dict[tuple[str, int, float], str] = {}
        self._codes: dict[int, str] = {}
        self._characters: list[str] = []
        self._glyphs: list[int] = []
        self._made: tuple[int, tuple[bytes, int, bytes, bytes, bytes]] | None = None

    def code(self, glyph: int, character: str) -> str:
        """The number of a glyph in this file, as the four digits that pages write."""
        found = self._codes.get(glyph)
        if found is None:
            self._glyphs.append(glyph)
            self._characters.append(character)
            # Number 0 stays the glyph for what is missing.
            found = self._codes[glyph] = f"{len(self._glyphs):04X}"
        return found

    def step(self, char: str, glyph: int, advance: float) -> str:
        """A glyph in a row of them, and how far the next one is moved from its usual place."""
        shown = self.code(glyph, " " if char == "\u00a0" else char)
        shift = round(1000 * (self.face.advance(glyph) / self.face.units - advance))
        found = self.steps[char, glyph, advance] = f"{shown}>{shift}<" if shift else shown
        return found

    def objects(self, first: int) -> Iterator[tuple[int, bytes]]:
        """The objects of the embedded font, from number `first` on; that one is the font."""
        file_name = self.face.path.stem.replace("_", "-").encode()
        tag, length, program, mapping, characters = self._packed()
        base = b"/%s+%s" % (tag, file_name)
        units = self.face.upem
        widths = b" ".join(
            b"%g" % round(self.face.advance(glyph) * 1000 / units, 2) for glyph in self._glyphs
        )
        left, bottom, right, top = self.face.bounds
        yield (
            first,
            plain_object(
                first,
                b"<</Type/Font/Subtype/Type0/BaseFont%s/Encoding/Identity-H"
                b"/DescendantFonts[%d 0 R]/ToUnicode %d 0 R>>" % (base, first + 1, first + 4),
            ),
        )
        yield (
            first + 1,
            plain_object(
                first + 1,
                b"<</Type/Font/Subtype/CIDFontType2/BaseFont%s"
                b"/CIDSystemInfo<</Registry(Adobe)/Ordering(Identity)/Supplement 0>>"
                b"/FontDescriptor %d 0 R/DW 1000/W[1[%s]]/CIDToGIDMap %d 0 R>>"
                % (base, first + 2, widths, first + 5),
            ),
        )
        yield first + 2, plain_object(
            first + 2,
            b"<</Type/FontDescriptor/FontName%s/Flags 4/FontBBox[%d %d %d %d]/ItalicAngle %d"
            b"/Ascent %d/Descent %d/CapHeight 714/StemV 90/FontFile2 %d 0 R>>"
            % (base, left, bottom, right, top, -12 if b"Italic" in file_name else 0, top, bottom,
               first + 3),
        )  # fmt: skip
        yield first + 3, stream_object(first + 3, b"/Length1 %d" % length, program, is_packed=True)
        yield first + 4, stream_object(first + 4, b"", characters, is_packed=True)
        yield first + 5, stream_object(first + 5, b"", mapping, is_packed=True)

    OBJECTS = 6
    """How many objects an embedded font takes."""

    def _packed(self) -> tuple[bytes, int, bytes, bytes, bytes]:
        """The streams of the font, made once for all files: a tag that tells this subset from
        others, the length of the program, the program, the glyphs of the numbers, the characters.
        """
        if self._made is None or self._made[0] != len(self._glyphs):
            program, new_number = self._subset()
            numbers = b"\0\0" + b"".join(
                new_number[glyph].to_bytes(2, "big") for glyph in self._glyphs
            )
            made = (_tag(program), len(program), packed(program), packed(numbers),
                    packed(self._to_unicode()))  # fmt: skip
            self._made = (len(self._glyphs), made)
        return self._made[1]

    def _subset(self) -> tuple[bytes, dict[int, int]]:
        wanted = uharfbuzz.SubsetInput()
        flags = uharfbuzz.SubsetFlags
        wanted.flags = flags.NO_HINTING | flags.NO_LAYOUT_CLOSURE | flags.NOTDEF_OUTLINE
        wanted.glyph_set.update(self._glyphs)
        wanted.sets(uharfbuzz.SubsetInputSets.DROP_TABLE_TAG).update(
            int.from_bytes(tag.encode(), "big") for tag in _DROPPED
        )
        plan = uharfbuzz.SubsetPlan(self.face.hb_face, wanted)
        program: bytes = plan.execute().blob.data
        mapping = plan.old_to_new_glyph_mapping
        return program, {glyph: mapping[glyph] for glyph in self._glyphs}

    def _to_unicode(self) -> bytes:
        rows = [
            f"<{index:04X}> <{character.encode('utf-16-be').hex().upper()}>"
            for index, character in enumerate(self._characters, start=1)
        ]
        lists = [
            f"{len(rows[start : start + _MOST_IN_A_LIST])} beginbfchar\n"
            + "\n".join(rows[start : start + _MOST_IN_A_LIST])
            + "\nendbfchar"
            for start in range(0, len(rows), _MOST_IN_A_LIST)
        ]
        return _CHARACTERS.replace("LISTS", "\n".join(lists)).encode()


@cache
def _unseen() -> tuple[int, bytes, bytes, bytes]:
    """The length of the unseen font, the font, its glyphs (each character shows the one that
    there is) and its characters.
    """
    program = unseen_font.font_file()
    glyphs = packed(bytes(2 * 0x10000))
    return len(program), packed(program), glyphs, packed(unseen_font.TO_UNICODE)


class UnseenFace:
    """The font of the characters that lie unseen over drawn letters."""

    name = unseen_font.NAME
    OBJECTS = 6

    def objects(self, first: int) -> Iterator[tuple[int, bytes]]:
        """As `EmbeddedFace.objects`."""
        length, program, mapping, characters = _unseen()
        base = b"/Unseen"
        yield (
            first,
            plain_object(
                first,
                b"<</Type/Font/Subtype/Type0/BaseFont%s/Encoding/Identity-H"
                b"/DescendantFonts[%d 0 R]/ToUnicode %d 0 R>>" % (base, first + 1, first + 4),
            ),
        )
        yield (
            first + 1,
            plain_object(
                first + 1,
                b"<</Type/Font/Subtype/CIDFontType2/BaseFont%s"
                b"/CIDSystemInfo<</Registry(Adobe)/Ordering(Identity)/Supplement 0>>"
                b"/FontDescriptor %d 0 R/DW %d/CIDToGIDMap %d 0 R>>"
                % (base, first + 2, int(1000 * unseen_font.WIDTH), first + 5),
            ),
        )
        yield (
            first + 2,
            plain_object(
                first + 2,
                b"<</Type/FontDescriptor/FontName%s/Flags 4/FontBBox[0 -200 500 800]/ItalicAngle 0"
                b"/Ascent 800/Descent -200/CapHeight 700/StemV 80/FontFile2 %d 0 R>>"
                % (base, first + 3),
            ),
        )
        yield first + 3, stream_object(first + 3, b"/Length1 %d" % length, program, is_packed=True)
        yield first + 4, stream_object(first + 4, b"", characters, is_packed=True)
        yield first + 5, stream_object(first + 5, b"", mapping, is_packed=True)


class PageFonts:
    """All fonts of one file."""

    def __init__(self) -> None:
        self._faces: dict[Face, EmbeddedFace] = {}
        self.unseen = UnseenFace()

    def embedded(self, face: Face) -> EmbeddedFace:
        """The face as this file holds it."""
        found = self._faces.get(face)
        if found is None:
            found = self._faces[face] = EmbeddedFace(face, f"/F{len(self._faces) + 1}")
        return found

    def by_name(self) -> dict[str, EmbeddedFace | UnseenFace]:
        """Every font that pages may have asked for, by the name they call it."""
        found: dict[str, EmbeddedFace | UnseenFace] = {
            each.name: each for each in self._faces.values()
        }
        found[self.unseen.name] = self.unseen
        return found


def _tag(program: bytes) -> bytes:
    """Six letters that tell one subset of a font from another."""
    digest = hashlib.sha256(program).digest()
    return bytes(65 + byte % 26 for byte in digest[:6])


_CHARACTERS = """/CIDInit /ProcSet findresource begin
12 dict begin
begincmap
/CIDSystemInfo << /Registry (Adobe) /Ordering (UCS) /Supplement 0 >> def
/CMapName /Adobe-Identity-UCS def
/CMapType 2 def
1 begincodespacerange
<0000> <FFFF>
endcodespacerange
LISTS
endcmap
CMapName currentdict /CMap defineresource pop
end
end
"""
