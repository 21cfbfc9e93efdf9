"""Inputs for printed pages with sensible defaults, and a reader for what was printed."""

import unicodedata

import pypdfium2

from facilitator.documents.certificate import (
    CertificatePage,
    CertificateSignatory,
    CertificateSkill,
)

STATEMENT = (
    "This certifies that {name} completed the workshop series Future Skills in our City"
    " at Lantern Quay Community Centre, Novaport, from 17 September 2026 to 15 October 2026"
    " (5 of 5 sessions, 9 h 10 min) and showed the skills listed below."
)

# One name for each script that certificates promise to print, and a few hard ones.
NAMES = {
    "Latin": "Amina El Idrissi",
    "Vietnamese": "Nguyễn Thị Hồng Ngọc",
    "Yoruba": "Ọ́lá Ẹ̀ṣọ́",
    "Turkish": "İbrahim Işık Ğül",
    "Greek": "Ευάγγελος Παπαδόπουλος",
    "Cyrillic": "Қасым-Жомарт Ңұрғали",
    "Arabic": "أمينة الإدريسي",
    "Persian": "شهرزاد کیان\u200cپور",
    "Urdu": "علامہ محمد اقبال",
    "Hebrew": "יעל בן־דוד",
    "Devanagari": "श्रीमती लक्ष्मी क्षत्रिय",
    "Bengali": "শ্রীকৃষ্ণ চট্টোপাধ্যায়",
    "Gurmukhi": "ਗੁਰਪ੍ਰੀਤ ਸਿੰਘ",
    "Gujarati": "શ્રીમતી જ્યોતિ",
    "Tamil": "ஸ்ரீநிவாசன் கௌரி",
    "Telugu": "శ్రీనివాస రావు",
    "Kannada": "ಶ್ರೀಕೃಷ್ಣ",
    "Malayalam": "അഞ്ജലി മേനോൻ",
    "Sinhala": "ශ්‍රී ලංකා",
    "Thai": "ณัฐวุฒิ น้ำทิพย์ ปิ่นเกล้า",
    "Lao": "ສົມພອນ ວົງສາ",
    "Khmer": "ព្រះបាទនរោត្តម សីហនុ",
    "Myanmar": "အောင်ဆန်းစုကြည်",
    "Ethiopic": "ዳዊት በቀለ ታደሰ",
    "Georgian": "ნინო ბერიძე",
    "Armenian": "Արմեն Սարգսյան",
    "Tifinagh": "ⴰⵎⴰⵣⵉⵖ",
    "Han": "欧阳娜娜",
    "Kana": "髙橋 さくら",
    "Hangul": "김철수",
    "Tibetan": "བསྟན་འཛིན་རྒྱ་མཚོ",
    "Mongolian": "ᠮᠣᠩᠭᠣᠯ",
    "NKo": "ߒߞߏ",
    "Thaana": "ދިވެހި",
    "Mixed": "Leïla ليلى Haddad",
}

# Names that break careless software.
HARD_NAMES = {
    "markup": "<b>Ana</b> & <img src='x.png'/>",
    "formula": "=HYPERLINK('http://x')",
    "path": "../../etc/passwd",
    "parentheses": "Ana (Annie) \\Ruiz\\ (",
    "letters": "x" * 300,
    "words": "Maria " * 50,
    "arabic letters": "محمد" * 75,
    "marks": "Z" + "\u0301" * 200,
    "emoji": "Ana 😀 Ruiz",
    "override": "Ana \u202eziuR\u202c",
    "controls": "Ana\x00\x07 Ruiz\x1b",
    "half a character": "Ana \ud83d Ruiz",
    "lines": "Ana\nMaria\tRuiz",
}


def a_certificate(name="Amina El Idrissi", **changes):
    """A certificate of achievement, changed as asked."""
    facts = {
        "holder_name": name,
        "title": "Certificate of Achievement",
        "statement": STATEMENT.format(name=name),
        "skills": (
            CertificateSkill("Critical thinking", "Question claims", "Confident"),
            CertificateSkill("Adaptability", "Respond to change", "Practising"),
        ),
        "small_print": "This is not a national qualification.",
        "issuer_name": "Lantern Quay Community Centre",
        "issuer_city": "Novaport",
        "issued_on": "15 October 2026",
        "signatories": (
            CertificateSignatory("Grace Adeyemi-Holm", "Lead facilitator"),
            CertificateSignatory("Helen Marsh", "Coordinator"),
        ),
        "serial": "LQC-2026-0001",
        "verify_text": "LQC-2026-0001|Amina El Idrissi",
    }
    return CertificatePage(**(facts | changes))


def text_of(content, page=0):
    """The text of a page as a reader program gives it, composed (NFC), lines joined by blanks."""
    with_lines = pypdfium2.PdfDocument(content)[page].get_textpage().get_text_range()
    return unicodedata.normalize("NFC", " ".join(with_lines.split()))


def page_count(content):
    return len(pypdfium2.PdfDocument(content))


def picture_of(content, page=0, scale=1.0):
    """The page as a grey picture."""
    return pypdfium2.PdfDocument(content)[page].render(scale=scale).to_pil().convert("L")


def dark_rows(picture, box):
    """How many rows of a box (in millimetres at scale 1) hold anything darker than light grey."""
    left, top, right, bottom = (round(edge * 72 / 25.4) for edge in box)
    cut = picture.crop((left, top, right, bottom))
    return sum(
        1 for y in range(cut.height) if min(cut.crop((0, y, cut.width, y + 1)).tobytes()) < 200
    )
