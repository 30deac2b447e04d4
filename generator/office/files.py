"""All kinds of files of the content folder: pattern, record class, purpose.

Schemas and the field reference are derived from them.
"""

from __future__ import annotations

from dataclasses import dataclass

from generator.model.city_lists import HolidayYear, ReviewWord, Synonym, Withdrawal, Withheld
from generator.model.documents import Activity, AdoptedRegulation, Brand, Feature, Introduction, RegulationText
from generator.model.federation import City, District
from generator.model.home import Profile
from generator.model.honours import Consent, Family
from generator.model.ledger import Ledger
from generator.model.recognition import ChosenBrand, FamilyHonour, Review, Round
from generator.model.standard import StandardFile


@dataclass(frozen=True)
class FileKind:
    """A kind of file. `name`: that of its schema; `pattern`: its path; `listed`: the file is a list of records."""

    name: str
    pattern: str
    record: type
    purpose: str
    listed: bool = False


FILES = (
    FileKind("home", "homes/<区>/<家>/home.yml", Profile, "妇女之家的基本信息、服务、人员、场所、照片"),
    FileKind("consents", "homes/<区>/<家>/consents.yml", Consent, "谁同意公开什么、到什么时候。不会发布", True),
    FileKind("ledger", "homes/<区>/<家>/ledger.yml", Ledger, "台账：存了什么、多少、什么时候。不会发布"),
    FileKind("intro", "homes/<区>/<家>/intro.md", Introduction, "介绍，正文用 Markdown"),
    FileKind("brand", "homes/<区>/<家>/brand.md", Brand, "特色活动和品牌；各区、街道乡镇的品牌也用它"),
    FileKind("families", "homes/<区>/<家>/families.yml", Family, "“最美家庭”光荣榜", True),
    FileKind("activity", "homes/<区>/<家>/activities/<日期>-<拼音>.md", Activity, "一次活动一个文件"),
    FileKind("regulations", "homes/<区>/<家>/regulations.yml", AdoptedRegulation, "采用了哪些制度", True),
    FileKind("regulation", "homes/<区>/<家>/regulations/<名称>.md", RegulationText, "自己定的制度的正文"),
    FileKind("city", "city.yml", City, "全市的设置"),
    FileKind("standard", "standard.yml", StandardFile, "自己的建设标准；没有这个文件，就照本程序带的那一份"),
    FileKind("standard-regulation", "regulations/<名称>.md", RegulationText, "standard.yml 的 own 里一项制度的正文"),
    FileKind("district", "districts/<区>/district.yml", District, "一个区：街道乡镇、经费、更严的标准"),
    FileKind("recognition", "recognition/<年>-city.yml、<年>-<区>.yml", Round, "示范妇女之家的认定和重新认定"),
    FileKind(
        "family-honours",
        "recognition/<年>-families.yml、<年>-<区>-families.yml",
        FamilyHonour,
        "本家以上级别的家庭荣誉；一个区自己的，只写本区的家",
        True,
    ),
    FileKind("chosen-brands", "recognition/<年>-brands.yml", ChosenBrand, "妇联选出来推广的品牌", True),
    FileKind("feature", "press/<日期>-<拼音>.md", Feature, "好做法：记者和编辑写的稿子"),
    FileKind("reviews", "reviews/<区>.yml", Review, "审核后放行的内容", True),
    FileKind("withdrawals", "withdrawals.yml", Withdrawal, "撤回的同意书", True),
    FileKind("withheld", "withheld.yml", Withheld, "马上撤下、不再公开的页面、照片、妇女之家、稿子", True),
    FileKind("holidays", "holidays.yml", HolidayYear, "放假和调休", True),
    FileKind("synonyms", "synonyms.yml", Synonym, "居民的说法对应的服务事项", True),
    FileKind("words", "words.yml", ReviewWord, "审核时要留意的词语。不会发布", True),
)
