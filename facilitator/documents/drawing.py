"""One PDF while it is being drawn, in millimetres from the top left corner of the page.

Everything goes through here: text of any script, lines, boxes, pictures, QR codes. The same
input always gives the same bytes: no time of day and nothing random gets in.
"""

from __future__ import annotations

import hashlib
import io
from collections.abc import Iterable, Sequence
from contextlib import suppress

from PIL import Image, UnidentifiedImageError
from reportlab import rl_config
from reportlab.lib.utils import ImageReader
from reportlab.pdfgen.canvas import Canvas

from facilitator.documents.fonts import Role, bundled_fonts
from facilitator.documents.ink import Ink
from facilitator.documents.outlines import Colour, colour
from facilitator.documents.paper import MM, Sheet
from facilitator.documents.qr import QUIET_MODULES, qr_path
from facilitator.documents.text import Fitted, Line, Typesetter, plain_text, runs_right_to_left

# Streams as bytes, not as printable text: a fifth smaller and quicker to make.
rl_config.useA85 = 0

BLACK = colour("#111516")
QUIET = colour("#555555")
RULE = colour("#8A8A8A")
HAIR = colour("#B8B8B8")
SHADE = colour("#EFEFEF")
HAIRLINE = 0.2
"""Millimetres: the thinnest line that every office printer keeps."""

_PRODUCT = "Facilitator"
_LARGEST_PICTURE = 40_000_000
_PICTURE_DOTS = 1200


