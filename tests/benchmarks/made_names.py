"""Made-up names in the scripts that a community centre meets, the same ones in every run."""

from __future__ import annotations

import random
from dataclasses import dataclass
from datetime import date, timedelta


@dataclass(frozen=True)
class _Tongue:
    """Given and family names as they are put together in one script; `between` joins the two."""

    share: int
    given: tuple[str, ...]
    family: tuple[str, ...]
    family_first: bool = False
    between: str = " "


def _tongue(share: int, given: str, family: str, **more: object) -> _Tongue:
    return _Tongue(share, tuple(given.split()), tuple(family.split()), **more)  # type: ignore[arg-type]


_TONGUES = (
    _tongue(
        34,
        "Amina Daniel Grace John Mary Peter Zoë Anaïs Chloé José María Iñigo Renée François João"
        " Inês Ana-Lucía Siobhán Oisín Aoife Fatou Moussa Kwame Ngozi Chinedu Tendai Thandiwe",
        "Osei Smith Jones O'Brien García Fernández Núñez Lefèvre Diallo Traoré Okafor Adeyemi"
        " Gonçalves Conceição Ní-Dhomhnaill McAllister Van-der-Berg D'Souza Pereira Mensah",
    ),
    _tongue(
        16,
        "Łukasz Małgorzata Żaneta Jiří Zdeněk Ľubica Šárka Győző Ágnes Ștefan Ioana Đorđe Željko"
        " Søren Åse Øyvind Björk Þóra Jürgen Käthe Müge İsmail Şükran Çağla Nguyễn Thị Đặng Văn",
        "Wiśniewski Łęcki Dvořák Čapek Kováč Szőke Țurcanu Đukić Sørensen Åkesson Þórsson Groß"
        " Müller Weißmann Yıldız Öztürk Phạm Trần Lê-Hoàng Nowak-Żuk Håkansson Brückner",
    ),
    _tongue(
        10,
        "Олена Андрій Ірина Юлія Дмитро Наталья Фёдор Алексей Зоя Гүлнар Ђорђе Христо Ганна",
        "Шевченко Ковальчук Їжакевич Смирнов Воробьёв Петрова Ђорђевић Иванов Қасымов Лукашэнка",
    ),
    _tongue(
        14,
        "محمد فاطمة أحمد عائشة يوسف إبراهيم خديجة زينب حسين مريم پروین گلنار ژاله",
        "الحسن العلي الإدريسي المغربي خان رضایی كريمي بن‌علي آل‌سعود النجار القاضي",
    ),
    _tongue(2, "דוד מרים אסתר יעקב שׂרה", "כהן לוי מזרחי פרץ ביטון"),
    _tongue(4, "Ελένη Γιώργος Άννα Δημήτρης Ιωάννα", "Παπαδόπουλος Νικολάου Ιωάννου Αγγελή"),
    _tongue(3, "ანა გიორგი ნინო ლევანი", "ბერიძე კაპანაძე გელაშვილი"),
    _tongue(2, "Անի Արամ Մարիամ Տիգրան", "Պետրոսյան Սարգսյան Հակոբյան"),
    _tongue(4, "प्रिया राजेश सुनीता अनिल लक्ष्मी", "शर्मा वर्मा सिंह गुप्ता ठाकुर"),
    _tongue(2, "রহিমা করিম নাসরিন", "ইসলাম চৌধুরী বেগম"),
    _tongue(2, "செல்வி முருகன் கவிதா", "சுப்பிரமணியம் குமார் நாயகம்"),
    _tongue(2, "สมชาย มาลี กิตติ", "ใจดี ศรีสุข วงศ์ใหญ่"),
    _tongue(2, "ሰላም አበበ ጽጌረዳ", "ተስፋዬ በቀለ ኃይሌ"),
    _tongue(2, "秀英 伟 芳 娜 敏 静", "李 王 张 刘 陈 歐陽", family_first=True, between=""),
    _tongue(1, "민지 서준 하은", "김 이 박 최", family_first=True, between=""),
    _tongue(1, "さくら 健太 ゆうこ アンナ", "佐藤 鈴木 高橋 渡邉", family_first=True, between="　"),
)
_DISTRICTS = ("", "Harbour", "North End", "Mill Lane", "Old Town", "Riverside", "東區")
_GENDERS = ("", "woman", "man", "other")


@dataclass(frozen=True)
class MadePerson:
    """A person as a list would bring them."""

    name: str
    birth_date: date | None
    gender: str
    district: str


def made_people(count: int, seed: int) -> list[MadePerson]:
    """`count` people; the same for the same seed. Most names differ, some are twins."""
    chance = random.Random(seed)
    tongues = chance.choices(_TONGUES, weights=[tongue.share for tongue in _TONGUES], k=count)
    return [_person(tongue, chance) for tongue in tongues]


def _person(tongue: _Tongue, chance: random.Random) -> MadePerson:
    given = chance.sample(tongue.given, k=1 + (chance.random() < 0.4))
    family = chance.sample(tongue.family, k=1 + (chance.random() < 0.25))
    joined = (tongue.between.join(given), tongue.between.join(family))
    name = tongue.between.join(reversed(joined) if tongue.family_first else joined)
    born = date(1945, 1, 1) + timedelta(days=chance.randrange(68 * 365))
    return MadePerson(
        name=name,
        birth_date=born if chance.random() < 0.7 else None,
        gender=chance.choice(_GENDERS),
        district=chance.choice(_DISTRICTS),
    )
