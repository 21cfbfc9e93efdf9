"""Certificates beside those who also make them: typst, fpdf2, and a writer of bare bytes.

    python -m tests.benchmarks.certificate_peers [--count 1000] [--rounds 3]

The peers are extras of development (`pip install -e .[benchmarks]`). Everybody gets the same
names and words and the same two hands (Noto Serif Display for the name, Noto Serif for the rest).
The product makes its whole page: guilloche, seal, crest, all texts, tags for those who hear it, and
its QR code from the text. typst gets the same texts, a plain frame and the finished modules of the
code; fpdf2 and the bare bytes get a plain frame, four texts and the finished code. Each case is a
process of its own, in turn; medians are told, in seconds of the processor, as others use this
machine too.
"""

from __future__ import annotations

import argparse
import io
import json
import random
import statistics
import subprocess
import sys
import tempfile
import time
import zlib
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from facilitator.resources import resource
from tests.benchmarks.memory import memory_from_here, peak_megabytes

_SIGNS = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ $%*+-./:"
_GIVEN = (
    "Amina", "Leïla", "José", "Siân", "Grace", "Helen", "Zoë", "João", "Ewa", "Marta", "Kofi",
    "Ama", "Priya", "Chloé", "Łukasz",
)  # fmt: skip
_FAMILY = (
    "Haddad", "Fernández", "Llewellyn", "Marsh", "Adeyemi", "Osei", "Kovač", "Nowak", "Silva",
    "Pereira", "Okafor",
)  # fmt: skip
_SHAPED = (
    "أمينة الإدريسي", "شهرزاد کیان", "יעל בן־דוד", "श्रीमती लक्ष्मी क्षत्रिय", "শ্রীকৃষ্ণ চট্টোপাধ্যায়",
    "ஸ்ரீநிவாசன் கௌரி", "ณัฐวุฒิ น้ำทิพย์", "ព្រះបាទ សីហនុ", "ዳዊት በቀለ ታደሰ", "ශ්‍රී ලංකා", "ਗੁਰਪ੍ਰੀਤ ਸਿੰਘ", "欧阳娜娜",
)  # fmt: skip
_PAYLOAD = 180  # signs of a signed statement in the code


@dataclass(frozen=True)
class Person:
    """What differs from page to page."""

    name: str
    statement: str
    serial: str
    code: str


def people(count: int, *, shaped: bool = False) -> list[Person]:
    """The same people in every process."""
    drawn = random.Random(6)
    found = []
    for index in range(count):
        family = f"{drawn.choice(_FAMILY)}-{drawn.choice(_FAMILY)}"
        name = f"{drawn.choice(_GIVEN)} {drawn.choice(_GIVEN)} {family}"
        if shaped:
            first, second = drawn.choice(_SHAPED), drawn.choice(_SHAPED).split()[0]
            name = f"{first} {second}" if index % 2 else f"{first} {index}"
        hours = f"{drawn.randint(4, 9)} h {drawn.randint(0, 5)}0 min"
        statement = (
            "completed the workshop series Future Skills in our City at Lantern Quay Community"
            " Centre, Novaport, from 17 September 2026 to 15 October 2026"
            f" ({drawn.randint(3, 5)} of 5 workshops, {hours})."
        )
        code = "".join(drawn.choice(_SIGNS) for _ in range(_PAYLOAD))
        found.append(Person(name, statement, f"LQC-2026-{index:05d}", code))
    return found


# ---------------------------------------------------------------------------------- the product


def _pages(those: Sequence[Person], *, code: bool = True) -> list[object]:
    from facilitator.documents.certificate import (
        CertificatePage,
        CertificateSignatory,
        CertificateSkill,
    )

    signatories = (
        CertificateSignatory("Grace Adeyemi-Holm", "Lead facilitator"),
        CertificateSignatory("Helen Marsh", "Coordinator"),
    )
    skills = (
        CertificateSkill("Critical thinking", "Question claims and sources", "Confident"),
        CertificateSkill("Adaptability", "Respond to change", "Practising"),
    )
    return [
        CertificatePage(
            holder_name=each.name,
            title="Certificate of Achievement",
            statement=f"This certifies that {each.name} {each.statement}",
            issuer_name="Lantern Quay Community Centre",
            issuer_city="Novaport",
            issued_on="15 October 2026",
            serial=each.serial,
            signatories=signatories,
            skills=skills,
            verify_text=each.code if code else "",
        )
        for each in those
    ]


def ours_joined(those: Sequence[Person], folder: Path) -> Callable[[], object]:
    from facilitator.documents.certificate import write_certificates

    pages = _pages(those)
    return lambda: write_certificates(pages, folder / "all.pdf")


