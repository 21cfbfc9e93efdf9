import csv
from datetime import date
from pathlib import Path

import pytest

from facilitator.certificates.statement import PLACEHOLDERS, unknown_placeholders
from facilitator.documents.text import missing_glyphs
from facilitator.language.calendars import Calendar, day_in
from facilitator.language.certificate_texts import certificate_languages, certificate_texts
from facilitator.language.dates import (
    both_dates,
    date_words,
    digits,
    list_words,
    locale_of,
    number_words,
    time_words,
)

DAY = date(2026, 10, 15)
LANGUAGES = (
    "en fr es pt de it ar fa ur he hi bn ru uk el tr zh ja ko sw am vi id th".split()  # noqa: SIM905
)


@pytest.mark.parametrize(
    ("language", "words"),
    [
        ("en", "15 October 2026"),
        ("en-US", "October 15, 2026"),
        ("fr", "15 octobre 2026"),
        ("es", "15 de octubre de 2026"),
        ("de", "15. Oktober 2026"),
        ("ar", "١٥ أكتوبر ٢٠٢٦"),
        ("ar-MA", "15 أكتوبر 2026"),
        ("fa", "۱۵ اکتبر ۲۰۲۶"),
        ("bn", "১৫ অক্টোবর, ২০২৬"),
        ("ja", "2026年10月15日"),
        ("a language of nobody", "15 October 2026"),
    ],
)
def test_a_date_is_written_as_its_readers_write_it(language, words):
    assert date_words(DAY, language) == words


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_promised_language_is_known_and_every_letter_of_it_has_a_shape(language):
    words = " ".join(
        (date_words(DAY, language), time_words(550, language), list_words(["1", "2"], language))
    )

    assert locale_of(language).language == language
    assert missing_glyphs(words) == []


@pytest.mark.parametrize(
    ("minutes", "language", "words"),
    [
        (550, "en", "9 h 10 min"),
        (540, "en", "9 h"),
        (0, "en", "0 h"),
        (45, "fr", "45 min"),
        (550, "de", "9 Std. 10 Min."),
        (550, "ar", "٩ ساعات و١٠ دقائق"),
    ],
)
def test_contact_time_is_said_in_the_language(minutes, language, words):
    # CLDR keeps a number and its unit on one line; which blank it takes is not looked at.
    assert " ".join(time_words(minutes, language).split()) == words


def test_lists_and_numbers_follow_the_language():
    assert list_words(["A", "B", "C"], "en") == "A, B and C"
    assert list_words(["A", "B"], "ar") == "A وB"
    assert list_words([], "fr") == ""
    assert number_words(69.1, "de", 1) == "69,1"
    assert digits("5", "en") == "5"


@pytest.mark.parametrize(
    ("calendar", "language", "words"),
    [
        (None, "en", "15 October 2026"),
        (Calendar.UMM_AL_QURA, "ar", "١٥ أكتوبر ٢٠٢٦ (٤ جمادى الأولى ١٤٤٨ هـ)"),
        (Calendar.HIJRI_CIVIL, "en", "15 October 2026 (3 Jumada al-Ula 1448 AH)"),
        (Calendar.PERSIAN, "fa", "۱۵ اکتبر ۲۰۲۶ (۲۳ مهر ۱۴۰۵ ه‍.ش.)"),
        (Calendar.HEBREW, "he", "15 באוקטובר 2026 (4 חשוון 5787)"),
        (Calendar.ETHIOPIC, "en", "15 October 2026 (5 Tikimt 2019 EC)"),
        (Calendar.BUDDHIST, "th", "15 ตุลาคม ค.ศ. 2026 (15 ตุลาคม พ.ศ. 2569)"),
    ],
)
def test_a_second_calendar_stands_in_brackets(calendar, language, words):
    assert both_dates(DAY, language, calendar) == words


@pytest.mark.parametrize("calendar", ["hebrew", "hijri-civil", "ethiopic", "persian"])
def test_the_arithmetic_agrees_with_another_implementation(calendar):
    """The days were worked out once with convertdate 2.4; its Coptic years are 276 behind."""
    known = [row for row in known_days() if row["calendar"] == calendar]
    assert len(known) > 20
    for row in known:
        found = day_in(date.fromisoformat(row["day"]), Calendar(calendar))
        assert (found.year, found.month, found.day) == tuple(
            int(row[part]) for part in ("year", "month", "day_of_month")
        ), row["day"]


def known_days():
    with (Path(__file__).parent / "known_days.csv").open(encoding="utf-8") as lines:
        return list(csv.DictReader(lines))


def test_outside_its_table_umm_al_qura_is_said_to_be_the_civil_calendar():
    assert day_in(date(2100, 1, 1), Calendar.UMM_AL_QURA).calendar is Calendar.HIJRI_CIVIL


@pytest.mark.parametrize("language", certificate_languages())
def test_the_usual_words_use_known_placeholders_and_letters_that_can_be_printed(language):
    texts = certificate_texts(language)
    values = [getattr(texts, name) for name in texts.__slots__]

    assert unknown_placeholders(texts.statement) == ()
    assert "{display_name}" in texts.statement
    assert set(PLACEHOLDERS) >= {"venue"}
    assert all(values)
    assert missing_glyphs("".join(values)) == []
    assert "{date}" in texts.issued_without_place
    assert "{place}" not in texts.issued_without_place


def test_a_language_without_usual_words_says_so():
    assert certificate_texts("xx") is None
    assert certificate_texts("pt-BR") is not None
