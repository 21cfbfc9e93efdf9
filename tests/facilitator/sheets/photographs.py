"""Photographs of signed sheets, made up from a seed: what was written is known box by box.

The sheet is the real PDF, drawn by PDFium; people sign with pens and pencils, neatly or not; then
somebody takes a picture with a phone, at an angle, in poor light, with an unsteady hand.
"""

import io
import itertools
import math
import random
from dataclasses import dataclass, field

import pypdfium2
from PIL import Image, ImageChops, ImageDraw, ImageFilter

from facilitator.documents.paper import Paper, Sheet
from facilitator.documents.sign_in_sheet import SignInRow, SignInSheet, layout_of, sign_in_sheet_pdf
from facilitator.sheets.perspective import fitted
from tests.facilitator.documents.paper_builders import NAMES

DOTS = 8  # pixels of the flat page to a millimetre

SIGNED = ("signature", "signature", "signature", "initials", "cross", "pencil", "scrawl", "small")
ODD = ("stain", "struck", "dot", "line")


@dataclass
class Signed:
    """A page with ink on it: `truth` by row (from 0): what was put into its box; "" for nothing."""

    picture: Image.Image
    layout: object
    code: str
    page: int
    truth: dict = field(default_factory=dict)
    crossed_by: set = field(default_factory=set)


def a_sheet(people=20, *, code="S1-7K2M9QX4", paper=Paper.A4, language="en", blank_lines=6):
    names = list(NAMES.values())
    rows = tuple(SignInRow(names[index % len(names)]) for index in range(people))
    return SignInSheet(
        workshop_title="Welcome to the learning city",
        programme_title="Future Skills in our City",
        issuer_name="Lantern Quay Community Centre",
        rows=rows,
        date="Thursday 17 September 2026",
        time="17:30–19:30",
        place="Tide Room",
        sheet_code=code,
        sheet=Sheet(paper),
        language=language,
        blank_lines=blank_lines,
    )


def flat_page(sheet, page=1):
    """A clean print of one page, grey."""
    content, _ = sign_in_sheet_pdf(sheet)
    document = pypdfium2.PdfDocument(content)
    return document[page - 1].render(scale=DOTS * 25.4 / 72, grayscale=True).to_pil().convert("L")


def signed_page(sheet, seed, page=1, clean=None, odd=0.12):
    """The page after the workshop: about six in ten have signed."""
    chance = random.Random(seed)
    layout = layout_of(sheet)
    picture = (clean or flat_page(sheet, page)).copy()
    made = Signed(picture, layout, sheet.sheet_code, page)
    for row in layout.rows_on(page):
        box = layout.box(layout.signature, row)
        used = row < layout.names or chance.random() < 0.4
        kind = ""
        if used and chance.random() < 0.62:
            kind = chance.choice(SIGNED)
        elif chance.random() < odd:
            kind = chance.choice(ODD)
        made.truth[row] = kind
        if kind:
            _write(picture, box, kind, chance)
        if kind == "scrawl":
            made.crossed_by |= {row - 1, row + 1}
        if row >= layout.names and kind in SIGNED:
            _write(picture, layout.cell(layout.name, row), "signature", chance)
    return made


def _write(picture, box, kind, chance):
    draw = ImageDraw.Draw(picture)
    ink = chance.randint(20, 95)
    if kind == "pencil":
        ink = chance.randint(120, 165)
    wide = chance.uniform(0.3, 0.65)
    if kind == "stain":
        _stain(picture, box, chance)
        return
    if kind == "dot":
        x = box.left + chance.uniform(8, box.width - 8)
        y = box.top + box.height * chance.uniform(0.3, 0.7)
        _stroke(draw, [(x, y), (x + 0.7, y + 0.3)], ink, wide)
        return
    if kind == "line":
        y = box.top + box.height * chance.uniform(0.3, 0.7)
        _stroke(
            draw, [(box.left + 2, y), (box.right - 2, y + chance.uniform(-1.5, 1.5))], ink, wide
        )
        return
    if kind == "cross":
        size = chance.uniform(2.6, 4.5)
        x = box.left + chance.uniform(5, box.width - 10)
        y = box.top + (box.height - size) / 2
        _stroke(draw, [(x, y), (x + size, y + size)], ink, wide)
        _stroke(draw, [(x + size, y), (x, y + size)], ink, wide)
        return
    if kind == "initials":
        x = box.left + chance.uniform(3, box.width - 16)
        for letter in range(chance.randint(2, 3)):
            _letter(draw, x + letter * 4, box, ink, wide, chance)
        return
    start = box.left + chance.uniform(2, 12)
    end = start + chance.uniform(18, max(20, box.right - start - 3))
    if kind == "small":
        end = start + chance.uniform(7, 11)
    tall = {"scrawl": 1.5, "small": 0.4}.get(kind, chance.uniform(0.5, 0.95))
    _cursive(draw, start, min(end, box.right - 1), box, tall, ink, wide, chance)
    if kind == "struck":
        y = box.top + box.height / 2
        _stroke(
            draw, [(start - 2, y), (min(end, box.right) + 1, y + chance.uniform(-1, 1))], 30, 0.6
        )