def ours_joined_without_code(those: Sequence[Person], folder: Path) -> Callable[[], object]:
    from facilitator.documents.certificate import write_certificates

    pages = _pages(those, code=False)
    return lambda: write_certificates(pages, folder / "all.pdf")


def ours_separate(those: Sequence[Person], folder: Path) -> Callable[[], object]:
    from facilitator.documents.certificate import write_certificate_files

    pages = _pages(those)
    return lambda: write_certificate_files(pages, folder / "each")


def ours_shaped(those: Sequence[Person], folder: Path) -> Callable[[], object]:
    return ours_joined(people(len(those), shaped=True), folder)


def ours_first(those: Sequence[Person], folder: Path) -> Callable[[], object]:
    """The very first page of a process, with everything opened for it."""
    from facilitator.documents.certificate import certificate_pdf

    pages = _pages(those[:1])
    return lambda: (folder / "one.pdf").write_bytes(certificate_pdf(pages[0]))


def codes(those: Sequence[Person], folder: Path) -> Callable[[], object]:
    """The codes alone."""
    from facilitator.documents.qr import qr_code

    return lambda: [qr_code(each.code).bitmap for each in those]


# -------------------------------------------------------------------------------------- the limit


def _bare_page(person: Person, code: tuple[int, bytes]) -> bytes:
    """The operators of a page with four texts, a frame and a code that is given."""
    side, bitmap = code
    first, second = person.statement[:110], person.statement[110:]
    return (
        b"q 0.5 w 40 40 762 515 re 46 46 750 503 re S Q /X1 Do"
        b" BT /F1 46 Tf 1 0 0 1 200 340 Tm <%s> Tj /F2 12 Tf 1 0 0 1 120 280 Tm <%s> Tj"
        b" 1 0 0 1 120 262 Tm <%s> Tj /F2 8 Tf 1 0 0 1 80 92 Tm <%s> Tj 1 0 0 1 600 92 Tm <%s> Tj"
        b" ET q 60 0 0 60 80 105 cm BI/W %d/H %d/BPC 1/IM true/D[1 0]/F/AHx ID %s> EI Q"
        % (
            *(
                text.encode("utf-16-be").hex().encode()
                for text in (person.name, first, second, person.serial, "15 October 2026")
            ),
            side, side, bitmap.hex().encode(),
        )
    )  # fmt: skip


def _bare_prefix() -> list[bytes]:
    """What the bare writer's files share: two subsets and a frame, ready as bytes."""
    import uharfbuzz

    parts = []
    for name in ("NotoSerifDisplay-Medium.ttf", "NotoSerif-Regular.ttf"):
        face = uharfbuzz.Face(uharfbuzz.Blob.from_file_path(str(resource("fonts", name))))
        wanted = uharfbuzz.SubsetInput()
        wanted.unicode_set.update(range(32, 384))
        program = zlib.compress(uharfbuzz.subset(face, wanted).blob.data)
        parts.append(b"<</Filter/FlateDecode/Length %d>>stream\n%s\nendstream" % (
            len(program), program))  # fmt: skip
    return parts


def _bare_file(prefix: Sequence[bytes], pages: Sequence[bytes]) -> bytes:
    places, parts, at = [], [b"%PDF-1.7\n"], 9
    number = 0

    def put(body: bytes) -> None:
        nonlocal at, number
        number += 1
        whole = b"%d 0 obj\n%s\nendobj\n" % (number, body)
        places.append(at)
        parts.append(whole)
        at += len(whole)

    for part in prefix:
        put(part)
    for page in pages:
        small = zlib.compress(page)
        put(b"<</Filter/FlateDecode/Length %d>>stream\n%s\nendstream" % (len(small), small))
        put(b"<</Type/Page/Parent 1 0 R/MediaBox[0 0 842 595]/Resources 2 0 R/Contents %d 0 R>>"
            % (number,))  # fmt: skip
    rows = b"".join([b"%010d 00000 n \n" % place for place in places])
    parts.append(b"xref\n0 %d\n%s" % (number + 1, rows))
    return b"".join(parts)


def _given_codes(those: Sequence[Person]) -> list[tuple[int, bytes]]:
    from facilitator.documents.qr import qr_code

    found = [qr_code(each.code) for each in those]
    return [(code.modules, code.bitmap) for code in found]


def limit_joined(those: Sequence[Person], folder: Path) -> Callable[[], object]:
    given, prefix = _given_codes(those), _bare_prefix()

    def work() -> None:
        pages = [_bare_page(person, code) for person, code in zip(those, given, strict=True)]
        (folder / "all.pdf").write_bytes(_bare_file(prefix, pages))

    return work


