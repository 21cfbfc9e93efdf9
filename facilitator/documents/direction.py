"""The order in which letters of both writing directions stand on a line.

The Unicode Bidirectional Algorithm (UAX #9) for one paragraph: direction of the paragraph,
isolates, numbers, brackets and neutrals, and the order of the runs on a line. Explicit
embeddings and overrides are not here on purpose: `plain_text` takes them out, as they only serve
to make a name look like another.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass, field

_ISOLATES = {"LRI", "RLI", "FSI"}
_NEUTRAL = {"B", "S", "WS", "ON", "LRI", "RLI", "FSI", "PDI"}
_MAX_DEPTH = 125
_MAX_BRACKETS = 63

_OPENING: dict[str, str] = {"(": ")", "[": "]", "{": "}"}
_OPENING.update(
    (chr(code), chr(code + 1))
    for first, last in (
        (0x0F3A, 0x0F3C),
        (0x2045, 0x2045),
        (0x207D, 0x208D),
        (0x2308, 0x230A),
        (0x2768, 0x2774),
        (0x27E6, 0x27EE),
        (0x2983, 0x2997),
        (0x3008, 0x301A),
        (0xFE59, 0xFE5D),
        (0xFF5F, 0xFF62),
    )
    for code in range(first, last + 1)
    if unicodedata.category(chr(code)) == "Ps" and unicodedata.mirrored(chr(code))
)
_OPENING["（"] = "）"
_OPENING["［"] = "］"
_OPENING["｛"] = "｝"
_CLOSING = {closing: opening for opening, closing in _OPENING.items()}


@dataclass(slots=True)
class _Frame:
    """The text at one level: that of the paragraph, or what one isolate holds."""

    level: int
    members: list[int] = field(default_factory=list)

    @property
    def side(self) -> str:
        return "R" if self.level % 2 else "L"


def _kinds(text: str) -> list[str]:
    return [unicodedata.bidirectional(char) or "L" for char in text]


def _first_strong(kinds: Sequence[str], start: int = 0) -> int | None:
    """Level 0 or 1 after the first strong letter from `start`, isolates skipped (rules P2, P3);
    stops at the end of the isolate when `start` lies in one.
    """
    depth = 0
    for kind in kinds[start:]:
        if kind in _ISOLATES:
            depth += 1
        elif kind == "PDI":
            if depth == 0 and start:
                return None
            depth = max(0, depth - 1)
        elif depth == 0 and kind in {"L", "R", "AL"}:
            return 0 if kind == "L" else 1
    return None


def base_level(text: str, otherwise: int = 0) -> int:
    """0 for a paragraph that runs from left to right, 1 for one from right to left: by its first
    strong letter, or `otherwise` when it has none.
    """
    found = _first_strong(_kinds(text))
    return otherwise if found is None else found


def levels(text: str, base: int) -> list[int]:
    """The embedding level of each character of a paragraph whose own level is `base`.

    Odd levels run from right to left.
    """
    kinds = _kinds(text)
    result = [base] * len(text)
    for frame in _frames(kinds, base):
        _resolve(text, kinds, frame, result)
    _take_from_before(kinds, result, base)
    _reset_line_end(kinds, result, base)
    return result


def visual_order(run_levels: Sequence[int]) -> list[int]:
    """The indexes of runs in the order in which they stand from left to right (rule L2)."""
    order = list(range(len(run_levels)))
    odd = [level for level in run_levels if level % 2]
    if not odd:
        return order
    for level in range(max(run_levels), min(odd) - 1, -1):
        start = 0
        while start < len(order):
            end = start
            while end < len(order) and run_levels[order[end]] >= level:
                end += 1
            if end > start:
                order[start:end] = order[start:end][::-1]
                start = end
            else:
                start += 1
    return order


def _frames(kinds: Sequence[str], base: int) -> list[_Frame]:
    """The paragraph and its isolates, each with the characters that belong to it (X1 to X8)."""
    paragraph = _Frame(base)
    frames = [paragraph]
    stack = [paragraph]
    too_deep = 0
    for index, kind in enumerate(kinds):
        if kind == "PDI":
            if too_deep:
                too_deep -= 1
            elif len(stack) > 1:
                stack.pop()
        stack[-1].members.append(index)
        if kind not in _ISOLATES:
            continue
        own_way = kind == "FSI"
        right_to_left = _first_strong(kinds, index + 1) == 1 if own_way else kind == "RLI"
        outer = stack[-1].level
        inner = (outer + 1) | 1 if right_to_left else (outer + 2) & ~1
        if inner > _MAX_DEPTH or too_deep:
            too_deep += 1
            continue
        frame = _Frame(inner)
        frames.append(frame)
        stack.append(frame)
    return frames


def _resolve(text: str, kinds: Sequence[str], frame: _Frame, result: list[int]) -> None:
    where = [index for index in frame.members if kinds[index] != "BN"]
    types = [kinds[index] for index in where]
    _resolve_weak(types, frame.side)
    _resolve_brackets(text, where, types, frame.side)
    _resolve_neutral(types, frame.side)
    for index, kind in zip(where, types, strict=True):
        if frame.level % 2:
            result[index] = frame.level + (1 if kind in {"L", "EN", "AN"} else 0)
        else:
            result[index] = frame.level + {"R": 1, "AN": 2, "EN": 2}.get(kind, 0)


def _resolve_weak(types: list[str], side: str) -> None:
    """Numbers, their separators, and marks (W1 to W7)."""
    before = side
    for index, kind in enumerate(types):
        if kind == "NSM":
            types[index] = "ON" if before in _ISOLATES or before == "PDI" else before
        before = types[index]
    strong = side
    for index, kind in enumerate(types):
        if kind in {"L", "R", "AL"}:
            strong = kind
        elif kind == "EN" and strong == "AL":
            types[index] = "AN"
    types[:] = ["R" if kind == "AL" else kind for kind in types]
    for index in range(1, len(types) - 1):
        before, kind, after = types[index - 1 : index + 2]
        if kind == "ES" and before == after == "EN":
            types[index] = "EN"
        elif kind == "CS" and before == after and before in {"EN", "AN"}:
            types[index] = before
    _resolve_terminators(types)
    strong = side
    for index, kind in enumerate(types):
        if kind in {"L", "R"}:
            strong = kind
        elif kind == "EN" and strong == "L":
            types[index] = "L"


def _resolve_terminators(types: list[str]) -> None:
    """Signs such as % and € belong to the number beside them, else they are neutral (W5, W6)."""
    index = 0
    while index < len(types):
        if types[index] != "ET":
            index += 1
            continue
        end = index
        while end < len(types) and types[end] == "ET":
            end += 1
        beside_number = (index > 0 and types[index - 1] == "EN") or (
            end < len(types) and types[end] == "EN"
        )
        types[index:end] = ["EN" if beside_number else "ON"] * (end - index)
        index = end
    types[:] = ["ON" if kind in {"ES", "ET", "CS"} else kind for kind in types]


def _strong_side(kind: str) -> str | None:
    if kind == "L":
        return "L"
    return "R" if kind in {"R", "EN", "AN"} else None


def _bracket_pairs(text: str, where: Sequence[int], types: Sequence[str]) -> list[tuple[int, int]]:
    pairs: list[tuple[int, int]] = []
    opened: list[tuple[str, int]] = []
    for position, index in enumerate(where):
        if types[position] != "ON":
            continue
        char = text[index]
        if char in _OPENING:
            if len(opened) == _MAX_BRACKETS:
                break
            opened.append((char, position))
        elif char in _CLOSING:
            for depth in range(len(opened) - 1, -1, -1):
                if opened[depth][0] == _CLOSING[char]:
                    pairs.append((opened[depth][1], position))
                    del opened[depth:]
                    break
    return sorted(pairs)


def _resolve_brackets(text: str, where: Sequence[int], types: list[str], side: str) -> None:
    """Both brackets of a pair take one direction: that of the text if it is found inside, else
    that of what stands before them (N0).
    """
    for opening, closing in _bracket_pairs(text, where, types):
        inside = {_strong_side(kind) for kind in types[opening + 1 : closing]} - {None}
        if not inside:
            continue
        if side in inside:
            chosen = side
        else:
            before = (
                next(
                    (found for kind in types[opening - 1 :: -1] if (found := _strong_side(kind))),
                    side,
                )
                if opening
                else side
            )
            chosen = before if before in inside else side
        types[opening] = types[closing] = chosen


def _resolve_neutral(types: list[str], side: str) -> None:
    """Neutrals between letters of one direction take it, others that of the text (N1, N2)."""
    index = 0
    while index < len(types):
        if types[index] not in _NEUTRAL:
            index += 1
            continue
        end = index
        while end < len(types) and types[end] in _NEUTRAL:
            end += 1
        before = _strong_side(types[index - 1]) if index else side
        after = _strong_side(types[end]) if end < len(types) else side
        types[index:end] = [before if before == after and before else side] * (end - index)
        index = end


def _take_from_before(kinds: Sequence[str], result: list[int], base: int) -> None:
    """Joiners and other invisible signs stay with the character before them."""
    level = base
    for index, kind in enumerate(kinds):
        if kind == "BN":
            result[index] = level
        level = result[index]


def _reset_line_end(kinds: Sequence[str], result: list[int], base: int) -> None:
    """Blanks at the end of the line stand at the end of the paragraph's direction (L1)."""
    for index in range(len(kinds) - 1, -1, -1):
        if kinds[index] not in {"WS", "S", "B", "BN", "LRI", "RLI", "FSI", "PDI"}:
            break
        result[index] = base