def _cursive(draw, start, end, box, tall, ink, wide, chance):
    middle = box.top + box.height * chance.uniform(0.45, 0.6)
    points = []
    x = start
    while x < end:
        high = box.height / 2 * tall * chance.uniform(0.35, 1.0)
        points += [(x + chance.uniform(-0.6, 0.6), middle - high)]
        points += [(x + chance.uniform(0.4, 1.4), middle + high * chance.uniform(0.4, 1.0))]
        x += chance.uniform(1.4, 3.2)
    if len(points) > 2:
        _stroke(draw, _smooth(points), ink, wide)


def _letter(draw, x, box, ink, wide, chance):
    middle, high = box.top + box.height / 2, box.height * chance.uniform(0.25, 0.4)
    points = [(x + chance.uniform(0, 3), middle + chance.uniform(-high, high)) for _ in range(4)]
    points[0] = (x, middle - high)
    points[-1] = (x + 3, middle + high)
    _stroke(draw, _smooth(points), ink, wide)


def _smooth(points):
    """A curve through the points (Catmull-Rom)."""
    curve = []
    padded = [points[0], *points, points[-1]]
    for a, b, c, d in zip(padded, padded[1:], padded[2:], padded[3:], strict=False):
        for step in range(6):
            t = step / 6
            curve.append(
                tuple(
                    0.5 * (2 * q + (r - p) * t + (2 * p - 5 * q + 4 * r - s) * t * t
                           + (3 * q - p - 3 * r + s) * t**3)
                    for p, q, r, s in zip(a, b, c, d, strict=True)
                )
            )  # fmt: skip
    return [*curve, points[-1]]


def _stroke(draw, points, ink, wide):
    dots = [(x * DOTS, y * DOTS) for x, y in points]
    draw.line(dots, fill=ink, width=max(2, round(wide * DOTS)), joint="curve")


def _stain(picture, box, chance):
    layer = Image.new("L", picture.size, 255)
    draw = ImageDraw.Draw(layer)
    x = (box.left + chance.uniform(5, box.width - 5)) * DOTS
    y = (box.top + box.height * chance.random()) * DOTS
    reach = chance.uniform(8, 22) * DOTS
    place = (x - reach, y - reach, x + reach, y + reach)
    draw.ellipse(place, fill=chance.randint(215, 240))
    draw.ellipse(place, outline=chance.randint(175, 215), width=round(chance.uniform(1, 2) * DOTS))
    layer = layer.filter(ImageFilter.GaussianBlur(4))
    picture.paste(ImageChops.multiply(picture, layer))


def photograph(page, seed, *, long_side=2600, hardness=1.0, turned=None):
    """A JPEG of the page as a phone takes it. `hardness` 0: a good scan; 1: poor light, at an
    angle; 2: as bad as it gets.
    """
    chance = random.Random(seed * 7919 + 1)
    paper = _curled(page, chance, hardness)
    size = (long_side, round(long_side * 0.75))
    quarter = chance.choice((0, 0, 0, 90, 180, 270)) if turned is None else turned
    if quarter in (0, 180):
        size = size[::-1]
    corners = _corners(paper.size, size, quarter, chance, hardness)
    wide, high = paper.size
    flat = ((0, 0), (wide, 0), (wide, high), (0, high))
    back = fitted([(pixel, spot, 1.0) for spot, pixel in zip(flat, corners, strict=True)])
    data = (back.a, back.b, back.c, back.d, back.e, back.f, back.g, back.h)
    shown = paper.transform(size, Image.Transform.PERSPECTIVE, data, Image.Resampling.BICUBIC)
    cover = Image.new("L", paper.size, 255).transform(size, Image.Transform.PERSPECTIVE, data)
    lit = ImageChops.multiply(shown, _light(size, chance, hardness))
    under = chance.randint(40, 190)
    table = _grain(size, 25, chance).point(lambda value: under + (value - 128) * 0.4)
    made = Image.composite(lit, table.convert("L"), cover)
    made = made.filter(ImageFilter.GaussianBlur(chance.uniform(0.3, 0.3 + 1.1 * hardness)))
    grain = chance.uniform(2, 2 + 9 * hardness)
    noise = _grain(size, grain, chance)
    made = ImageChops.add(made, noise, scale=1, offset=-128)
    content = io.BytesIO()
    made.save(content, "JPEG", quality=chance.randint(max(35, round(80 - 35 * hardness)), 92))
    return content.getvalue(), quarter