def limit_separate(those: Sequence[Person], folder: Path) -> Callable[[], object]:
    given, prefix = _given_codes(those), _bare_prefix()
    (folder / "each").mkdir()

    def work() -> None:
        for person, code in zip(those, given, strict=True):
            content = _bare_file(prefix, [_bare_page(person, code)])
            (folder / "each" / f"{person.serial}.pdf").write_bytes(content)

    return work


# -------------------------------------------------------------------------------------- the peers

_TYPST = """
#let those = json(bytes(sys.inputs.those))
#set page(width: 297mm, height: 210mm, margin: 0mm, background: {
  place(dx: 14mm, dy: 14mm, rect(width: 269mm, height: 182mm, stroke: 0.5pt))
  place(dx: 16mm, dy: 16mm, rect(width: 265mm, height: 178mm, stroke: 0.3pt))
})
#set text(font: "Noto Serif", size: 12pt)
#set par(justify: false)
#for (index, it) in those.enumerate() {
  if index > 0 { pagebreak() }
  place(top + center, dy: 78mm, text(font: "Noto Serif Display", size: 44pt, it.name))
  place(top + center, dy: 105mm, box(width: 220mm, align(center, it.statement)))
  place(top + center, dy: 36mm, text(size: 11pt)[Lantern Quay Community Centre])
  place(top + center, dy: 50mm, text(font: "Noto Serif Display",
    size: 36pt)[Certificate of Achievement])
  place(top + center, dy: 70mm, text(style: "italic")[This certifies that])
  place(top + left, dx: 85mm, dy: 125mm, text(weight: 600)[Critical thinking])
  place(top + left, dx: 85mm, dy: 131mm, text(style: "italic",
    size: 10pt)[Question claims and sources])
  place(top + left, dx: 85mm, dy: 137mm, text(size: 9pt)[Confident])
  place(top + left, dx: 160mm, dy: 125mm, text(weight: 600)[Adaptability])
  place(top + left, dx: 160mm, dy: 131mm, text(style: "italic", size: 10pt)[Respond to change])
  place(top + left, dx: 160mm, dy: 137mm, text(size: 9pt)[Practising])
  place(top + left, dx: 90mm, dy: 167mm, text(size: 9pt)[Grace Adeyemi-Holm])
  place(top + left, dx: 90mm, dy: 171mm, text(size: 8pt)[Lead facilitator])
  place(top + left, dx: 160mm, dy: 167mm, text(size: 9pt)[Helen Marsh])
  place(top + left, dx: 160mm, dy: 171mm, text(size: 8pt)[Coordinator])
  place(top + left, dx: 28mm, dy: 176mm, text(size: 8pt, it.serial))
  place(top + right, dx: -28mm, dy: 176mm, text(size: 8pt)[Issued 15 October 2026, Novaport])
  place(top + left, dx: 90mm, dy: 165mm, line(length: 50mm, stroke: 0.4pt))
  place(top + left, dx: 160mm, dy: 165mm, line(length: 50mm, stroke: 0.4pt))
  place(top + left, dx: 28mm, dy: 150mm, image(bytes(it.code), width: 22mm, scaling: "pixelated",
    format: (encoding: "luma8", width: it.side, height: it.side)))
}
"""


