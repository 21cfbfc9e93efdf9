"""The usual words of certificates in several languages, to begin with: titles of the three kinds,
the sentence, and the few words beside numbers, dates and stamps.

A programme changes them as it likes. Placeholders are those of a statement (`display_name`,
`programme_title`, `venue`, `city`, `sessions_attended`, `sessions_planned`, `contact_time`,
`first_date`, `last_date`). The sentences avoid words that change with the gender of the holder
wherever the language lets them.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

_PLACE = re.compile(r"\s*[,،，]?\s*\{place\}[，]?")


@dataclass(frozen=True, slots=True)
class CertificateTexts:
    """Words for certificates in one language."""

    attendance: str
    participation: str
    achievement: str
    statement: str
    number: str
    issued: str
    duplicate: str
    stamp: str

    @property
    def issued_without_place(self) -> str:
        """When, where no place is known."""
        return _PLACE.sub("", self.issued)


_TEXTS = {
    "en": CertificateTexts(
        "Record of attendance", "Certificate of participation", "Certificate of achievement",
        "This certifies that {display_name} took part in the workshop series {programme_title}"
        " at {venue}, {city}, from {first_date} to {last_date}"
        " ({sessions_attended} of {sessions_planned} workshops, {contact_time}).",
        "No.", "Issued {date}, {place}", "Duplicate", "Stamp",
    ),
    "fr": CertificateTexts(
        "Attestation de présence", "Attestation de participation", "Certificat de réussite",
        "Nous attestons que {display_name} a pris part à la série d’ateliers {programme_title}"
        " à {venue}, {city}, du {first_date} au {last_date}"
        " ({sessions_attended} ateliers sur {sessions_planned}, {contact_time}).",
        "N°", "Fait le {date}, {place}", "Duplicata", "Cachet",
    ),
    "es": CertificateTexts(
        "Constancia de asistencia", "Certificado de participación", "Certificado de logro",
        "Se certifica que {display_name} participó en el ciclo de talleres {programme_title}"
        " en {venue}, {city}, del {first_date} al {last_date}"
        " ({sessions_attended} de {sessions_planned} talleres, {contact_time}).",
        "N.º", "Expedido el {date}, {place}", "Duplicado", "Sello",
    ),
    "pt": CertificateTexts(
        "Declaração de presença", "Certificado de participação", "Certificado de aproveitamento",
        "Certifica-se que {display_name} participou no ciclo de oficinas {programme_title}"
        " em {venue}, {city}, de {first_date} a {last_date}"
        " ({sessions_attended} de {sessions_planned} oficinas, {contact_time}).",
        "N.º", "Emitido em {date}, {place}", "Segunda via", "Carimbo",
    ),
    "de": CertificateTexts(
        "Anwesenheitsnachweis", "Teilnahmebescheinigung", "Zertifikat",
        "Hiermit wird bescheinigt, dass {display_name} an der Workshopreihe {programme_title}"
        " im Haus {venue}, {city}, vom {first_date} bis zum {last_date} teilgenommen hat"
        " ({sessions_attended} von {sessions_planned} Workshops, {contact_time}).",
        "Nr.", "Ausgestellt am {date}, {place}", "Zweitschrift", "Stempel",
    ),
    "it": CertificateTexts(
        "Attestato di presenza", "Attestato di partecipazione", "Certificato di competenze",
        "Si attesta che {display_name} ha preso parte al ciclo di laboratori {programme_title}"
        " presso {venue}, {city}, dal {first_date} al {last_date}"
        " ({sessions_attended} laboratori su {sessions_planned}, {contact_time}).",
        "N.", "Rilasciato il {date}, {place}", "Duplicato", "Timbro",
    ),
    "nl": CertificateTexts(
        "Bewijs van aanwezigheid", "Bewijs van deelname", "Certificaat",
        "Hierbij wordt verklaard dat {display_name} heeft deelgenomen aan de workshopreeks"
        " {programme_title} in {venue}, {city}, van {first_date} tot en met {last_date}"
        " ({sessions_attended} van {sessions_planned} workshops, {contact_time}).",
        "Nr.", "Afgegeven op {date}, {place}", "Duplicaat", "Stempel",
    ),
    "ar": CertificateTexts(
        "إفادة حضور", "شهادة مشاركة", "شهادة إنجاز",
        "يشهد المركز بمشاركة {display_name} في سلسلة ورش «{programme_title}» في {venue}، {city}،"
        " من {first_date} إلى {last_date}"
        " ({sessions_attended} من {sessions_planned} ورش، {contact_time}).",
        "رقم", "صدرت في {date}، {place}", "نسخة ثانية", "الختم",
    ),
    "tr": CertificateTexts(
        "Katılım kaydı", "Katılım belgesi", "Başarı belgesi",
        "{display_name}, {first_date} – {last_date} tarihleri arasında {city} kentinde, {venue}"
        " bünyesinde düzenlenen {programme_title} atölye dizisine katılmıştır"
        " ({sessions_attended} / {sessions_planned} atölye, {contact_time}).",
        "No.", "Düzenlenme tarihi: {date}, {place}", "İkinci nüsha", "Mühür",
    ),
    "ru": CertificateTexts(
        "Справка о посещении", "Сертификат участия", "Сертификат о достижениях",
        "Настоящим подтверждается участие: {display_name}. Серия мастерских"
        " «{programme_title}», {venue}, {city}, с {first_date} по {last_date}"
        " (мастерских: {sessions_attended} из {sessions_planned}, {contact_time}).",
        "№", "Выдано {date}, {place}", "Дубликат", "М. П.",
    ),
    "uk": CertificateTexts(
        "Довідка про відвідування", "Сертифікат участі", "Сертифікат про досягнення",
        "Цим підтверджується участь: {display_name}. Серія майстерень «{programme_title}»,"
        " {venue}, {city}, з {first_date} до {last_date}"
        " (майстерень: {sessions_attended} з {sessions_planned}, {contact_time}).",
        "№", "Видано {date}, {place}", "Дублікат", "М. П.",
    ),
    "el": CertificateTexts(
        "Βεβαίωση παρουσίας", "Βεβαίωση συμμετοχής", "Πιστοποιητικό επίδοσης",
        "Βεβαιώνεται η συμμετοχή: {display_name}. Σειρά εργαστηρίων «{programme_title}»,"
        " {venue}, {city}, από {first_date} έως {last_date}"
        " ({sessions_attended} από {sessions_planned} εργαστήρια, {contact_time}).",
        "Αρ.", "Εκδόθηκε {date}, {place}", "Αντίγραφο", "Σφραγίδα",
    ),
    "id": CertificateTexts(
        "Surat keterangan kehadiran", "Sertifikat partisipasi", "Sertifikat pencapaian",
        "Dengan ini dinyatakan bahwa {display_name} telah mengikuti rangkaian lokakarya"
        " {programme_title} di {venue}, {city}, dari {first_date} sampai {last_date}"
        " ({sessions_attended} dari {sessions_planned} lokakarya, {contact_time}).",
        "No.", "Diterbitkan {date}, {place}", "Duplikat", "Cap",
    ),
    "zh": CertificateTexts(
        "出席证明", "参与证书", "结业证书",
        "兹证明{display_name}于{first_date}至{last_date}在{city}{venue}参加了"
        "“{programme_title}”系列工作坊"
        "（共{sessions_planned}次，出席{sessions_attended}次，{contact_time}）。",
        "编号", "{place}，{date}", "副本", "盖章",
    ),
    "ja": CertificateTexts(
        "出席証明書", "参加証明書", "修了証書",
        "{display_name} さんは、{first_date}から{last_date}まで{city}の{venue}で開かれた"
        "連続ワークショップ「{programme_title}」に参加されたことを証します"
        "（全{sessions_planned}回のうち{sessions_attended}回、{contact_time}）。",
        "番号", "{date} {place}", "再発行", "印",
    ),
}  # fmt: skip


def certificate_languages() -> tuple[str, ...]:
    """The languages that have the usual words, as language tags."""
    return tuple(_TEXTS)


def certificate_texts(language: str) -> CertificateTexts | None:
    """The usual words in a language (a BCP 47 tag); nothing where there are none yet."""
    return _TEXTS.get(language.split("-", maxsplit=1)[0].lower())
