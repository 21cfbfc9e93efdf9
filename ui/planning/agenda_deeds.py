"""What one does in the agenda, done in the workbook: each deed is one step that can be undone."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import partial
from typing import Any

from shiboken6 import isValid

from facilitator.errors import Refused
from facilitator.planning.clipping import clipping_of
from facilitator.planning.insertion import AgendaPlace
from facilitator.planning.model import Activity, ActivityKind
from facilitator.planning.splitting import groups_needed
from facilitator.workbook import Workbook
from ui.planning import agenda_clipboard as clipboard
from ui.planning.agenda_model import AgendaModel
from ui.planning.agenda_table import AgendaTable
from ui.planning.track_split import SplitSheet, group_name
from ui.sentences import say_action
from ui.shell.screen import Screen
from ui.words import isolate, t, tn

_NEW_SECONDS = 10 * 60
_STEP_SECONDS = 5 * 60
_SMALL_GROUP = 5


class AgendaDeeds:
    """The deeds of one agenda's screen.

    Attributes:
        heads: how many people are expected in the workshop.
        edit_title_of: an activity that was just added and wants a title.

    """

    def __init__(
        self, screen: Screen, workshop_id: str, model: AgendaModel, table: AgendaTable
    ) -> None:
        self._screen = screen
        self._workshop_id = workshop_id
        self._model = model
        self._table = table
        self.heads = 0
        self.edit_title_of = ""

    # Changing ------------------------------------------------------------------------------------

    def change(self, activity_id: str, fields: dict[str, Any]) -> None:
        """Change fields of an activity; shown as typed until it is saved."""
        # Of the window, not of the screen: a note is saved even if one leaves the screen.
        self._screen.shell.spawn(self._save({activity_id: fields}))

    def change_many(self, fields_of: Mapping[str, dict[str, Any]]) -> None:
        """Change fields of several activities in one step."""
        self._screen.shell.spawn(self._save(dict(fields_of)))

    async def _save(self, fields_of: dict[str, dict[str, Any]]) -> None:
        session, model = self._screen.session, self._model
        try:
            if len(fields_of) == 1:
                ((activity_id, fields),) = fields_of.items()
                await session.do(lambda wb: wb.planning.update_activity(activity_id, **fields))
            else:
                await session.do(lambda wb: wb.planning.set_each(fields_of))
        except Refused:
            # The person may have left the screen while the note was written.
            if isValid(model):
                for activity_id in fields_of:
                    model.keep_failed(activity_id)
            raise
        finally:
            if isValid(model):
                for activity_id, fields in fields_of.items():
                    model.settle(activity_id, fields)
        if len(fields_of) > 1 and isValid(model):
            count = len(fields_of)
            words = tn("{n} activity was changed", "{n} activities were changed", count)
            self._screen.shell.notice(words, undo=True)

    def change_track(self, track_id: str, fields: dict[str, Any]) -> None:
        """Change fields of a parallel group."""
        self._screen.shell.spawn(
            self._screen.session.do(lambda wb: wb.planning.update_track(track_id, **fields))
        )

    def lock(self, activity_ids: Sequence[str]) -> None:
        """Lock the starts where they are now; if the first is locked already, set all free."""
        agenda = self._model.agenda
        lines = [each for each in self._model.lines() if each.activity.id in activity_ids]
        if not lines or agenda is None:
            return
        free = lines[0].activity.locked_start_seconds is not None
        asked: dict[str, dict[str, Any]] = {}
        for line in lines:
            start = line.slot.start
            days = (start.date() - agenda.schedule.start.date()).days
            lock = days * 86400 + start.hour * 3600 + start.minute * 60 + start.second
            asked[line.activity.id] = {"locked_start_seconds": None if free else lock}
        self.change_many(asked)

    # Adding and removing -------------------------------------------------------------------------

    def insert(self, place: AgendaPlace) -> None:
        """A new activity, or a step of a group, whose title is asked for at once."""
        self._screen.spawn(self._add(place))

    async def _add(self, place: AgendaPlace) -> None:
        workshop_id = self._workshop_id
        step = place.track_id is not None
        title = t("New step") if step else t("New activity")
        first = place.position == 0 and not step
        kind = ActivityKind.WELCOME if first else ActivityKind.GROUP_WORK
        seconds = _STEP_SECONDS if step else _NEW_SECONDS
        self.edit_title_of = await self._screen.session.do(
            lambda wb: wb.planning.add_activity(
                workshop_id, place.position, title, kind, seconds, track_id=place.track_id
            )
        )
        self._screen.reload()

    def delete(self, activity_ids: Sequence[str], track_ids: Sequence[str] = ()) -> None:
        """Remove activities and groups."""
        self._screen.spawn(self._remove(list(activity_ids), list(track_ids)))

    async def _remove(self, activity_ids: list[str], track_ids: list[str]) -> None:
        gone = self._model.without_kept_along(activity_ids)
        titles = [line.activity.title for line in self._model.lines() if line.activity.id in gone]
        titles += [track.name for track in self._tracks() if track.id in track_ids]
        await self._screen.session.do(lambda wb: wb.planning.delete_parts(activity_ids, track_ids))
        shell = self._screen.shell
        if len(titles) == 1:
            shell.notice(t("“{title}” was removed", title=isolate(titles[0])), undo=True)
        else:
            count = len(titles)
            words = tn("{n} activity was removed", "{n} activities were removed", count)
            shell.notice(words, undo=True)

    def duplicate(self, activity_ids: Sequence[str], track_ids: Sequence[str] = ()) -> None:
        """Copies behind what is copied."""
        self._screen.spawn(self._copy(list(activity_ids), list(track_ids)))

    async def _copy(self, activity_ids: list[str], track_ids: list[str]) -> None:
        session = self._screen.session
        if activity_ids:
            copies = await session.do(lambda wb: wb.planning.duplicate_activities(activity_ids))
            self._screen.reload()
            self._table.choose_all(copies)
        for track_id in track_ids:
            count = len(self._siblings_of_track(track_id))
            name = group_name(count)
            await session.do(partial(_copy_track, track_id, name))

    def move(self, activity_ids: Sequence[str], place: AgendaPlace) -> None:
        """Let activities stand at a place, counted among those that stay."""
        homes = {line.track_id for line in self._model.lines() if line.activity.id in activity_ids}
        ids = list(activity_ids)
        if homes == {place.track_id}:
            self._screen.spawn(
                self._screen.session.do(lambda wb: wb.planning.move_activities(ids, place.position))
            )
            return
        self._screen.spawn(
            self._screen.session.do(
                lambda wb: wb.planning.move_to_track(ids, place.track_id, place.position)
            )
        )

    # Clipboard -----------------------------------------------------------------------------------

    def copy_out(self, activity_ids: Sequence[str], *, cut: bool = False) -> None:
        """Put activities on the clipboard; what is cut stays, pale, until it is pasted."""
        ids = self._model.without_kept_along(activity_ids)
        known = {each.id: each for each in self._activities()}
        clippings = [clipping_of(known[key]) for key in ids if key in known]
        if not clippings:
            return
        path = str(self._screen.session.path or "")
        cut_ids = ids if cut else ()
        clipboard.put(clipboard.Clipped(clippings, self._workshop_id, path, cut_ids))
        self._model.mark_cut(cut_ids)
        count = len(clippings)
        self._screen.shell.notice(
            tn(
                "{n} activity to be moved: paste it",
                "{n} activities to be moved: paste them",
                count,
            )
            if cut
            else tn("{n} activity copied", "{n} activities copied", count)
        )

    def paste(self, place: AgendaPlace) -> None:
        """What is on the clipboard, at a place."""
        held = clipboard.found()
        if held is None:
            self._screen.shell.notice(t("There is nothing to paste."))
            return
        self._screen.spawn(self._take_in(held, place))

    async def _take_in(self, held: clipboard.Clipped, place: AgendaPlace) -> None:
        session, workshop_id = self._screen.session, self._workshop_id
        at_home = held.path == str(session.path or "")
        still = [key for key in held.cut_ids if key in self._model.ids()]
        if at_home and held.workshop_id == workshop_id and held.cut_ids and still:
            self._model.ask_to_move(still, place)
            made = still
        elif at_home and held.cut_ids and held.workshop_id != workshop_id:
            made = await session.do(
                lambda wb: wb.planning.move_to_workshop(
                    held.cut_ids,
                    workshop_id,
                    held.clippings,
                    position=place.position,
                    track_id=place.track_id,
                )
            )
        else:
            made = await session.do(
                lambda wb: wb.planning.paste_activities(
                    workshop_id,
                    held.clippings,
                    position=place.position,
                    track_id=place.track_id,
                )
            )
        if held.cut_ids:
            clipboard.forget()
            self._model.mark_cut(())
        self._screen.reload()
        self._table.choose_all(made)

    # Parallel groups -----------------------------------------------------------------------------

    def split(self, activity_id: str) -> None:
        """Ask in how many groups an activity is split, or how many more there are to be."""
        found = next((each for each in self._activities() if each.id == activity_id), None)
        if found is not None:
            self._screen.spawn(self._ask_groups(found))

    async def _ask_groups(self, activity: Activity) -> None:
        there = len(activity.tracks)
        suggested = min(max(groups_needed(self.heads, _SMALL_GROUP), 2), 8) if self.heads else 3
        sheet = SplitSheet(
            self._screen.theme,
            self._screen.window(),
            title=activity.title,
            heads=self.heads,
            there=there,
            suggested=suggested,
        )
        if not await self._screen.shell.ask_dialog(sheet):
            return
        names = sheet.names()
        await self._screen.session.do(lambda wb: wb.planning.add_tracks(activity.id, names))
        if isValid(self._table):
            self._table.set_open(activity.id, shown=True)

    def move_track(self, track_id: str, by: int) -> None:
        """Let a group stand one place before (−1) or behind (1)."""
        siblings = self._siblings_of_track(track_id)
        place = siblings.index(track_id) + by
        if 0 <= place < len(siblings):
            self._screen.spawn(
                self._screen.session.do(lambda wb: wb.planning.move_track(track_id, place))
            )

    # Undo ----------------------------------------------------------------------------------------

    def undo(self) -> None:
        """Take back the last step."""
        self._screen.spawn(self._take_back(again=False))

    def redo(self) -> None:
        """Do again what was taken back last."""
        self._screen.spawn(self._take_back(again=True))

    async def _take_back(self, *, again: bool) -> None:
        shell = self._screen.shell
        record = await self._screen.session.do(lambda wb: wb.redo() if again else wb.undo())
        if record is None:
            shell.notice(
                t("There is nothing to redo.") if again else t("There is nothing to undo.")
            )
            return
        what = say_action(record.name, record.params)
        if again:
            shell.notice(t("Done again: {what}", what=what), undo=True)
        else:
            shell.notice(t("Undone: {what}", what=what))

    # Looking up ----------------------------------------------------------------------------------

    def _activities(self) -> list[Activity]:
        agenda = self._model.agenda
        found = []
        for activity in agenda.activities if agenda is not None else ():
            found.append(activity)
            for track in activity.tracks:
                found += track.steps
        return found

    def _tracks(self) -> list[Any]:
        return [track for activity in self._activities() for track in activity.tracks]

    def _siblings_of_track(self, track_id: str) -> list[str]:
        for activity in self._activities():
            ids = [track.id for track in activity.tracks]
            if track_id in ids:
                return ids
        return []


def _copy_track(track_id: str, name: str, book: Workbook) -> str:
    return book.planning.duplicate_track(track_id, name)