def _typst_inputs(those: Sequence[Person]) -> list[dict[str, object]]:
    found = []
    for person, (side, bitmap) in zip(those, _given_codes(those), strict=True):
        wide = len(bitmap) // side
        dots = [
            0 if bitmap[row * wide + column // 8] >> (7 - column % 8) & 1 else 255
            for row in range(side)
            for column in range(side)
        ]
        found.append({"name": person.name, "statement": person.statement, "serial": person.serial,
                      "side": side, "code": dots})  # fmt: skip
    return found


def typst_joined(those: Sequence[Person], folder: Path) -> Callable[[], object]:
    return _typst(those, folder, tags=False)


def typst_joined_with_tags(those: Sequence[Person], folder: Path) -> Callable[[], object]:
    return _typst(those, folder, tags=True)


def _typst(those: Sequence[Person], folder: Path, *, tags: bool) -> Callable[[], object]:
    import typst

    text = json.dumps(_typst_inputs(those))
    source = folder / "page.typ"
    source.write_text(_TYPST, encoding="utf-8")
    fonts = [str(resource("fonts"))]

    def work() -> None:
        typst.compile(
            str(source), output=str(folder / "all.pdf"), font_paths=fonts,
            ignore_system_fonts=True, sys_inputs={"those": text}, pdf_tags=tags,
        )  # fmt: skip

    return work


def typst_separate(those: Sequence[Person], folder: Path) -> Callable[[], object]:
    import typst

    texts = [json.dumps([each]) for each in _typst_inputs(those)]
    source = folder / "page.typ"
    source.write_text(_TYPST, encoding="utf-8")
    fonts = typst.Fonts(font_paths=[str(resource("fonts"))], include_system_fonts=False)
    (folder / "each").mkdir()

    def work() -> None:
        compiler = typst.Compiler(str(source), font_paths=fonts)
        for person, text in zip(those, texts, strict=True):
            compiler.compile(output=str(folder / "each" / f"{person.serial}.pdf"),
                             sys_inputs={"those": text}, pdf_tags=False)  # fmt: skip

    return work


def fpdf_joined(those: Sequence[Person], folder: Path) -> Callable[[], object]:
    from fpdf import FPDF
    from PIL import Image

    given = _given_codes(those)

    def work() -> None:
        file = FPDF("L", "mm", "A4")
        file.add_font("name", fname=str(resource("fonts", "NotoSerifDisplay-Medium.ttf")))
        file.add_font("text", fname=str(resource("fonts", "NotoSerif-Regular.ttf")))
        file.set_auto_page_break(auto=False)
        for person, (side, bitmap) in zip(those, given, strict=True):
            file.add_page()
            file.rect(14, 14, 269, 182)
            file.rect(16, 16, 265, 178)
            file.set_font("name", size=40)
            file.set_xy(20, 75)
            file.cell(257, 20, person.name, align="C")
            file.set_font("text", size=12)
            file.set_xy(35, 105)
            file.multi_cell(227, 7, person.statement, align="C")
            file.set_font("text", size=8)
            file.text(28, 178, person.serial)
            file.text(200, 178, "Issued 15 October 2026, Novaport")
            image = Image.frombytes("1", (side, side), bitmap)
            kept = io.BytesIO()
            image.save(kept, "PNG")
            file.image(kept, 28, 150, 22, 22)
        file.output(str(folder / "all.pdf"))

    return work


CASES: dict[str, Callable[[Sequence[Person], Path], Callable[[], object]]] = {
    "limit, joined": limit_joined,
    "ours, joined": ours_joined,
    "ours, joined, without codes": ours_joined_without_code,
    "ours, joined, shaped scripts": ours_shaped,
    "codes alone": codes,
    "typst, joined, without tags": typst_joined,
    "typst, joined, with tags": typst_joined_with_tags,
    "fpdf2, joined": fpdf_joined,
    "limit, separate": limit_separate,
    "ours, separate": ours_separate,
    "typst, separate, without tags": typst_separate,
    "ours, the very first page": ours_first,
}


def _one(name: str, count: int) -> None:
    """One case in this process: seconds and the most memory, as JSON."""
    with tempfile.TemporaryDirectory() as folder:
        work = CASES[name](people(count), Path(folder))
        memory_from_here()
        began, used = time.perf_counter(), time.process_time()
        work()
        found = {
            "wall": time.perf_counter() - began,
            "processor": time.process_time() - used,
            "megabytes": peak_megabytes(),
            "kilobytes": sum(
                path.stat().st_size for path in Path(folder).rglob("*.pdf") if path.is_file()
            )
            / count
            / 1000,
        }
    print(json.dumps(found))


def main() -> None:
    """Every case in turn, several rounds; the medians as a table."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--count", type=int, default=1000)
    options.add_argument("--rounds", type=int, default=3)
    options.add_argument("--case")
    chosen = options.parse_args()
    if chosen.case:
        _one(chosen.case, chosen.count)
        return
    found: dict[str, list[dict[str, float]]] = {name: [] for name in CASES}
    for _ in range(chosen.rounds):
        for name in CASES:
            done = subprocess.run(
                [sys.executable, "-m", "tests.benchmarks.certificate_peers", "--case", name,
                 "--count", str(chosen.count)],
                capture_output=True, text=True, check=False,
            )  # fmt: skip
            if done.returncode:
                print(f"{name}: {done.stderr.strip().splitlines()[-1]}")
                continue
            found[name].append(json.loads(done.stdout.splitlines()[-1]))
    print("| case | processor s | wall s | peak MB | kB each |\n|---|--:|--:|--:|--:|")
    for name, taken in found.items():
        if taken:
            middle = {key: statistics.median(each[key] for each in taken) for key in taken[0]}
            print(
                f"| {name} | {middle['processor']:.3f} | {middle['wall']:.3f} |"
                f" {middle['megabytes']:.0f} | {middle['kilobytes']:.1f} |"
            )


if __name__ == "__main__":
    main()
