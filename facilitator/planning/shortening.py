"""How time is gained in a stretch of activities that is too long: by shortening, by leaving out.

A stretch lies between two moments that hold. Activities are shortened in whole minutes, each by its
share of what all could lose; what may be left out (an optional activity, or optional steps of
parallel groups) is chosen so that as little as possible is lost. Groups work at the same time:
leaving out a step gains only what the longest of them then takes less.

Pure. Used for agendas (`fitting`) and for runs that are under way.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace


@dataclass(frozen=True, slots=True)
class StepPiece:
    """A step of a parallel group: its length and the shortest it can take, in seconds."""

    id: str
    seconds: int
    least: int
    optional: bool = False
    locked: bool = False


@dataclass(frozen=True, slots=True)
class Piece:
    """An activity: `seconds` is its whole length, `own` and `least` are without its groups.

    `optional`: may be left out; `able`: may be cut where nothing gentler is enough. `tracks`: the
    steps of each parallel group.
    """

    id: str
    seconds: int
    own: int
    least: int
    optional: bool = False
    able: bool = False
    tracks: tuple[tuple[StepPiece, ...], ...] = ()


@dataclass(frozen=True, slots=True)
class Stretch:
    """What lies between two moments that hold, and how much of it is too much (seconds)."""

    pieces: tuple[Piece, ...]
    over: int


@dataclass(frozen=True, slots=True)
class Shortening:
    """New whole lengths by activity, and the activities and steps that are left out. What keeps
    its length is not named.
    """

    lengths: dict[str, int]
    dropped: frozenset[str] = frozenset()

    def also(self, other: Shortening) -> Shortening:
        """Both together."""
        return Shortening({**self.lengths, **other.lengths}, self.dropped | other.dropped)


NOTHING = Shortening({})


@dataclass(frozen=True, slots=True)
class _Option:
    """Something that can be left out of one activity: steps, or (with no steps) all of it."""

    gain: int
    piece: Piece
    steps: frozenset[str] = frozenset()

    @property
    def count(self) -> int:
        return max(len(self.steps), 1)


def shortest_of(piece: Piece) -> int:
    """The shortest length of an activity with its groups; those with a locked step keep theirs."""
    if any(step.locked for steps in piece.tracks for step in steps):
        return piece.seconds
    sums = [sum(step.least for step in steps) for steps in piece.tracks]
    return min(max([piece.least, *sums]), piece.seconds)


def shrunk(stretch: Stretch) -> Shortening:
    """Shorten down to the shortest times; nothing is left out."""
    return Shortening(_shortened(stretch.pieces, stretch.over))


def dropped(stretch: Stretch) -> Shortening:
    """Leave out what is optional, and no more of it than is needed."""
    options = [_options(piece, shortest=False) for piece in stretch.pieces]
    return _without(_chosen(options, stretch.over))


def dropped_and_shrunk(stretch: Stretch) -> Shortening:
    """Leave out only as much as is needed beside shortening."""
    # Leaving out gains, beyond shortening, the shortest time that it would have kept.
    beyond = stretch.over - sum(piece.seconds - shortest_of(piece) for piece in stretch.pieces)
    options = [_options(piece, shortest=True) for piece in stretch.pieces]
    left_out = _without(_chosen(options, beyond))
    rest = [
        _piece_without(piece, left_out.dropped)
        for piece in stretch.pieces
        if piece.id not in left_out.dropped
    ]
    gained = sum(piece.seconds for piece in stretch.pieces) - sum(piece.seconds for piece in rest)
    return left_out.also(Shortening(_shortened(rest, stretch.over - gained)))


def cut(stretch: Stretch) -> Shortening:
    """Leave out whole activities that are not optional; what is optional goes before them.

    Nothing at all where that is not enough either.
    """
    options = [_options(piece, shortest=False) for piece in stretch.pieces]
    spare = [max(each, key=lambda option: option.gain) for each in options if each]
    beyond = stretch.over - sum(option.gain for option in spare)
    if beyond <= 0:
        return dropped(stretch)
    given = {option.piece.id: option.gain for option in spare}
    able = [piece for piece in stretch.pieces if piece.able and not piece.optional]
    weights = [piece.seconds - given.get(piece.id, 0) for piece in able]
    chosen = smallest_cover(weights, beyond)
    if chosen is None:
        return NOTHING
    gone = {able[index].id for index in chosen}
    left = sum(weights[index] for index in chosen) - beyond
    # What turns out not to be needed stays, the longest first.
    taken = [_Option(piece.seconds, piece) for piece in able if piece.id in gone]
    for option in sorted(spare, key=lambda option: -option.gain):
        if option.piece.id in gone:
            continue
        if option.gain <= left:
            left -= option.gain
        else:
            taken.append(option)
    return _without(taken)


def smallest_cover(weights: Sequence[int], need: int) -> tuple[int, ...] | None:
    """The indexes of those weights whose sum is the least that reaches `need`, the fewest of them;
    None if all together do not reach it.
    """
    if need <= 0:
        return ()
    below: dict[int, tuple[int, ...]] = {0: ()}
    best: tuple[int, int, tuple[int, ...]] | None = None
    for index, weight in enumerate(weights):
        for total, chosen in list(below.items()):
            reached, now = total + weight, (*chosen, index)
            if reached >= need:
                found = (reached, len(now), now)
                best = found if best is None else min(best, found)
            elif reached not in below or len(now) < len(below[reached]):
                below[reached] = now
    return None if best is None else best[2]


def shares(slacks: Sequence[int], need: int) -> list[int]:
    """How much of its slack each gives so that `need` is reached, in whole minutes where that is
    enough, each in proportion; all of it where it is not. Seconds.
    """
    if need <= 0:
        return [0] * len(slacks)
    minutes, wanted = [slack // 60 for slack in slacks], -(-need // 60)
    whole = sum(minutes)
    if whole < wanted:
        return list(slacks)
    given = [wanted * each // whole for each in minutes]
    by_rest = sorted(range(len(minutes)), key=lambda i: (-(wanted * minutes[i] % whole), i))
    for index in by_rest[: wanted - sum(given)]:
        given[index] += 1
    return [each * 60 for each in given]


def steps_within(steps: Sequence[StepPiece], seconds: int) -> list[int]:
    """The lengths of the steps of one group that has to be done in so many seconds."""
    need = sum(step.seconds for step in steps) - seconds
    given = shares([step.seconds - step.least for step in steps], need)
    return [step.seconds - less for step, less in zip(steps, given, strict=True)]


def _shortened(pieces: Sequence[Piece], need: int) -> dict[str, int]:
    given = shares([piece.seconds - shortest_of(piece) for piece in pieces], need)
    return {
        piece.id: piece.seconds - less for piece, less in zip(pieces, given, strict=True) if less
    }


# Leaving out -------------------------------------------------------------------------------------


def _options(piece: Piece, *, shortest: bool) -> list[_Option]:
    """What can be left out of an activity, each with what that gains; `shortest`: beyond what
    shortening gains already.
    """
    found: list[_Option] = []
    if piece.optional and piece.seconds > 0:
        found.append(_Option(shortest_of(piece) if shortest else piece.seconds, piece))
    if any(step.locked for steps in piece.tracks for step in steps):
        return found
    length = shortest_of if shortest else _length
    before = length(piece)
    for target in sorted(_reachable(piece, shortest=shortest)):
        steps = _steps_down_to(piece, target, shortest=shortest)
        if not steps:
            continue
        gain = before - length(_piece_without(piece, steps))
        if gain > 0 and all(gain != other.gain for other in found):
            found.append(_Option(gain, piece, steps))
    return found


def _length(piece: Piece) -> int:
    return piece.seconds


def _weight(step: StepPiece, *, shortest: bool) -> int:
    return step.least if shortest else step.seconds


def _reachable(piece: Piece, *, shortest: bool) -> set[int]:
    """The lengths that groups can come down to by leaving out optional steps."""
    found = {piece.least if _is_filled(piece) or shortest else piece.own}
    for steps in piece.tracks:
        whole = sum(_weight(step, shortest=shortest) for step in steps)
        sums = {0}
        for step in steps:
            if step.optional:
                sums |= {each + _weight(step, shortest=shortest) for each in sums}
        found |= {whole - each for each in sums}
    return found


def _steps_down_to(piece: Piece, target: int, *, shortest: bool) -> frozenset[str]:
    """The fewest optional steps without which no group takes longer than `target`; none where
    that cannot be.
    """
    gone: set[str] = set()
    for steps in piece.tracks:
        spare = [step for step in steps if step.optional]
        need = sum(_weight(step, shortest=shortest) for step in steps) - target
        chosen = smallest_cover([_weight(step, shortest=shortest) for step in spare], need)
        if chosen is None:
            return frozenset()
        gone |= {spare[index].id for index in chosen}
    return frozenset(gone)


def _is_filled(piece: Piece) -> bool:
    """Whether the groups fill the activity's own time, which then follows theirs."""
    return any(sum(step.seconds for step in steps) >= piece.own for steps in piece.tracks)


