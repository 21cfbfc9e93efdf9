"""Certificates while they become files: pages, and what they share.

Ornaments and pictures are kept once and shown on every page; letters come from one subset of each
font. The file is tagged: a reader program meets the texts of a page in their order, each in its
own language, and is told what the code is. No time of day gets in.
"""

from __future__ import annotations

import hashlib
import zlib
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby

from facilitator.documents.fonts import bundled_fonts
from facilitator.documents.page_file import (
    FileBody,
    packed,
    plain_object,
    stream_object,
    text_string,
)
from facilitator.documents.page_fonts import PageFonts
from facilitator.documents.page_ink import PageInk
from facilitator.documents.page_pictures import PagePicture, read_picture
from facilitator.documents.paper import MM
from facilitator.documents.text import Typesetter, plain_text

_SHORT = 700
_PERSONAL = "/P"  # how the names of parts begin that are on some pages only
_PRODUCT = b"/Creator(Facilitator)/Producer(Facilitator)"


@dataclass(frozen=True, slots=True)
class Tag:
    """What a part of a page is, for those who hear it: a heading, a text, a picture with words
    instead of it; `language` only where it is not the page's own.
    """

    role: str
    language: str = ""
    words: str = ""


@dataclass(frozen=True, slots=True)
class SetPage:
    """A page that is written. Its content is a row of parts: operators of its own (bytes), and
    names of parts that it shares with other pages. Measures in points.

    `tags` say what the marked parts are, in their order; None for one that is not there.
    """

    content: tuple[bytes | str, ...]
    size: tuple[float, float]
    used: frozenset[str]
    tags: tuple[Tag | None, ...]
    title: str
    language: str


class CertificateDocument:
    """Pages of one file, or of many files that share their parts."""

    def __init__(self) -> None:
        self.setter = Typesetter(bundled_fonts())
        self.fonts = PageFonts()
        self.ink = PageInk(self.fonts)
        self._pages: list[SetPage] = []
        self._forms: dict[object, str] = {}
        self._form_codes: list[tuple[bytes, tuple[float, float]]] = []
        self._pictures: dict[tuple[bytes, float, float], tuple[str, PagePicture] | None] = {}
        self._parts: dict[str, bytes] = {}

    def __len__(self) -> int:
        return len(self._pages)

    # -------------------------------------------------------------------------- shared parts

    def form(self, key: object, size: tuple[float, float], code: Callable[[], str]) -> str:
        """The name of a drawing that many pages show; `code` makes it when it is first asked
        for. `size` of its page in points.
        """
        found = self._forms.get(key)
        if found is None:
            found = self._forms[key] = f"/X{len(self._forms) + 1}"
            self._form_codes.append((packed(code().encode("ascii")), size))
        return found

    def picture(
        self, content: bytes, width: float, height: float
    ) -> tuple[str, PagePicture] | None:
        """A picture for a box of millimetres and its name; None if it is none."""
        key = (content, round(width, 1), round(height, 1))
        if key not in self._pictures:
            read = read_picture(content, width, height)
            name = f"/I{len(self._pictures) + 1}"
            self._pictures[key] = None if read is None else (name, read)
        return self._pictures[key]

    def part(self, code: str, *, personal: bool) -> str:
        """The name of a part that many pages are made of. Personal ones are on some pages only:
        files of one page get them one by one instead of sharing them.
        """
        name = f"{_PERSONAL if personal else '/C'}{len(self._parts) + 1}"
        self._parts[name] = packed(code.encode("ascii"))
        return name

    def packed_part(self, name: str) -> bytes:
        """The operators of a part, made small."""
        return self._parts[name]

    # ---------------------------------------------------------------------------------- pages

    def add(self, page: SetPage) -> None:
        """One more page."""
        self._pages.append(page)

    def joined(self, title: str, write: Callable[[bytes], object]) -> None:
        """All pages as one file."""
        shared = _Shared(self, frozenset().union(*(page.used for page in self._pages)))
        body = FileBody(write)
        for number, whole in shared.objects:
            body.add(number, whole)
        languages = {page.language for page in self._pages}
        language = languages.pop() if len(languages) == 1 else ""
        _add_pages(body, shared, self._pages, plain_text(title), language)

    def single_files(self) -> Iterator[bytes]:
        """Each page as a whole file."""
        starts: dict[frozenset[str], _Start] = {}
        for page in self._pages:
            start = starts.get(page.used)
            if start is None:
                common = frozenset(name for name in page.used if not name.startswith(_PERSONAL))
                start = starts[page.used] = starts.get(common) or _Start(_Shared(self, common))
                starts[common] = start
            yield start.file_for(page)

    # ------------------------------------------------------------------------ for shared parts

    def shared_objects(
        self, first: int, used: frozenset[str]
    ) -> tuple[bytes, dict[str, int], list[_Object]]:
        """What pages ask for, numbered from `first` on: the resources as an entry of each kind,
        the numbers of the shared parts, and all the objects.
        """
        kinds: dict[bytes, list[bytes]] = {b"/Font": [], b"/XObject": []}
        objects: list[_Object] = []
        number = first
        parts: dict[str, int] = {}
        for name, content in self._parts.items():
            if name in used:
                parts[name] = number
                objects.append((number, stream_object(number, b"", content, is_packed=True)))
                number += 1
        for name, font in sorted(self.fonts.by_name().items()):
            if name in used:
                kinds[b"/Font"].append(b"%s %d 0 R" % (name.encode(), number))
                objects.extend(font.objects(number))
                number += font.OBJECTS
        for name, (code, size) in zip(self._forms.values(), self._form_codes, strict=True):
            if name in used:
                kinds[b"/XObject"].append(b"%s %d 0 R" % (name.encode(), number))
                entries = b"/Type/XObject/Subtype/Form/BBox[0 0 %.2f %.2f]" % size
                objects.append((number, stream_object(number, entries, code, is_packed=True)))
                number += 1
        for kept in self._pictures.values():
            if kept is not None and kept[0] in used:
                kinds[b"/XObject"].append(b"%s %d 0 R" % (kept[0].encode(), number))
                objects.extend(kept[1].objects(number))
                number += kept[1].OBJECTS
        lists = b"".join(
            b"%s<<%s>>" % (kind, b" ".join(found)) for kind, found in kinds.items() if found
        )
        return lists, parts, objects


