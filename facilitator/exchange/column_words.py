"""Words that people write over the columns of a list, and what they mean.

In the languages that lists of community centres most often come in; folded, so that accents and
case do not matter. A heading is known when it is one of these, or begins or ends with one.
"""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum

from facilitator.people.folding import fold


class Field(StrEnum):
    """What a column holds."""

    NAME = "name"
    GIVEN = "given"
    FAMILY = "family"
    NATIVE_NAME = "native-name"
    CALL_NAME = "call-name"
    BIRTH_DATE = "birth-date"
    AGE = "age"
    PHONE = "phone"
    EMAIL = "email"
    GENDER = "gender"
    DISTRICT = "district"
    FIRST_LANGUAGE = "first-language"
    ACCESS_NEEDS = "access-needs"
    ALLERGIES = "allergies"
    NOTES = "notes"


_WRITTEN: Mapping[Field, tuple[str, ...]] = {
    Field.NAME: (
        "name", "names", "full name", "fullname", "participant", "participants", "display name",
        "participant name", "person", "learner", "student", "nom complet", "nom et prénom",
        "nom prénom", "prénom et nom", "nombre completo", "nombre y apellidos", "nombre",
        "apellidos y nombre", "participante", "nome completo", "nome", "vor- und nachname",
        "name, vorname", "teilnehmer", "teilnehmerin", "teilnehmende", "nome e cognome",
        "cognome e nome", "naam", "volledige naam", "imię i nazwisko", "nazwisko i imię",
        "ad soyad", "adı soyadı", "isim", "фио", "имя и фамилия", "фамилия имя", "піб",
        "ім'я та прізвище", "ονοματεπώνυμο", "الاسم", "الاسم الكامل", "اسم", "نام",
        "نام و نام خانوادگی", "שם", "שם מלא", "姓名", "名前", "氏名", "お名前", "이름", "성명",
        "họ và tên", "họ tên", "ชื่อ", "ชื่อ-นามสกุล", "नाम", "jina", "jina kamili", "nama",
        "nama lengkap", "ስም", "სახელი და გვარი",
    ),
    Field.GIVEN: (
        "first name", "firstname", "given name", "given names", "forename", "forenames",
        "christian name", "prénom", "prénoms", "nombres", "nombre de pila", "vorname", "rufname",
        "primeiro nome", "nome próprio", "nome di battesimo", "voornaam", "imię", "imiona", "ad",
        "adı", "имя", "ім'я", "όνομα", "الاسم الأول", "שם פרטי", "名", "tên", "jina la kwanza",
        "nama depan", "förnamn", "fornavn", "etunimi", "prenume", "jméno", "keresztnév", "სახელი",
    ),
    Field.FAMILY: (
        "last name", "lastname", "family name", "surname", "surnames", "second name",
        "nom de famille", "nom", "apellido", "apellidos", "nachname", "familienname", "zuname",
        "sobrenome", "apelido", "último nome", "cognome", "achternaam", "nazwisko", "soyad",
        "soyadı", "soyisim", "фамилия", "прізвище", "επώνυμο", "اسم العائلة", "اللقب",
        "نام خانوادگی", "שם משפחה", "姓", "苗字", "성", "họ", "jina la ukoo", "nama belakang",
        "efternamn", "etternavn", "sukunimi", "nume", "příjmení", "vezetéknév", "გვარი",
    ),
    Field.NATIVE_NAME: (
        "native name", "name in own script", "name in native script", "original name",
        "native script", "nom natif", "own script",
    ),
    Field.CALL_NAME: (
        "called", "call name", "preferred name", "known as", "nickname", "short name",
        "name on badge", "badge name", "surnom", "apodo", "spitzname", "apelido preferido",
        "soprannome", "roepnaam",
    ),
    Field.BIRTH_DATE: (
        "date of birth", "birth date", "birthdate", "dob", "d.o.b.", "born", "birthday", "born on",
        "date de naissance", "né le", "née le", "né(e) le", "fecha de nacimiento", "nacimiento",
        "geburtsdatum", "geburtstag", "geboren", "geb.", "data de nascimento", "nascimento",
        "data di nascita", "nato il", "geboortedatum", "data urodzenia", "doğum tarihi",
        "дата рождения", "дата народження", "ημερομηνία γέννησης", "تاريخ الميلاد", "تاریخ تولد",
        "תאריך לידה", "出生日期", "生年月日", "생년월일", "ngày sinh", "วันเกิด", "जन्म तिथि",
        "tarehe ya kuzaliwa", "tanggal lahir", "födelsedatum", "syntymäaika",
    ),
    Field.AGE: (
        "age", "age band", "age group", "age range", "âge", "tranche d'âge", "edad", "alter",
        "altersgruppe", "idade", "età", "leeftijd", "wiek", "yaş", "возраст", "вік", "ηλικία",
        "العمر", "سن", "גיל", "年龄", "年齢", "나이", "tuổi", "umri", "umur", "usia",
    ),
    Field.PHONE: (
        "phone", "telephone", "tel", "tel.", "mobile", "cell", "phone number", "telephone number",
        "mobile number", "contact number", "whatsapp", "téléphone", "portable", "numéro",
        "teléfono", "móvil", "celular", "telefon", "handy", "telefonnummer", "telefone",
        "telemóvel", "telefono", "cellulare", "telefoon", "komórka", "cep telefonu", "телефон",
        "τηλέφωνο", "الهاتف", "هاتف", "جوال", "تلفن", "טלפון", "电话", "手机", "電話", "전화",
        "điện thoại", "simu", "telepon", "puhelin",
    ),
    Field.EMAIL: (
        "email", "e-mail", "mail", "email address", "e-mail address", "courriel", "adresse mail",
        "correo", "correo electrónico", "e-mail-adresse", "e-posta", "эл. почта",
        "электронная почта", "البريد الإلكتروني", "ایمیل", "邮箱", "メール", "이메일", "barua pepe",
    ),
    Field.GENDER: (
        "gender", "sex", "genre", "sexe", "género", "sexo", "geschlecht", "gênero", "genere",
        "sesso", "geslacht", "płeć", "cinsiyet", "пол", "стать", "φύλο", "الجنس", "性别", "性別",
    ),
    Field.DISTRICT: (
        "district", "area", "neighbourhood", "neighborhood", "where", "postcode", "ward",
        "quartier", "barrio", "distrito", "stadtteil", "bezirk", "bairro", "quartiere", "wijk",
        "dzielnica", "mahalle", "semt", "район", "συνοικία", "الحي", "محله", "שכונה", "区",
    ),
    Field.FIRST_LANGUAGE: (
        "language", "first language", "mother tongue", "langue", "langue maternelle", "idioma",
        "lengua", "sprache", "muttersprache", "língua", "lingua", "taal", "język", "dil", "язык",
        "мова", "اللغة", "语言", "母語",
    ),
    Field.ACCESS_NEEDS: (
        "access", "access needs", "accessibility", "support needs", "needs", "special needs",
        "besoins", "necesidades", "bedarf", "unterstützung", "necessidades",
    ),
    Field.ALLERGIES: (
        "allergies", "allergy", "dietary", "diet", "dietary needs", "allergien", "alergias",
        "allergie", "alergie",
    ),
    Field.NOTES: (
        "notes", "note", "remarks", "comment", "comments", "remarques", "notas", "bemerkung",
        "bemerkungen", "anmerkungen", "observaciones", "observações", "uwagi", "примечание",
        "ملاحظات", "备注", "備考", "비고",
    ),
}  # fmt: skip