def _piece_without(piece: Piece, gone: frozenset[str]) -> Piece:
    """The activity without those steps; its own time goes down with what its groups take."""
    if not any(step.id in gone for steps in piece.tracks for step in steps):
        return piece
    tracks = tuple(tuple(step for step in steps if step.id not in gone) for steps in piece.tracks)
    longest = max((sum(step.seconds for step in steps) for steps in tracks), default=0)
    own = max(min(piece.own, longest), piece.least) if _is_filled(piece) else piece.own
    return replace(piece, own=own, seconds=max(own, longest), tracks=tracks)


def _chosen(options: Sequence[Sequence[_Option]], need: int) -> list[_Option]:
    """One option or none of each activity, so that the least that reaches `need` is gained, with
    the fewest left out; the most of each where all together do not reach it.
    """
    if need <= 0:
        return []
    below: dict[int, tuple[int, tuple[_Option, ...]]] = {0: (0, ())}
    best: tuple[int, int, tuple[_Option, ...]] | None = None
    for option, total, count, taken in _tried(options, below):
        reached, now = total + option.gain, count + option.count
        if reached >= need:
            if best is None or (reached, now) < best[:2]:
                best = (reached, now, (*taken, option))
        elif reached not in below or now < below[reached][0]:
            below[reached] = (now, (*taken, option))
    if best is not None:
        return list(best[2])
    return [max(each, key=lambda option: option.gain) for each in options if each]


def _tried(
    options: Sequence[Sequence[_Option]], below: dict[int, tuple[int, tuple[_Option, ...]]]
) -> Iterator[tuple[_Option, int, int, tuple[_Option, ...]]]:
    """Each option on top of all that was reached by the activities before it."""
    for each in options:
        before = list(below.items())
        for option in each:
            for total, (count, taken) in before:
                yield option, total, count, taken


def _without(options: Sequence[_Option]) -> Shortening:
    lengths: dict[str, int] = {}
    gone: frozenset[str] = frozenset()
    for option in options:
        if option.steps:
            lengths[option.piece.id] = _piece_without(option.piece, option.steps).seconds
            gone |= option.steps
        else:
            gone |= {option.piece.id}
    return Shortening(lengths, gone)
