"""What the columns of a plan in a table hold, and what kinds of activity are called.

In the languages that plans of community centres most often come in; folded, so that accents and
case do not matter.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from enum import StrEnum
from itertools import pairwise

from facilitator.people.folding import fold
from facilitator.planning.model import ActivityKind


class PlanField(StrEnum):
    """What a column holds."""

    START = "start"
    END = "end"
    MINUTES = "minutes"
    TITLE = "title"
    GROUP = "group"
    KIND = "kind"
    METHOD = "method"
    LEAD = "lead"
    GROUPING = "grouping"
    LAYOUT = "layout"
    ROOM = "room"
    AIM = "aim"
    TASK = "task"
    SAY = "say"
    DO = "do"
    WATCH = "watch"
    NOTES = "notes"
    IF_SHORT = "if-short"
    CAN_LOSE = "can-lose"
    MINIMUM = "minimum"
    OPTIONAL = "optional"
    LOCK = "lock"
    CONTACT = "contact"
    MATERIALS = "materials"
    SKILLS = "skills"
    BY_ITSELF = "by-itself"
    WARN = "warn"
    LAST = "last"


HEADINGS: Mapping[PlanField, str] = {
    PlanField.START: "Start",
    PlanField.END: "End",
    PlanField.MINUTES: "Minutes",
    PlanField.TITLE: "Title",
    PlanField.GROUP: "Parallel group",
    PlanField.KIND: "Kind",
    PlanField.METHOD: "Method",
    PlanField.LEAD: "Lead",
    PlanField.GROUPING: "Grouping",
    PlanField.LAYOUT: "Room layout",
    PlanField.ROOM: "Room",
    PlanField.AIM: "Aim",
    PlanField.TASK: "Task",
    PlanField.SAY: "Say",
    PlanField.DO: "Do",
    PlanField.WATCH: "Watch",
    PlanField.IF_SHORT: "If short of time",
    PlanField.CAN_LOSE: "Can lose (min)",
    PlanField.MINIMUM: "Shortest (min)",
    PlanField.OPTIONAL: "Optional",
    PlanField.LOCK: "Fixed start",
    PlanField.CONTACT: "Counts as contact",
    PlanField.MATERIALS: "Materials",
    PlanField.SKILLS: "Skills",
    PlanField.BY_ITSELF: "Goes on by itself",
    PlanField.WARN: "Warning (s)",
    PlanField.LAST: "Last call (s)",
}
"""The headings of a table that this product writes, in their order."""

_WRITTEN: Mapping[PlanField, tuple[str, ...]] = {
    PlanField.START: (
        "time", "from", "begin", "begins", "beginning", "start time", "starts", "when", "clock",
        "zeit", "uhrzeit", "beginn", "von", "heure", "debut", "horaire", "hora", "inicio",
        "horario", "ora", "orario", "inizio", "tijd", "aanvang", "czas", "godzina", "poczatek",
        "saat", "baslangic", "время", "начало", "час", "початок", "الوقت", "البداية", "שעה",
        "时间", "開始",
    ),
    PlanField.END: (
        "to", "until", "ends", "end time", "finish", "till", "ende", "bis", "fin", "fim", "fine",
        "einde", "koniec", "bitis", "конец", "кінець", "النهاية", "סיום",
    ),
    PlanField.MINUTES: (
        "min", "mins", "minute", "duration", "length", "how long", "dauer", "minuten", "duree",
        "duracion", "minutos", "duracao", "durata", "minuti", "duur", "czas trwania", "minuty",
        "sure", "dakika", "длительность", "минуты", "тривалість", "المدة", "دقائق", "משך", "时长",
    ),
    PlanField.TITLE: (
        "activity", "what", "topic", "item", "agenda", "session", "block", "name", "subject",
        "content", "aktivitat", "was", "thema", "titel", "programmpunkt", "inhalt", "activite",
        "titre", "sujet", "quoi", "actividad", "titulo", "tema", "que", "atividade", "o que",
        "attivita", "titolo", "cosa", "activiteit", "onderwerp", "wat", "aktywnosc", "tytul",
        "temat", "etkinlik", "baslik", "название", "тема", "активность", "назва", "النشاط",
        "العنوان", "פעילות", "活动", "内容",
    ),
    PlanField.GROUP: (
        "track", "parallel track", "group name", "parallelgruppe", "groupe parallele",
        "grupo paralelo",
    ),
    PlanField.KIND: (
        "type", "category", "kind of activity", "art", "typ", "kategorie", "genre", "categorie",
        "tipo", "categoria", "soort", "rodzaj", "kategoria", "tur", "тип", "вид", "النوع", "סוג",
        "类型",
    ),
    PlanField.METHOD: (
        "technique", "format", "methode", "metodo", "tecnica", "metoda", "yontem", "метод",
        "الطريقة", "שיטה", "方法",
    ),
    PlanField.LEAD: (
        "leader", "facilitator", "who leads", "led by", "responsible", "who", "trainer", "host",
        "leitung", "wer", "verantwortlich", "moderation", "animateur", "animation", "qui",
        "responsable", "quien", "facilitador", "facilitadora", "quem", "responsavel", "chi",
        "conduce", "wie", "leiding", "prowadzacy", "kto", "kim", "sorumlu", "ведущий", "кто",
        "ведучий", "الميسر", "מנחה", "负责人",
    ),
    PlanField.GROUPING: (
        "grouping", "groups", "group size", "form", "setting", "sozialform", "gruppierung",
        "gruppen", "groupes", "agrupacion", "grupos", "agrupamento", "gruppi", "groepen", "grupy",
        "gruplar", "группы", "المجموعات",
    ),
    PlanField.LAYOUT: ("layout", "seating", "sitzordnung", "disposition", "disposicion"),
    PlanField.ROOM: (
        "place", "where", "location", "raum", "ort", "salle", "lieu", "sala", "lugar", "local",
        "aula", "luogo", "zaal", "ruimte", "pokoj", "miejsce", "oda", "yer", "место", "кабинет",
        "القاعة", "المكان", "חדר", "地点",
    ),
    PlanField.AIM: (
        "goal", "objective", "purpose", "why", "outcome", "ziel", "objectif", "but", "objetivo",
        "obiettivo", "scopo", "doel", "cel", "amac", "цель", "мета", "الهدف", "מטרה", "目标",
    ),
    PlanField.TASK: (
        "participant task", "task for participants", "instruction", "instructions", "aufgabe",
        "auftrag", "consigne", "tache", "tarea", "consigna", "tarefa", "compito", "opdracht",
        "zadanie", "gorev", "задание", "завдання", "المهمة", "משימה", "任务",
    ),
    PlanField.SAY: (
        "say", "script", "words", "sagen", "dire", "decir", "dizer", "zeggen", "mowic", "сказать",
        "قل",
    ),
    PlanField.DO: (
        "do", "steps", "how", "procedure", "description", "details", "process", "tun", "ablauf",
        "schritte", "wie", "beschreibung", "faire", "deroulement", "etapes", "description",
        "hacer", "pasos", "descripcion", "fazer", "passos", "descricao", "fare", "passi",
        "descrizione", "doen", "stappen", "beschrijving", "robic", "kroki", "opis", "yapmak",
        "adimlar", "делать", "шаги", "описание", "опис", "افعل", "الخطوات", "步骤",
    ),
    PlanField.WATCH: (
        "watch", "look out for", "watch for", "watch out", "caution", "risk", "risks", "tips",
        "tip", "achtung", "beachten", "attention", "vigilance", "atencion", "ojo", "atencao",
        "attenzione", "let op", "uwaga", "dikkat", "внимание", "انتبه",
    ),
    PlanField.NOTES: (
        "notes", "note", "remarks", "comment", "comments", "facilitator notes", "notizen",
        "bemerkung", "bemerkungen", "anmerkungen", "remarques", "commentaires", "notas",
        "observaciones", "observacoes", "annotazioni", "opmerkingen", "notities", "uwagi",
        "notatki", "notlar", "примечания", "заметки", "примітки", "ملاحظات", "הערות", "备注",
    ),
    PlanField.IF_SHORT: ("if short", "if time is short", "shorten", "plan b", "kurzen"),
    PlanField.CAN_LOSE: ("can lose", "minutes it can lose", "cut", "kann kurzen"),
    PlanField.MINIMUM: (
        "minimum", "min minutes", "least", "shortest", "minimum minutes", "mindestens",
    ),
    PlanField.OPTIONAL: ("can be dropped", "droppable", "optional", "facultatif", "opcional"),
    PlanField.LOCK: (
        "lock", "locked", "fixed", "fixed time", "locked start", "fest", "fixe", "fijo", "fixo",
        "fisso", "vast",
    ),
    PlanField.CONTACT: ("contact", "contact time", "counts", "kontaktzeit"),
    PlanField.MATERIALS: (
        "material", "kit", "equipment", "resources", "supplies", "what you need", "needed",
        "materialien", "bedarf", "materiel", "materiaux", "ressources", "materiales", "recursos",
        "materiais", "materiali", "materiaal", "materialen", "materialy", "malzeme", "материалы",
        "матеріали", "المواد", "חומרים", "材料",
    ),
    PlanField.SKILLS: (
        "skill", "competence", "competences", "competencies", "kompetenzen", "fahigkeiten",
        "competences", "competencias", "habilidades", "competenze", "vaardigheden",
        "umiejetnosci", "beceriler", "навыки", "навички", "المهارات", "מיומנויות", "技能",
    ),
}  # fmt: skip

_MEANING = {
    **{fold(word): field for field, words in _WRITTEN.items() for word in words},
    **{fold(word): field for field, word in HEADINGS.items()},
    **{fold(field.value): field for field in PlanField},
}

_KIND_WORDS: Mapping[ActivityKind, str] = {
    ActivityKind.BREAK: (
        "break pause coffee tea lunch dinner snack recess pausa cafe kaffee kaffeepause mittag"
        " mittagspause almuerzo descanso dejeuner almoco intervalo pranzo pauze przerwa ara mola"
        " перерыв перерва استراحة הפסקה 休息"
    ),
    ActivityKind.WELCOME: (
        "welcome arrival arrive opening intro introduction registration sign-in begrussung ankommen"
        " willkommen einstieg eroffnung accueil ouverture bienvenida apertura acolhimento abertura"
        " benvenuto accoglienza welkom powitanie hosgeldiniz приветствие вступ ترحيب פתיחה 欢迎"
    ),
    ActivityKind.CLOSING: (
        "closing close goodbye wrap-up wrapup farewell checkout check-out abschluss verabschiedung"
        " cloture conclusion cierre despedida encerramento fecho chiusura afsluiting zakonczenie"
        " kapanis закрытие завершення ختام סיכום 结束"
    ),
    ActivityKind.ICEBREAKER: (
        "icebreaker ice-breaker getting-to-know kennenlernen brise-glace rompehielos quebra-gelo"
        " rompighiaccio ijsbreker lodolamacz знакомство знайомство"
    ),
    ActivityKind.ENERGISER: (
        "energiser energizer warm-up warmup game aufwarmen spiel energisant dinamica energizante"
        " rozgrzewka разминка"
    ),
    ActivityKind.INPUT: (
        "input lecture presentation talk theory demo demonstration slides vortrag prasentation"
        " theorie expose apport presentacion teoria apresentacao presentazione teoria presentatie"
        " prezentacja sunum лекция презентация عرض הרצאה 讲座"
    ),
    ActivityKind.DISCUSSION: (
        "discussion debate plenary dialogue conversation sharing q&a diskussion plenum gesprach"
        " austausch debat discusion plenaria discussao discussione discussie dyskusja tartisma"
        " обсуждение дискуссия обговорення نقاش דיון 讨论"
    ),
    ActivityKind.GROUP_WORK: (
        "groupwork group-work gruppenarbeit kleingruppen travail-de-groupe grupos trabajo-en-grupo"
        " trabalho-de-grupo lavoro-di-gruppo groepswerk breakout breakouts warsztat"
    ),
    ActivityKind.CREATIVE: (
        "creative create drawing draw brainstorm brainstorming ideation build kreativ kreatives"
        " basteln creatif creation creativo criativo creatief kreatywne творчество"
    ),
    ActivityKind.PRACTICE: (
        "practice practise exercise role-play roleplay simulation hands-on try ubung praxis"
        " exercice pratique ejercicio practica exercicio pratica esercizio oefening cwiczenie"
        " alistirma упражнение практика вправа تمرين תרגיל 练习"
    ),
    ActivityKind.DECISION: (
        "decision decide vote voting prioritise agreement entscheidung abstimmung vote decision"
        " votacion votacao decisao decisione votazione besluit decyzja karar решение"
    ),
    ActivityKind.REFLECTION: (
        "reflection reflect debrief debriefing journal reflexion auswertung bilan reflexion"
        " reflexao riflessione reflectie refleksja yansitma рефлексия рефлексія تأمل 反思"
    ),
    ActivityKind.ASSESSMENT: (
        "assessment self-check selfcheck test quiz evaluation feedback survey selbsteinschatzung"
        " auto-evaluation evaluacion avaliacao valutazione evaluatie ocena degerlendirme оценка"
        " تقييم הערכה 评估"
    ),
}
_KINDS = {fold(word): kind for kind, words in _KIND_WORDS.items() for word in words.split()}
_KINDS |= {fold(kind.value): kind for kind in ActivityKind}
_KINDS |= {
    fold("creative work"): ActivityKind.CREATIVE,
    fold("self-check"): ActivityKind.ASSESSMENT,
}
_END_WORDS = frozenset(
    fold(word)
    for word in (
        "end", "finish", "the end", "close", "end of day", "ende", "schluss", "fin", "fim", "fine",
        "einde", "koniec", "bitis", "конец", "кінець", "النهاية", "סוף", "结束",
    )
)  # fmt: skip


def meaning(heading: str) -> PlanField | None:
    """What a column under this heading holds; None when the heading is not known."""
    folded = fold(heading)
    if not folded or len(folded) > 60:
        return None
    exact = _MEANING.get(folded)
    if exact is not None:
        return exact
    words = folded.split()
    for part in (words[0], words[-1]):
        known = _MEANING.get(part)
        if known is not None and len(part) > 3:
            return known
    return None


def fingerprint(headings: Sequence[str]) -> str:
    """Tells one form of table from others, whatever its rows say."""
    text = "\x1f".join(fold(heading) for heading in headings)
    return hashlib.sha256(text.encode()).hexdigest()[:16]


def kind_named(word: str) -> ActivityKind | None:
    """The kind that a word names exactly; None when it is not known."""
    folded = fold(word)
    return _KINDS.get(folded) or _KINDS.get(folded.replace(" ", "-"))


def kind_guessed(text: str) -> ActivityKind | None:
    """A kind that some word of a text speaks of."""
    words = fold(text).split()
    pairs = [f"{first} {second}" for first, second in pairwise(words)]
    return next((_KINDS[word] for word in (*pairs, *words) if word in _KINDS), None)


def says_end(title: str) -> bool:
    """Whether a row is no activity but the end of the day."""
    return fold(title) in _END_WORDS
