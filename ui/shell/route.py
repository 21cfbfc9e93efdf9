"""Where in the program a person is: a screen and what it shows."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Route:
    """A place to go to.

    `screen` is a name of the table in `ui/screens.py` (``"workshop.agenda"``); `ids` are the ids of
    what it shows, outermost first (a workshop's id); `focus` may name something on it to begin with
    (a participant to be chosen, a section of the settings).
    """

    screen: str
    ids: tuple[str, ...] = ()
    focus: str = ""

    @property
    def id(self) -> str:
        """The first id; raises IndexError when the route has none."""
        return self.ids[0]


class History:
    """The places a person was at, as a browser keeps them."""

    def __init__(self, longest: int = 100) -> None:
        self._back: list[Route] = []
        self._forward: list[Route] = []
        self._longest = longest
        self.current: Route | None = None

    def visit(self, route: Route) -> None:
        """Go to a new place; the way forward is forgotten."""
        if route == self.current:
            return
        if self.current is not None:
            self._back.append(self.current)
            del self._back[: -self._longest]
        self.current = route
        self._forward.clear()

    def back(self) -> Route | None:
        """The place before, or None at the beginning."""
        if not self._back or self.current is None:
            return None
        self._forward.append(self.current)
        self.current = self._back.pop()
        return self.current

    def forward(self) -> Route | None:
        """The place one came back from, or None."""
        if not self._forward or self.current is None:
            return None
        self._back.append(self.current)
        self.current = self._forward.pop()
        return self.current

    def can_go_back(self) -> bool:
        return bool(self._back)

    def can_go_forward(self) -> bool:
        return bool(self._forward)

    def clear(self) -> None:
        """Forget everything: another workbook was opened."""
        self._back.clear()
        self._forward.clear()
        self.current = None
