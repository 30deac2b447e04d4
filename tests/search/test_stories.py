"""What is told beside homes: brands, families, activities, features, each a result of its own that leads to its own
page.
"""

from __future__ import annotations

import datetime as dt
import json

from generator.model import vocabulary as words
from generator.search import fulltext, stories
from generator.search.names import homes_in_order
from tests.search import reading
from tests.search.test_fulltext import read

HOME = {
    "brand.md": "---\ntitle: 门环\nlevel: home\nfunctions: [rights]\nsince: 2019\nsummary: 早上拍一下门环\n---\n里头应一声，请人调解。\n",
    "consents.yml": "- {id: C-1, obtained: 2026-01-02, scope: [name, story], adults: 2}\n- {id: C-2, obtained: 2026-01-02, "
    "scope: [story], adults: 2}\n",
    "families.yml": "- {id: zhang, family: 张××家庭, year: 2026, motto: 一粥一饭, story: 熬了十年的粥, consent: C-1}\n"
    "- {id: wang, family: 王××家庭, year: 2025, story: 种了一院子花, consent: C-2}\n",
    "activities/2026-03-08-bao.md": "---\ntitle: 包饺子\ndate: 2026-03-08\ntime: 9:00-11:00\nplace: 小院\n---\n包了三百个。\n",
    "activities/2026-03-09-bu.md": "---\ntitle: 补衣裳\ndate: 2026-03-09\nrecord: 2026-03-10\n---\n",
}


def built(folder):
    for name, text in HOME.items():
        folder.home(name, text)
    folder.write(
        "districts/chaoyang/brand.md", "---\ntitle: 说事桌\nlevel: district\nfunctions: [care]\n---\n一张桌，一壶茶。\n"
    )
    folder.write(
        "press/2026-11-01-yaoshi.md",
        "---\ntitle: 七把钥匙\ndate: 2026-11-01\nsubtitle: 邻居的门\n---\n交出去的钥匙。\n",
    )
    folder.write(
        "press/2026-11-02-x.md", "---\ntitle: 未解禁\ndate: 2026-11-02\nembargo: 2099-01-01\n---\n未解禁的正文\n"
    )
    return folder.site()


def test_each_has_its_own_page_its_title_and_its_words(folder):
    home = next(home for home in built(folder).homes if home.identity == "chaoyang/zaoying-beili")
    own, *told = fulltext.search_text(home).split("\n\n")
    heads = [text.split("\n")[0].split("\t") for text in told]
    assert [(address, title) for address, _, title in heads] == [
        ("brand/", "门环"), ("families/zhang/", "张××家庭"), ("families/wang/", "某某家庭"), ("activities/2026-03-08-bao/", "包饺子"),
    ]  # fmt: skip
    assert [note for _, note, _ in heads][3] == "9:00–11:00，小院"
    assert "熬了十年的粥" in told[1] and "熬了十年的粥" not in own and "王××" not in "".join(told)
    assert "补衣裳" in own  # an activity without a page is told by its home


def test_the_list_counts_them_in_the_order_of_the_index(folder):
    site = built(folder)
    data = json.loads(stories.stories(site))
    homes = [home.identity for home in homes_in_order(site)]
    counts = [reading.numbers(data[column]) for column in ("brands", "families", "activities")]
    assert dict(zip(homes, zip(*counts, strict=True), strict=True))["chaoyang/zaoying-beili"] == (1, 2, 1)
    assert [dt.date.fromisoformat(data["from"]) + dt.timedelta(days=day) for day in reading.numbers(data["days"])] == [
        dt.date(2026, 3, 8)
    ]
    assert data["city"] == [["brand", "districts/chaoyang/#brand"], ["feature", "press/2026-11-01-yaoshi/"]]
    masks = [reading.numbers(data[column]) for column in ("functions", "items")]
    codes = list(words.FUNCTIONS), list(words.ITEMS)
    about = [
        [code for mask, own in zip(pair, codes, strict=True) for bit, code in enumerate(own) if mask >> bit & 1]
        for pair in zip(*masks, strict=True)
    ]
    assert about == [["rights", "rights.mediation"], ["care"]]  # 说事桌 says of none of its items anything
    files, owners, _ = read(site)
    assert sum(map(len, owners)) == len(homes) + sum(map(sum, counts)) + len(data["city"])
    assert reading.saying(files, owners, "一壶茶") == reading.saying(files, owners, "交出去的钥匙") == {None}
    assert reading.saying(files, owners, "包了300个") == {homes.index("chaoyang/zaoying-beili")}
    assert "未解禁" not in json.dumps(data) and not reading.saying(files, owners, "未解禁")
    assert (
        files["press/2026-11-01-yaoshi/said.txt"].decode() == "\t2026 年 11 月 1 日\t七把钥匙\n邻居的门\n交出去的钥匙。"
    )


def test_a_day_later_nothing_of_what_is_over_is_another(folder):
    """The list and the words are the content's, not the day's, also of what one had to sign up for."""
    built(folder)
    folder.home("activities/2026-11-20-jian.md", "---\ntitle: 剪窗花\ndate: 2026-11-20\nsignup: 来就行\n---\n")
    today, later = (
        folder.site(dt.datetime(2026, 11, day, 10, 0, tzinfo=dt.timezone(dt.timedelta(hours=8)))) for day in (20, 21)
    )
    assert stories.stories(today) == stories.stories(later)
    assert list(map(fulltext.search_text, homes_in_order(today))) == list(
        map(fulltext.search_text, homes_in_order(later))
    )