_MEANING = {fold(word): field for field, words in _WRITTEN.items() for word in words}

_TOTAL_WORDS = frozenset(
    fold(word)
    for word in (
        "total", "totals", "subtotal", "sum", "grand total", "count", "totaux", "somme", "suma",
        "summe", "gesamt", "insgesamt", "anzahl", "totale", "soma", "totaal", "razem", "toplam",
        "итого", "всего", "разом", "σύνολο", "المجموع", "الإجمالي", "جمع", "סהכ", "סך הכל", "合计",
        "总计", "合計", "합계", "tổng", "jumla", "jumlah",
    )
)  # fmt: skip


def meaning(heading: str) -> Field | None:
    """What a column under this heading holds; None when the heading is not known."""
    folded = fold(heading)
    if not folded or len(folded) > 60:
        return None
    exact = _MEANING.get(folded)
    if exact is not None:
        return exact
    words = folded.split()
    for length in range(min(len(words) - 1, 4), 0, -1):
        for part in (words[:length], words[-length:]):
            known = _MEANING.get(" ".join(part))
            # "nom", "ad" and their like are too short to be recognised within other words.
            if known is not None and len(" ".join(part)) > 3:
                return known
    return None


def says_total(cell: str) -> bool:
    """Whether a cell begins a row of totals: "Total: 11", "Итого"."""
    words = [word for word in fold(cell).split() if not word.isdigit()]
    return bool(words) and " ".join(words) in _TOTAL_WORDS
