"""A second telling of what a run means: it walks through the evening second by second.

It shares no rule with the state machine but the words of its docstring, keeps no log, and works the
end out by walking on through what is left, one second at a time. Slow, and easy to believe.
"""

from __future__ import annotations

from dataclasses import dataclass, field


@dataclass
class SlowActivity:
    """`tracks`: the lengths of the steps of each group; all in whole seconds."""

    name: str
    planned: int
    lock: int | None = None
    tracks: tuple[tuple[int, ...], ...] = ()
    given: int = 0
    spent: int = 0
    standing: str = "waiting"

    @property
    def length(self) -> int:
        whole = self.planned
        for steps in self.tracks:
            taken = 0
            for step in steps:
                taken += step
            whole = max(whole, taken)
        return whole + self.given

    def left(self) -> int:
        return max(self.length - self.spent, 0)


@dataclass
class SlowEvening:
    """Seconds count from the planned start; the run may begin later or earlier."""

    activities: list[SlowActivity]
    now: int = 0
    on: int | None = None
    status: str = "ready"
    came: list[tuple[int, str]] = field(default_factory=list)

    def pass_second(self) -> None:
        if self.status == "running":
            self.activities[self.on].spent += 1
        self.now += 1

    def waiting(self) -> list[int]:
        count = len(self.activities)
        start = -1 if self.on is None else self.on
        order = [(start + step) % count for step in range(1, count + 1)]
        if self.on is None:
            order = list(range(count))
        return [index for index in order if self.activities[index].standing == "waiting"]

    def press(self, key: str, index: int, seconds: int) -> bool:
        """Whether it made sense."""
        return bool(getattr(self, f"_{key.replace('-', '_')}")(index, seconds))

    def end(self) -> int:
        """When all would be over, found by walking there."""
        moment = self.now if self.status != "ready" else max(self.now, 0)
        if self.on is not None:
            for _ in range(self.activities[self.on].left()):
                moment += 1
        for index in self.waiting():
            activity = self.activities[index]
            while activity.lock is not None and moment < activity.lock:
                moment += 1
            for _ in range(activity.left()):
                moment += 1
        return moment

    def planned_end(self) -> int:
        moment = 0
        for activity in self.activities:
            if activity.lock is not None:
                moment = max(moment, activity.lock)
            moment += activity.length - activity.given
        return moment

    def _start(self, _index: int, _seconds: int) -> bool:
        if self.status != "ready":
            return False
        self.status, self.on = "running", 0
        self.activities[0].standing = "on"
        return True

    def _pause(self, _index: int, _seconds: int) -> bool:
        if self.status != "running":
            return False
        self.status = "paused"
        return True

    def _resume(self, _index: int, _seconds: int) -> bool:
        if self.status != "paused":
            return False
        self.status = "running"
        return True

    def _next(self, _index: int, _seconds: int) -> bool:
        return self.on is not None and bool(self.waiting()) and self._to(self.waiting()[0], "done")

    def _skip(self, index: int, _seconds: int) -> bool:
        if index == self.on:
            waiting = self.waiting()
            return bool(waiting) and self._to(waiting[0], "skipped")
        if self.activities[index].standing != "waiting":
            return False
        self.activities[index].standing = "skipped"
        return True

    def _unskip(self, index: int, _seconds: int) -> bool:
        if self.activities[index].standing != "skipped":
            return False
        self.activities[index].standing = "waiting"
        return True

    def _back(self, _index: int, _seconds: int) -> bool:
        if self.on is None or not self.came:
            return False
        origin, was = self.came.pop()
        self.activities[self.on].standing = was
        self.on = origin
        self.activities[origin].standing = "on"
        return True

    def _go_to(self, index: int, _seconds: int) -> bool:
        return self.on is not None and index != self.on and self._to(index, "done")

    def _extend(self, index: int, seconds: int) -> bool:
        return self._give(index, seconds)

    def _shorten(self, index: int, seconds: int) -> bool:
        return self._give(index, -seconds)

    def _give(self, index: int, seconds: int) -> bool:
        activity = self.activities[index]
        after = activity.length + seconds
        if activity.standing in {"done", "skipped"} or not 0 <= after <= 86400:
            return False
        activity.given += seconds
        return True

    def _to(self, index: int, left_as: str) -> bool:
        self.came.append((self.on, self.activities[index].standing))
        self.activities[self.on].standing = left_as
        self.on = index
        self.activities[index].standing = "on"
        return True