def _grain(size, spread, chance):
    """Noise around 128. Not by Pillow's own, which no seed governs."""
    plain = Image.frombytes("L", size, chance.randbytes(size[0] * size[1]))
    # Bytes of equal chance spread by 73.9.
    return plain.point(lambda value: 128 + (value - 127.5) * spread / 73.9)


def _corners(paper, size, quarter, chance, hardness):
    wide, high = paper
    angle = math.radians(quarter + chance.uniform(-9, 9) * hardness)
    room = chance.uniform(0.86, 0.97) - 0.04 * hardness
    spots = [
        (-wide / 2, -high / 2),
        (wide / 2, -high / 2),
        (wide / 2, high / 2),
        (-wide / 2, high / 2),
    ]
    tilt_x, tilt_y = (chance.uniform(-0.16, 0.16) * hardness / high for _ in range(2))
    seen = []
    for x, y in spots:
        u = x * math.cos(angle) - y * math.sin(angle)
        v = x * math.sin(angle) + y * math.cos(angle)
        far = 1 + u * tilt_x + v * tilt_y
        seen.append((u / far, v / far))
    left, right = min(x for x, _ in seen), max(x for x, _ in seen)
    top, bottom = min(y for _, y in seen), max(y for _, y in seen)
    scale = room * min(size[0] / (right - left), size[1] / (bottom - top))
    slack_x = size[0] - scale * (right - left)
    slack_y = size[1] - scale * (bottom - top)
    shift_x, shift_y = slack_x * chance.uniform(0.35, 0.65), slack_y * chance.uniform(0.35, 0.65)
    return [(scale * (x - left) + shift_x, scale * (y - top) + shift_y) for x, y in seen]


def _curled(page, chance, hardness):
    """The paper does not lie quite flat: strips of it are shifted by up to a millimetre."""
    if not hardness:
        return page
    wide, high = page.size
    reach, waves = chance.uniform(0, 1.0) * hardness * DOTS, chance.uniform(0.5, 1.4)
    start = chance.uniform(0, math.tau)
    cuts = 24
    edges = [round(high * index / cuts) for index in range(cuts + 1)]

    def shift(y):
        return reach * math.sin(start + math.tau * waves * y / high)

    mesh = [
        (
            (0, top, wide, bottom),
            (0, top + shift(top), 0, bottom + shift(bottom), wide, bottom + shift(bottom), wide,
             top + shift(top)),
        )
        for top, bottom in itertools.pairwise(edges)
    ]  # fmt: skip
    return page.transform(
        page.size, Image.Transform.MESH, mesh, Image.Resampling.BILINEAR, fillcolor=255
    )


def _light(size, chance, hardness):
    """Brighter on one side, with the soft shadow of a hand or a head."""
    brightest = chance.randint(225, 252)
    darkest = round(brightest * (1 - 0.5 * hardness * chance.random()))
    slope = Image.linear_gradient("L").rotate(chance.choice((0, 90, 180, 270))).resize(size)
    light = slope.point(lambda value: darkest + (brightest - darkest) * value / 255)
    if chance.random() < 0.6 * hardness:
        shadow = Image.new("L", (96, 72), 255)
        x, y = chance.uniform(0, 96), chance.uniform(0, 72)
        reach = chance.uniform(12, 34)
        ImageDraw.Draw(shadow).ellipse(
            (x - reach, y - reach, x + reach, y + reach), fill=chance.randint(150, 210)
        )
        light = ImageChops.multiply(
            light, shadow.filter(ImageFilter.GaussianBlur(4)).resize(size, Image.Resampling.BICUBIC)
        )
    return light