class Drawing:
    """A document of one or many pages of one size.

    When the language is read from the right, `mirrored` documents put the start of a line at
    the right: `x` is then counted from there, so that one layout serves both directions.
    """

    def __init__(self, sheet: Sheet, title: str, language: str, *, mirrored: bool = True) -> None:
        self.sheet = sheet
        self.language = language
        self.setter = Typesetter(bundled_fonts())
        self.right_to_left = runs_right_to_left(language)
        self._mirrored = mirrored and self.right_to_left
        self._stream = io.BytesIO()
        self._canvas = Canvas(
            self._stream,
            pagesize=(sheet.width * MM, sheet.height * MM),
            pageCompression=1,
            invariant=1,
            lang=language or None,
        )
        self._canvas.setTitle(plain_text(title))
        self._canvas.setAuthor("")
        self._canvas.setSubject("")
        self._canvas.setCreator(_PRODUCT)
        self._canvas.setProducer(_PRODUCT)
        self._ink = Ink(self._canvas)
        self._forms: set[str] = set()
        self._pictures: dict[bytes, ImageReader | None] = {}
        self._pages = 0

    @property
    def width(self) -> float:
        """Of the page, in millimetres."""
        return self.sheet.width

    @property
    def height(self) -> float:
        """Of the page, in millimetres."""
        return self.sheet.height

    def next_page(self) -> None:
        """End this page."""
        self._canvas.showPage()
        self._pages += 1

    def finish(self) -> bytes:
        """The whole PDF. Nothing can be drawn afterwards."""
        self._canvas.save()
        return self._stream.getvalue()

    # ------------------------------------------------------------------------------------ text

    def line(self, text: str, role: Role, *, tracking: float = 0.0, language: str = "") -> Line:
        """A line of text, shaped; draw it with `put`."""
        return self.setter.line(text, role, language or self.language, tracking)

    def put(
        self, line: Line, x: float, y: float, size: float, *, ink: Colour = BLACK,
        align: str = "start",
    ) -> None:  # fmt: skip
        """Draw a line with its start, middle or end at `x` and its base line at `y` (mm);
        `size` in points.
        """
        if not line.pieces:
            return
        across = self._across(x) * MM
        wide = line.width * size
        if align == "middle":
            across -= wide / 2
        elif (align == "end") is not self._mirrored:
            across -= wide
        self._ink.draw(line, across, self._up(y), size, ink)

    def write(  # noqa: PLR0913 - where, how and what
        self, text: str, x: float, y: float, size: float, role: Role = Role.SANS, *,
        ink: Colour = BLACK, align: str = "start", width: float = 0.0, smallest: float = 5.0,
        language: str = "",
    ) -> float:  # fmt: skip
        """Draw a text on one line; with a `width` (mm) it shrinks to stay inside, and if even
        `smallest` is too wide, its end is left off with an ellipsis. Returns its width in mm.
        """
        line = self.line(text, role, language=language)
        if width and line.width * size > width * MM:
            size = max(width * MM / line.width, smallest)
            if line.width * size > width * MM + 0.01:
                line = self._shortened(line.text, role, width * MM / size, language)
        self.put(line, x, y, size, ink=ink, align=align)
        return line.width * size / MM

    def put_fitted(
        self, fitted: Fitted, x: float, top: float, *, ink: Colour = BLACK, align: str = "start"
    ) -> float:
        """Draw lines below one another, the ink of the first starting at `top` (mm). Returns
        where the ink of the last one ends.
        """
        if not fitted.lines:
            return top
        y = top + fitted.lines[0].reach[0] * fitted.size / MM
        for line in fitted.lines:
            self.put(line, x, y, fitted.size, ink=ink, align=align)
            y += fitted.leading / MM
        return top + fitted.height / MM

    def put_lines(
        self, lines: Iterable[Line], x: float, y: float, size: float, step: float, *,
        ink: Colour = BLACK, align: str = "start",
    ) -> float:  # fmt: skip
        """Draw lines with the first base line at `y` and `step` mm between base lines. Returns
        the base line that would come next.
        """
        for line in lines:
            self.put(line, x, y, size, ink=ink, align=align)
            y += step
        return y

    def _shortened(self, text: str, role: Role, width: float, language: str) -> Line:
        low, high = 0, len(text)
        while low < high:
            middle = (low + high + 1) // 2
            tried = self.line(text[:middle].rstrip() + "…", role, language=language)
            low, high = (middle, high) if tried.width <= width else (low, middle - 1)
        return self.line(text[:low].rstrip() + "…", role, language=language)

    # ----------------------------------------------------------------------------------- lines

    def rule(
        self, x1: float, y1: float, x2: float, y2: float, *, ink: Colour = BLACK,
        thickness: float = HAIRLINE, dash: Sequence[float] = (),
    ) -> None:  # fmt: skip
        """A straight line."""
        code = [self._stroke(ink, thickness, dash)]
        code.append(
            f"{self._across(x1) * MM:.3f} {self._up(y1):.3f} m"
            f" {self._across(x2) * MM:.3f} {self._up(y2):.3f} l S Q"
        )
        self._canvas.addLiteral(" ".join(code))

    def box(  # noqa: PLR0913 - a rectangle and its looks
        self, x: float, y: float, width: float, height: float, *, ink: Colour | None = BLACK,
        fill: Colour | None = None, thickness: float = HAIRLINE, radius: float = 0.0,
        dash: Sequence[float] = (),
    ) -> None:  # fmt: skip
        """A rectangle, its top left corner (top start corner when mirrored) at `x`, `y`."""
        left = self._across(x) - (width if self._mirrored else 0)
        canvas = self._canvas
        canvas.saveState()
        if ink is not None:
            canvas.setStrokeColorRGB(*ink)
            canvas.setLineWidth(thickness * MM)
            canvas.setDash([part * MM for part in dash])
        if fill is not None:
            canvas.setFillColorRGB(*fill)
        canvas.roundRect(
            left * MM, self._up(y + height), width * MM, height * MM, radius * MM,
            stroke=int(ink is not None), fill=int(fill is not None),
        ) if radius else canvas.rect(
            left * MM, self._up(y + height), width * MM, height * MM,
            stroke=int(ink is not None), fill=int(fill is not None),
        )  # fmt: skip
        canvas.restoreState()

    def circle(
        self, x: float, y: float, radius: float, *, ink: Colour | None = BLACK,
        fill: Colour | None = None, thickness: float = HAIRLINE, dash: Sequence[float] = (),
    ) -> None:  # fmt: skip
        """A circle around `x`, `y`."""
        canvas = self._canvas
        canvas.saveState()
        if ink is not None:
            canvas.setStrokeColorRGB(*ink)
            canvas.setLineWidth(thickness * MM)
            canvas.setDash([part * MM for part in dash])
        if fill is not None:
            canvas.setFillColorRGB(*fill)
        canvas.circle(
            self._across(x) * MM, self._up(y), radius * MM,
            stroke=int(ink is not None), fill=int(fill is not None),
        )  # fmt: skip
        canvas.restoreState()

    def shape(
        self, points: Sequence[tuple[float, float]], *, ink: Colour | None = BLACK,
        fill: Colour | None = None, thickness: float = HAIRLINE, closed: bool = True,
    ) -> None:  # fmt: skip
        """Straight lines from point to point."""
        steps = [
            f"{self._across(x) * MM:.3f} {self._up(y):.3f} {'l' if index else 'm'}"
            for index, (x, y) in enumerate(points)
        ]
        code = [self._stroke(ink or BLACK, thickness, ())]
        if fill is not None:
            code.append(f"{fill[0]:.3f} {fill[1]:.3f} {fill[2]:.3f} rg")
        code.extend(steps)
        if closed:
            code.append("h")
        code.append(
            {(True, True): "B", (True, False): "S", (False, True): "f"}.get(
                (ink is not None, fill is not None), "n"
            )
        )
        self._canvas.addLiteral(" ".join([*code, "Q"]))

    def literal(self, code: str, *, ink: Colour, thickness: float) -> None:
        """Path operators that were worked out elsewhere, in points with y upwards, stroked."""
        self._canvas.addLiteral(f"{self._stroke(ink, thickness, ())} {code} Q")

    def form_known(self, name: str) -> bool:
        """Whether `begin_form` was called for that name."""
        return name in self._forms

    def begin_form(self, name: str) -> None:
        """What is drawn until `end_form` is kept once in the file, to be shown on many pages."""
        self._forms.add(name)
        self._canvas.beginForm(name, 0, 0, self.width * MM, self.height * MM)

    def end_form(self) -> None:
        """Back to the page."""
        self._canvas.endForm()

    def show_form(self, name: str) -> None:
        """Show a kept drawing on this page."""
        self._canvas.doForm(name)

    # -------------------------------------------------------------------------------- pictures

    def qr(self, text: str, x: float, y: float, side: float, *, error: str = "m") -> None:
        """A QR code in a square of `side` mm, its quiet zone included, top left at `x`, `y`."""
        path, modules = qr_path(text, error)
        unit = side * MM / (modules + 2 * QUIET_MODULES)
        left = (self._across(x) - (side if self._mirrored else 0)) * MM
        self._canvas.addLiteral(
            f"q 0 g {unit:.5f} 0 0 {unit:.5f} {left + QUIET_MODULES * unit:.3f}"
            f" {self._up(y + side) + QUIET_MODULES * unit:.3f} cm {path} Q"
        )

    def picture(self, content: bytes, x: float, y: float, width: float, height: float) -> bool:
        """A PNG or JPEG as large as the box allows, in its middle. False if it is no picture."""
        reader = self._picture(content)
        if reader is None:
            return False
        # Shown through a form: the picture's bytes are then looked at once, not on each page.
        place = f"{x:.2f}-{y:.2f}-{width:.2f}-{height:.2f}"
        name = f"{reader.fileName}-{place}"
        if not self.form_known(name):
            self.begin_form(name)
            self._draw_picture(reader, x, y, width, height)
            self.end_form()
        self.show_form(name)
        return True

    def _draw_picture(
        self, reader: ImageReader, x: float, y: float, width: float, height: float
    ) -> None:
        dots_across, dots_down = reader.getSize()
        scale = min(width / dots_across, height / dots_down)
        wide, high = dots_across * scale, dots_down * scale
        left = self._across(x) - (width if self._mirrored else 0) + (width - wide) / 2
        self._canvas.drawImage(
            reader, left * MM, self._up(y + (height + high) / 2), wide * MM, high * MM, mask="auto"
        )

    def _picture(self, content: bytes) -> ImageReader | None:
        if content not in self._pictures:
            self._pictures[content] = None
            with suppress(OSError, ValueError, SyntaxError, Image.DecompressionBombError):
                self._pictures[content] = _read_picture(content)
        return self._pictures[content]

    # --------------------------------------------------------------------------------- measure

    def _across(self, x: float) -> float:
        return self.width - x if self._mirrored else x

    def _up(self, y: float) -> float:
        return (self.height - y) * MM

    @staticmethod
    def _stroke(ink: Colour, thickness: float, dash: Sequence[float]) -> str:
        dashes = f"[{' '.join(f'{part * MM:.2f}' for part in dash)}] 0 d " if dash else ""
        return f"q {ink[0]:.3f} {ink[1]:.3f} {ink[2]:.3f} RG {thickness * MM:.3f} w {dashes}"


def _read_picture(content: bytes) -> ImageReader:
    """A picture no finer than print can show; pictures of absurd size are refused."""
    with Image.open(io.BytesIO(content)) as image:
        if image.width * image.height > _LARGEST_PICTURE:
            raise UnidentifiedImageError
        has_alpha = "A" in image.getbands() or "transparency" in image.info
        loaded = image.convert("RGBA" if has_alpha else "RGB")
    loaded.thumbnail((_PICTURE_DOTS, _PICTURE_DOTS))
    kept = io.BytesIO()
    loaded.save(kept, "PNG")
    kept.seek(0)
    reader = ImageReader(kept)
    reader.fileName = f"picture-{hashlib.sha256(content).hexdigest()[:16]}"
    return reader