_Object = tuple[int, bytes]
_RESOURCES = 1


class _Shared:
    """What pages of one file (or of many) share: the resources and all they lead to."""

    def __init__(self, document: CertificateDocument, used: frozenset[str]) -> None:
        self.document = document
        lists, self.parts, objects = document.shared_objects(_RESOURCES + 1, used)
        self.objects = [(_RESOURCES, plain_object(_RESOURCES, b"<<%s>>" % lists)), *objects]
        self.free = self.objects[-1][0] + 2  # the last one may be a picture with its mask


class _Start:
    """The bytes that many files start with."""

    def __init__(self, shared: _Shared) -> None:
        self._shared = shared
        parts: list[bytes] = []
        body = FileBody(parts.append)
        for number, whole in shared.objects:
            body.add(number, whole)
        self._bytes = b"".join(parts)
        self._places = body.places

    def file_for(self, page: SetPage) -> bytes:
        parts = [self._bytes]
        body = FileBody(parts.append, self._places, len(self._bytes))
        _add_pages(body, self._shared, [page], page.title, page.language)
        return b"".join(parts)


def _add_pages(
    body: FileBody, shared: _Shared, pages: Sequence[SetPage], title: str, language: str
) -> None:
    """The pages, what they are for those who hear them, and the end of the file."""
    root, tree, info, spoken, whole, by_page = range(shared.free, shared.free + 6)
    number = shared.free + 6
    kids: list[int] = []
    sections: list[int] = []
    parents: list[bytes] = []
    digest = hashlib.sha256(title.encode())
    for index, page in enumerate(pages):
        at, section = number, number + 1
        number += 2
        content: list[int] = []
        for part in page.content:
            if isinstance(part, str) and part in shared.parts:
                content.append(shared.parts[part])
            elif isinstance(part, str):
                kept = shared.document.packed_part(part)
                body.add(number, stream_object(number, b"", kept, is_packed=True))
                content.append(number)
                number += 1
            else:
                body.add(number, _own_part(number, part))
                content.append(number)
                number += 1
                digest.update(part)
        body.add(
            at,
            b"%d 0 obj\n<</Type/Page/Parent %d 0 R/MediaBox[0 0 %.3f %.3f]/Resources %d 0 R"
            b"/Contents[%s]/StructParents %d/Tabs/S>>\nendobj\n"
            % (at, tree, *page.size, _RESOURCES, _references(content), index),
        )
        parts: list[bytes] = []
        parent: list[bytes] = []
        marked = 0
        for tag, run in groupby(page.tags):
            count = len(list(run))
            if tag is None:
                parent.extend([b"null"] * count)
            else:
                reference = b"%d 0 R" % number
                parts.append(reference)
                parent.extend([reference] * count)
                body.add(number, _part(number, tag, section, at, range(marked, marked + count)))
                number += 1
            marked += count
        own = b"/Lang%s" % text_string(page.language) if page.language != language else b""
        body.add(
            section,
            b"%d 0 obj\n<</Type/StructElem/S/Sect/P %d 0 R%s/K[%s]>>\nendobj\n"
            % (section, whole, own, b" ".join(parts)),
        )
        parents.append(b"%d[%s]" % (index, b" ".join(parent)))
        kids.append(at)
        sections.append(section)
    body.add(
        root,
        plain_object(
            root,
            b"<</Type/Catalog/Pages %d 0 R%s/MarkInfo<</Marked true>>/StructTreeRoot %d 0 R"
            b"/ViewerPreferences<</DisplayDocTitle true>>>>"
            % (tree, b"/Lang%s" % text_string(language) if language else b"", spoken),
        ),
    )
    body.add(
        tree,
        plain_object(tree, b"<</Type/Pages/Count %d/Kids[%s]>>" % (len(kids), _references(kids))),
    )
    body.add(info, plain_object(info, b"<</Title%s%s>>" % (text_string(title), _PRODUCT)))
    body.add(
        spoken,
        plain_object(
            spoken,
            b"<</Type/StructTreeRoot/K %d 0 R/ParentTree %d 0 R/ParentTreeNextKey %d>>"
            % (whole, by_page, len(kids)),
        ),
    )
    body.add(
        whole,
        plain_object(
            whole,
            b"<</Type/StructElem/S/Document/P %d 0 R/K[%s]>>" % (spoken, _references(sections)),
        ),
    )
    body.add(by_page, plain_object(by_page, b"<</Nums[%s]>>" % b" ".join(parents)))
    body.finish(root, info, digest.hexdigest()[:32].encode())


def _part(number: int, tag: Tag, section: int, page: int, marked: range) -> bytes:
    language = b"/Lang%s" % text_string(tag.language) if tag.language else b""
    words = b"/Alt%s" % text_string(tag.words) if tag.words else b""
    return b"%d 0 obj\n<</Type/StructElem/S/%s/P %d 0 R/Pg %d 0 R%s%s/K[%s]>>\nendobj\n" % (
        number, tag.role.encode(), section, page, language, words,
        b" ".join([b"%d" % each for each in marked]),
    )  # fmt: skip


def _own_part(number: int, code: bytes) -> bytes:
    """Operators of one page. Short ones are not worth the work of making them smaller."""
    if len(code) > _SHORT:
        return stream_object(number, b"", zlib.compress(code, 1), is_packed=True)
    return b"%d 0 obj\n<</Length %d>>\nstream\n%s\nendstream\nendobj\n" % (
        number, len(code), code,
    )  # fmt: skip


def _references(numbers: Sequence[int]) -> bytes:
    return b" ".join([b"%d 0 R" % number for number in numbers])


def page_points(width: float, height: float) -> tuple[float, float]:
    """A page of millimetres in points."""
    return width * MM, height * MM
