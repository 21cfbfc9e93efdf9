"""Names of the months and eras of other calendars, in the languages that use them; others get
the usual spelling in Latin letters.
"""

from __future__ import annotations

from facilitator.language.calendars import Calendar, CalendarDay

_HIJRI_ARABIC = ("محرم", "صفر", "ربيع الأول", "ربيع الآخر", "جمادى الأولى", "جمادى الآخرة", "رجب",
                 "شعبان", "رمضان", "شوال", "ذو القعدة", "ذو الحجة")  # fmt: skip
_HIJRI_PERSIAN = ("محرم", "صفر", "ربیع‌الاول", "ربیع‌الثانی", "جمادی‌الاول", "جمادی‌الثانی", "رجب",
                  "شعبان", "رمضان", "شوال", "ذیقعده", "ذیحجه")  # fmt: skip
_HIJRI_URDU = ("محرم", "صفر", "ربیع الاول", "ربیع الثانی", "جمادی الاول", "جمادی الثانی", "رجب",
               "شعبان", "رمضان", "شوال", "ذوالقعدہ", "ذوالحجہ")  # fmt: skip
_HIJRI_TURKISH = ("Muharrem", "Safer", "Rebiülevvel", "Rebiülahir", "Cemaziyelevvel",
                  "Cemaziyelahir", "Recep", "Şaban", "Ramazan", "Şevval", "Zilkade",
                  "Zilhicce")  # fmt: skip
_HIJRI_LATIN = ("Muharram", "Safar", "Rabi al-Awwal", "Rabi al-Thani", "Jumada al-Ula",
                "Jumada al-Akhira", "Rajab", "Shaban", "Ramadan", "Shawwal", "Dhu al-Qadah",
                "Dhu al-Hijjah")  # fmt: skip
_PERSIAN = ("فروردین", "اردیبهشت", "خرداد", "تیر", "مرداد", "شهریور", "مهر", "آبان", "آذر", "دی",
            "بهمن", "اسفند")  # fmt: skip
_PERSIAN_LATIN = ("Farvardin", "Ordibehesht", "Khordad", "Tir", "Mordad", "Shahrivar", "Mehr",
                  "Aban", "Azar", "Dey", "Bahman", "Esfand")  # fmt: skip
_HEBREW = ("ניסן", "אייר", "סיוון", "תמוז", "אב", "אלול", "תשרי", "חשוון", "כסלו", "טבת", "שבט",
           "אדר", "אדר ב׳")  # fmt: skip
_HEBREW_LATIN = ("Nisan", "Iyar", "Sivan", "Tamuz", "Av", "Elul", "Tishri", "Heshvan", "Kislev",
                 "Tevet", "Shevat", "Adar", "Adar II")  # fmt: skip
_ETHIOPIC = ("መስከረም", "ጥቅምት", "ኅዳር", "ታኅሣሥ", "ጥር", "የካቲት", "መጋቢት", "ሚያዝያ", "ግንቦት", "ሰኔ", "ሐምሌ",
             "ነሐሴ", "ጳጉሜን")  # fmt: skip
_ETHIOPIC_LATIN = ("Meskerem", "Tikimt", "Hidar", "Tahsas", "Tir", "Yekatit", "Megabit", "Miyazya",
                   "Ginbot", "Sene", "Hamle", "Nehase", "Pagumen")  # fmt: skip

_NAMES: dict[Calendar, dict[str, tuple[str, ...]]] = {
    Calendar.HIJRI_CIVIL: {
        "ar": _HIJRI_ARABIC, "fa": _HIJRI_PERSIAN, "ur": _HIJRI_URDU, "tr": _HIJRI_TURKISH,
        "": _HIJRI_LATIN,
    },
    Calendar.PERSIAN: {"fa": _PERSIAN, "": _PERSIAN_LATIN},
    Calendar.HEBREW: {"he": _HEBREW, "": _HEBREW_LATIN},
    Calendar.ETHIOPIC: {"am": _ETHIOPIC, "ti": _ETHIOPIC, "": _ETHIOPIC_LATIN},
}  # fmt: skip
_NAMES[Calendar.UMM_AL_QURA] = _NAMES[Calendar.HIJRI_CIVIL]

_ERAS: dict[Calendar, dict[str, str]] = {
    Calendar.HIJRI_CIVIL: {"ar": "هـ", "ur": "ہجری", "fa": "ه‍.ق.", "": "AH"},
    Calendar.PERSIAN: {"fa": "ه‍.ش.", "": "SH"},
    Calendar.HEBREW: {"": ""},
    Calendar.ETHIOPIC: {"am": "ዓ.ም.", "ti": "ዓ.ም.", "": "EC"},
    Calendar.BUDDHIST: {"th": "พ.ศ.", "": "BE"},
}
_ERAS[Calendar.UMM_AL_QURA] = _ERAS[Calendar.HIJRI_CIVIL]


def month_name(day: CalendarDay, language: str) -> str:
    """The month of a day, in the language or in Latin letters."""
    names = _NAMES[day.calendar]
    return names.get(_base(language), names[""])[day.month - 1]


def era_of(calendar: Calendar, language: str) -> str:
    """What stands after the year."""
    eras = _ERAS[calendar]
    return eras.get(_base(language), eras[""])


def _base(language: str) -> str:
    return language.split("-", maxsplit=1)[0].lower()
