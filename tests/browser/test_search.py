"""Finding a home by its name and its words, in the browser, against the public views read by brute force."""

from __future__ import annotations

import datetime as dt
import json
import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from random import Random
from urllib.parse import unquote

import pytest

from generator.content.markdown import render
from generator.model import vocabulary as words
from generator.search import fulltext, names
from generator.search.names import homes_in_order
from tests.search.city import city
from tests.search.reading import searched
from tests.search.test_fulltext import compared, naive, questions

MOON = "月亮湾社区妇女之家"
HAN = re.compile(r"[\u4e00-\u9fff]{12,}")
SETTLED = """() => { const said = document.querySelector('.search__count').textContent;
  return said && !/还在找|正在找|正在打开/.test(said); }"""
# The same as a promise, which is told of changes: waiting for a function asks at every frame, and has the browser paint it.
ANSWERED = f"""() => new Promise(done => {{
  const is = {SETTLED}, watch = new MutationObserver(() => is() && done(watch.disconnect()));
  watch.observe(document.querySelector('.search__count'), {{ childList: true, characterData: true, subtree: true }});
  if (is()) done(watch.disconnect());
}})"""
ROWS = """() => [...document.querySelectorAll('.results > li')].map(row => [
  /homes\\/([^/]+\\/[^/]+)\\/$/.exec(row.querySelector('h2 a').href)[1], !!row.querySelector('.said')])"""


ALL_ROWS = f"""async () => {{ await ({ANSWERED})(); const more = document.querySelector(".search__more");
  for (let pressed = 0; more.checkVisibility() && pressed < 99; pressed++) more.querySelector("button").click();
  return ({ROWS})(); }}"""


def rows(page) -> dict[str, bool]:
    """Identity → found in full text, of every home that is found; presses 再看 until all are shown."""
    found = page.evaluate(ALL_ROWS)
    assert len(found) == len(dict(found))
    return dict(found)


def ask(page, text: str) -> dict[str, bool]:
    page.locator("#q").fill(text)
    return rows(page)


def told(page) -> int:
    """How many homes the status line says."""
    number = page.locator(".search__count strong")
    return int(number.inner_text().split()[0]) if number.count() else 0


def choose(page, name: str, value: str) -> None:
    page.locator(f"select[name={name}]").select_option(value)


def counted(page, name: str) -> dict[str, int]:
    """Value → count, of every option that has one."""
    options = page.locator(f"select[name={name}] option").evaluate_all(
        "all => all.map(one => [one.value, one.textContent])"
    )
    return {value: int(text.rpartition(" ")[2]) for value, text in options if value}


def chip(page, name: str) -> int:
    """The number on a switch."""
    return int(page.locator(f".sentence button[name={name}] small").inner_text())


@pytest.fixture
def search(visit):
    page = visit("search/")
    page.evaluate(ANSWERED)
    return page


@pytest.fixture(scope="module")
def said(sample) -> dict[str, str]:
    """Identity → all that a home tells of itself in words, as plain text."""
    return {home.identity: "\n".join(_words(home)) for home in sample.open_homes}


def _words(home) -> Iterator[str]:
    yield from (home.name, *home.also_known_as, home.summary, home.office.address, home.office.transit)
    yield from (
        home.staff.director_title,
        home.staff.director,
        *home.staff.deputies,
        *home.venue.rooms,
        *home.venue.equipment,
    )
    yield render(home.introduction).text
    for service in home.services:
        yield from (service.title, service.description)
    for brand in [home.brand] if home.brand else []:
        yield from (brand.title, brand.summary, render(brand.story).text)
    for family in home.families:
        yield from (family.name, *family.titles, family.motto, render(family.story).text)
    for activity in home.activities:
        yield from (activity.title, activity.summary, render(activity.body).text)


def saying(said: dict[str, str], *phrases: str) -> set[str]:
    return {identity for identity, text in said.items() if all(phrase in text for phrase in phrases)}


# ---- by name


PART_OF_NAME = ("月亮", "亮湾", "月湾", "月亮湾社区")
PINYIN = ("yueliangwan", "yuelia", "YueLiang", "ylw", "yl")
ALIAS = ("弯月", "弯月之家", "wanyue", "wyzj")
SAID = (
    "月亮湾妇女之家",
    "月亮湾的妇女之家",
    "{district}月亮湾妇女之家",
    "{city}{district}{street}月亮湾妇联",
    "月亮湾那个妇女之家在哪里",
    "{district} 月亮湾 妇女之家",
    "月亮湾居委会",
    "月亮湾社区居民委员会",
    "{city}{district}{spoken}乡月亮湾社区妇女之家",
    "{spoken}街道办事处月亮湾",
)
SPELT = ("ylwsq", "ylwfnzj", "yueliangwanshequ", "yue liang wan", "yuèliàngwān", "yuelw", "YLW")
OTHERWISE = ("月亮灣", "月亮灣社區婦女之家", "弯月之家", "彎月之家")
NUMBER = (
    "010-0000 0001",
    "01000000001",
    "00000001",
    "0000 0001",
    "(010)00000001",
    "+86 10 0000 0001",
    "０１０－００００　０００１",
    "电话 0000-0001",
    "010-0000 0001 转 8",
    "01000000001是哪家",
)
PASTED = ("“月亮湾。”", "　月亮湾 ", "月亮湾？", "《月亮湾》", "月亮湾社区妇女之家。")


def spoken(street: str) -> str:
    """望京街道 → 望京."""
    return re.sub("(街道|地区|镇|乡)$", "", street)


def asked_of(home, way: str) -> str:
    return way.format(
        city="北京市", district=home.district.name, street=home.street.name, spoken=spoken(home.street.name)
    )


@pytest.mark.parametrize(
    "ways",
    [PART_OF_NAME, PINYIN, ALIAS, PASTED, SAID, SPELT, OTHERWISE, NUMBER],
    ids=["part", "pinyin", "alias", "pasted", "said", "spelt", "otherwise", "number"],
)
def test_a_name_is_found_as_people_type_it(search, sample, ways):
    moon = sample.home(MOON)
    typed = [asked_of(moon, one) for one in ways]
    assert {one: next(iter(ask(search, one)), None) for one in typed} == dict.fromkeys(typed, moon.identity)


@pytest.mark.parametrize("ways", [SAID, NUMBER], ids=["said", "number"])
def test_who_names_a_home_gets_no_other(search, sample, ways):
    moon = sample.home(MOON)
    for one in ways:
        assert list(ask(search, asked_of(moon, one))) == [moon.identity], one


LIST = """([names, asked]) => {
  const city = homesList(names), known = homesNames(city);
  return asked.map(one => {
    const ranks = city.homes.map(home => known.rank(home, one) || 9), best = Math.min(...ranks);
    return city.homes.filter((home, n) => best < 9 && ranks[n] === best).map(home => home.name);
  });
}"""
SPOKEN = {
    "翟里": ("zhaili", "dili", "zl", "dl"), "曾家园": ("zengjiayuan", "cengjiayuan"), "解家庄": ("xiejiazhuang", "jiejiazhuang"),
    "仇庄": ("qiuzhuang", "chouzhuang"), "单店": ("shandian", "dandian"), "盖各庄": ("gaigezhuang", "gegezhuang"),
    "长椿街": ("changchunjie", "zhangchunjie"), "重兴园": ("chongxingyuan", "zhongxingyuan"), "朝阳门": ("chaoyangmen", "zhaoyangmen"),
    "绿苑": ("lvyuan", "luyuan", "lyuyuan", "lüyuan", "lu\u0308yuan", "ly"), "女人街": ("nvrenjie", "nurenjie", "nyurenjie", "nürenjie"),
    "大栅栏": ("dashilan", "dazhalan", "dashanlan"),
    "十八里店": ("十八里店", "18里店", "十八里", "shibalidian"), "6号院": ("6号院", "六号院"), "樂成里": ("乐成里", "樂成", "lechengli", "yuechengli"),
}  # fmt: skip


def test_every_reading_of_a_name_is_tried(search):
    """On names of our own: each way of typing names one home best."""
    site = city(20)
    first, *_ = (street for district in site.districts for street in district.streets if street.homes)
    homes = tuple(
        replace(first.homes[0], name=f"{stem}社区妇女之家", identity=f"dongcheng/h{n}") for n, stem in enumerate(SPOKEN)
    )
    district = replace(site.districts[0], streets=(replace(first, homes=homes),))
    own = replace(site.city, pinyin=(("大栅栏", "da shi lan"),))  # as the city reads it
    listed_ = json.loads(names.names(replace(site, city=own, districts=(district,))))
    asked = [(stem, one) for stem, ways in SPOKEN.items() for one in ways]
    found = search.evaluate(LIST, [listed_, [one for _, one in asked]])
    assert {one: [f"{stem}社区妇女之家"] for stem, one in asked} == {
        one: own for (_, one), own in zip(asked, found, strict=True)
    }


@pytest.mark.parametrize(
    "word",
    [
        "外星飞碟",
        "qwxzv",
        "99号星球",
        "——",
        "？！",
        "，",
        "9",
        "0000 9876",
        "😀",
        "\ud800",
        "(",
        "[",
        "\\",
        ".*",
        "%",
        "__proto__",
        "constructor",
    ],
)
def test_an_invented_word_finds_nothing(search, word):
    assert ask(search, word) == {}


def test_no_question_is_an_error(search):
    """Pieces of what people type, put together at random: an answer each time, and no error of a script (see `visit`)."""
    dice, pieces = (
        Random(11),
        (
            "望京",
            "周六",
            "今天",
            "法律",
            "６",
            " ",
            "　",
            "号楼",
            "zyb",
            "ü",
            "。",
            "(",
            "\\",
            "[a",
            "*",
            "𠮷",
            "😀",
            "\u0301",
            "\ud83d",
            "的",
            "妇女之家",
            "010-",
            "0000",
            "转8",
            "×",
            "十八",
            "千",
            "百",
            "1,000",
            "3.5",
            "__proto__",
            "constructor",
            "\u202e",
            "\0",
            "%E4",
            "<b>",
            "&amp;",
            "樂",
        ),
    )
    for _ in range(25):
        ask(search, "".join(dice.choices(pieces, k=dice.randrange(1, 9))))


BLANKS = {"10号线": "10 号线", "6号楼": "6 号楼", "60岁": "60 岁", "C口": "C 口", "１０号线": "10 号线"}


def test_a_blank_between_chinese_and_digits_is_nothing(search, sample):
    told = [(home.identity, fulltext.search_text(home)) for home in sample.open_homes]
    for typed, written in BLANKS.items():
        right = {one for one, text in told if naive([text], written)}
        assert right and set(ask(search, typed)) == set(ask(search, written)) == right, typed


def test_a_hidden_name_is_a_name(search, sample):
    name = next(family.name for home in sample.open_homes for family in home.families if "××" in family.name)
    right = {home.identity for home in sample.open_homes if name in fulltext.search_text(home)}
    assert len(right) < 10
    for typed in (name, name.replace("××", "XX"), name.replace("××", "某某"), name.replace("××", "**")):
        assert set(ask(search, typed)) == right, typed


def test_any_home_is_found_by_two_characters_of_its_name(search, sample):
    for home in sample.open_homes[:: max(1, len(sample.open_homes) // 4)]:
        name = home.name
        for typed in (name[:2], name[1:3], name[0] + name[2]):
            assert home.identity in ask(search, typed), typed


def test_a_street_gives_all_its_homes(search, sample):
    street = max((s for d in sample.site.districts for s in d.streets), key=lambda s: len(s.homes))
    assert {home.identity for home in street.homes} <= set(ask(search, street.name))


def test_a_street_is_found_in_another_rank(search, sample):
    """What is a street today was a township when people learned its name."""
    street = max((s for d in sample.site.districts for s in d.streets), key=lambda s: len(s.homes))
    for rank in ("镇", "乡", "街道", "地区", "办事处", "街道办事处"):
        assert {home.identity for home in street.homes} <= set(ask(search, spoken(street.name) + rank)), rank


# ---- by what it does


def test_a_residents_word_finds_the_service(search, sample):
    for said, items in sample.site.synonyms[::5]:
        offering = {h.identity for h in sample.open_homes if {s.item for s in h.services} & set(items)}
        assert offering <= set(ask(search, said[0])), said[0]
        assert search.locator(".search__meant").is_visible()


def test_a_directors_post_finds_every_home_whose_director_has_it(search, sample):
    posts = Counter(home.staff.director_title for home in sample.open_homes if home.staff.director_title)
    asked = ["妇联主席", posts.most_common()[0][0], posts.most_common()[-1][0]]
    for post in asked:
        having = {home.identity for home in sample.open_homes if post in home.staff.director_title}
        assert having, post
        assert having <= set(ask(search, post)), post


def test_words_of_a_brands_story_find_exactly_the_homes_that_say_them(search, sample, said):
    stories = [home for home in sample.open_homes if home.brand and HAN.search(render(home.brand.story).text)]
    asked = ["旧报纸叠成月光船", "放在窗台上等妈妈"]
    for home in stories[:: max(1, len(stories) // 5)]:
        run = HAN.search(render(home.brand.story).text)[0]
        asked += [run[2:9], run[1:12]]
    for phrase in asked:
        saying_it = saying(said, phrase)
        assert saying_it
        assert {identity for identity, by_text in ask(search, phrase).items() if by_text} == saying_it, phrase


ASKED_OF_THE_SCRIPT = """async all => {
  const box = document.querySelector('.search').dataset, city = homesList(await (await fetch(box.names)).json());
  const fulltext = homesFulltext(city, box.fulltext, box.stories);
  return Promise.all(all.map(async asked => {
    const found = Object.keys((await fulltext.hits(asked)).homes).map(Number);
    const excerpt = found.length ? await homesExcerpt(`../homes/${city.homes[found[0]].identity}/`, asked) : [];
    return [asked, found, excerpt];
  }));
}"""


def test_whatever_is_asked_is_found_where_it_is_said_and_nowhere_else(search, sample):
    """By the script itself, against a search through every line: pieces of what is said, of several lines, and what
    nobody says.
    """
    told = [searched(fulltext.search_text(home)) for home in homes_in_order(sample.site)]
    asked = sorted({*list(questions(told, Random(5)))[:600], "茶", "棋", "12338", "a", "14 00", "010-0000"})
    right = {one: naive(told, one) for one in asked}
    assert sum(map(bool, right.values())) > 100 < sum(not homes for homes in right.values())
    answers = search.evaluate(ASKED_OF_THE_SCRIPT, asked)
    assert {one: set(found) for one, found, _ in answers} == right
    for one, found, excerpt in answers:
        if any(compared(one)[0] in line for home in found[:1] for line in compared(told[home])[1:]):
            assert compared(excerpt[1]) == compared(one) and len("".join(excerpt)) < 80


def test_common_words_miss_no_home(search, said):
    """Pairs of characters that between a quarter and half of the homes say: where an index would lose some."""
    homes_saying = Counter(
        pair for text in said.values() for pair in {text[at : at + 2] for at in range(len(text) - 1)}
    )
    often = (pair for pair, count in homes_saying.items() if len(said) / 4 < count < len(said) / 2)
    common = sorted(pair for pair in often if HAN.fullmatch(pair * 6))
    assert len(common) > 20
    for phrase in common[:: len(common) // 6]:
        found = {identity for identity, by_text in ask(search, phrase).items() if by_text}
        assert saying(said, phrase) <= found, phrase


def test_two_words_are_both_meant(search, sample, said):
    assert list(ask(search, "月亮湾 旧报纸")) == [sample.home(MOON).identity]
    assert ask(search, "摘星台 旧报纸") == {}
    by_text = {
        asked: {identity for identity, yes in ask(search, asked).items() if yes}
        for asked in ("老人", "孩子", "老人 孩子")
    }
    assert by_text["老人 孩子"] == by_text["老人"] & by_text["孩子"]
    assert saying(said, "老人", "孩子") <= by_text["老人 孩子"]


def test_the_words_found_are_shown_and_marked(search):
    ask(search, "旧报纸叠成月光船")
    search.wait_for_function("() => document.querySelector('.said mark')")
    assert "旧报纸叠成月光船" in search.locator(".said").first.inner_text().replace(" ", "")


@pytest.mark.parametrize(
    "asked, listed",
    [
        ("找活干", "找活"),
        ("帮我写诉状", "诉状"),
        ("被骗了怎么办", "被骗"),
        ("儿子不养我", "不养我"),
        ("拖欠工资", "欠薪"),
    ],
)
def test_what_is_not_listed_is_found_by_the_part_that_is(search, asked, listed):
    assert rows_of(search, asked) == rows_of(search, listed) != set()


def rows_of(page, text: str) -> set[str]:
    return set(ask(page, text))


def test_words_that_ask_for_nothing_are_left_out(search):
    assert rows_of(search, "周末开吗") == rows_of(search, "周末")


def test_no_result_says_what_to_do_instead(search, sample):
    assert ask(search, "天外飞来的石头狮子") == {}
    none = search.locator(".search__none")
    assert none.is_visible()
    assert none.get_by_role("button").inner_text().startswith("看全部")
    assert none.locator("a[href='tel:12345']").is_visible()
    assert none.locator(".district-tile").count() == len(sample.site.districts)
    assert "一家也没有" in search.locator(".search__count").inner_text()
    ask(search, "月亮湾")
    assert not none.is_visible()


# ---- filters


def test_counts_are_those_of_the_homes(search, sample):
    homes = sample.open_homes
    assert told(search) == len(homes)
    by_district = Counter(home.district.address.split("/")[1] for home in homes)
    assert counted(search, "district") == {d.slug: by_district[d.slug] for d in sample.site.districts}
    expected = {}
    for function in words.FUNCTIONS:
        expected[function] = sum(function in home.functions for home in homes)
        for item, label in words.ITEMS.items():
            if item.startswith(f"{function}.") and label != words.FUNCTIONS[function]:
                expected[item] = sum(any(s.item == item for s in home.services) for home in homes)
    assert counted(search, "item") == expected
    held = Counter(level for home in homes for level in {badge.level for badge in home.badges})
    assert (chip(search, "city"), chip(search, "district-badge")) == (held["city"], held["district"])


def test_filters_narrow_together_and_lie_in_the_address(search, sample):
    district = max(sample.site.districts, key=lambda d: len(d.homes))
    choose(search, "district", district.slug)
    assert set(rows(search)) == {home.identity for home in district.homes}
    streets = {street.slug: len(street.homes) for street in district.streets}
    assert counted(search, "street") == streets
    item = Counter(s.item for home in district.homes for s in home.services).most_common()[-1][0]
    choose(search, "item", item)
    both = {home.identity for home in district.homes if any(s.item == item for s in home.services)}
    assert set(rows(search)) == both and told(search) == len(both)
    assert f"district={district.slug}" in search.url and f"item={item}" in search.url
    search.reload()
    assert set(rows(search)) == both
    search.locator(".results h2 a").first.click()
    search.wait_for_url("**/homes/**")
    search.go_back()
    assert set(rows(search)) == both
    assert search.locator("select[name=district]").input_value() == district.slug
    search.go_forward()
    assert "/homes/" in search.url


def test_switches_show_only_what_they_say(search, sample):
    search.locator("button[name=city]").click()
    honoured = {home.identity for home in sample.open_homes if any(badge.level == "city" for badge in home.badges)}
    assert set(rows(search)) == honoured
    search.locator("button[name=step-free]").click()
    label = words.ACCESSIBILITY["step-free"]
    step_free = {home.identity for home in sample.open_homes if label in home.office.accessibility}
    assert set(rows(search)) == honoured & step_free
    assert search.locator("button[name=city]").get_attribute("aria-pressed") == "true"


def test_clearing_brings_every_home_back(search, sample):
    ask(search, "月亮湾周三")
    choose(search, "district", sample.own)
    search.locator("button[name=open]").click()
    rows(search)
    search.locator("button[name=clear]").click()
    rows(search)
    assert told(search) == len(sample.open_homes)
    assert search.url.endswith("/search/")
    assert search.locator("#q").input_value() == ""
    assert not search.locator("button[name=clear]").is_visible()


def test_an_address_with_a_state_can_be_sent_on(visit, sample):
    page = visit(f"search/?q=月亮湾&district={sample.own}")
    assert list(rows(page)) == [sample.home(MOON).identity]
    assert page.locator("#q").input_value() == "月亮湾"


# ---- without a mouse, without scripts, from elsewhere


def test_with_the_keyboard_alone(visit, sample):
    page = visit("search/")
    page.evaluate(ANSWERED)
    focus(page, "one => one.id === 'q'")
    page.keyboard.type("ylw")
    page.keyboard.press("Enter")
    page.evaluate(ANSWERED)
    focus(page, "one => one.matches('.results h2 a')")
    page.keyboard.press("Enter")
    page.wait_for_url(sample.root + sample.home(MOON).address)


def focus(page, test: str) -> None:
    """Presses Tab until the focused element passes the test."""
    for _ in range(30):
        page.keyboard.press("Tab")
        if page.evaluate(f"({test})(document.activeElement)"):
            return
    raise AssertionError(f"not reached by the keyboard: {test}")


def test_without_scripts_it_leads_by_district(visit, sample):
    page = visit("search/?q=月亮湾", java_script_enabled=False)
    tiles = page.locator("noscript .district-tile, .search__plain .district-tile")
    assert tiles.count() == len(sample.site.districts)
    assert tiles.first.is_visible()
    assert not page.locator(".sentence").is_visible()
    tiles.first.click()
    page.wait_for_url("**/districts/*/")


@pytest.mark.parametrize("address", ["", "no/such/page/"])
def test_a_question_asked_elsewhere_is_answered_here(visit, sample, address):
    page, sent = visit(address), []
    page.on("request", lambda request: sent.append(unquote(request.url)))
    page.locator("#main input[name=q]").fill("月亮湾 100%?&#")
    page.keyboard.press("Enter")
    page.wait_for_url("**/search/?q=*")
    assert page.locator("#q").input_value() == "月亮湾 100%?&#"
    page.locator("#q").fill("月亮湾")
    assert next(iter(rows(page))) == sample.home(MOON).identity
    page.wait_for_load_state("networkidle")
    assert sent and not [one for one in sent if "月亮湾" in one.partition("#")[0]]


def test_typing_changes_the_answer_and_leaves_no_older_one(search, sample):
    """The slower full-text answer to an earlier word must not overwrite a later one."""
    search.locator("#q").press_sequentially("旧报纸月亮湾", delay=30)
    search.locator("#q").fill("摘星台")
    assert next(iter(rows(search))) == sample.home("摘星台村妇女之家").identity
    search.wait_for_timeout(500)
    assert sample.home(MOON).identity not in rows(search)


# ---- what is told beside homes


def hits(page, kind: str) -> list[tuple[str, str]]:
    """Title and address of every result of a kind that is shown, once its words are there."""
    page.evaluate(ANSWERED)
    group = page.locator(f".grp[aria-label='{kind}'] .hit")
    for hit in group.all():  # out of sight, too
        hit.locator("h3 a").wait_for()
    return [(hit.locator("h3").inner_text(), hit.locator("h3 a").get_attribute("href")) for hit in group.all()]


def tabs(page) -> dict[str, int]:
    """Label → count."""
    page.evaluate(ANSWERED)
    told = page.locator(".tabs button").evaluate_all(
        "all => all.map(one => [one.firstChild.data, +one.querySelector('small').textContent])"
    )
    return dict(told)


def test_stories_are_results_that_lead_to_their_own_pages(search, sample):
    brands = {brand.address for brand in sample.site.brands if "月光船" in brand.title}
    ask(search, "月光船")
    ((title, address),) = hits(search, "品牌")
    assert title == "月光船" and {address.removeprefix("../")} == brands
    search.locator(".grp h3 a").click()
    search.wait_for_url(sample.root + brands.pop())
    assert "月光船" in search.locator("h1").inner_text()


def test_groups_hold_what_says_it_and_tabs_narrow_to_one(search, sample):
    ask(search, "老人")
    families = {
        f.address
        for home in sample.open_homes
        for f in home.families
        if "老人" in f"{f.motto}{render(f.story).text}{f.titles}"
    }
    counts = tabs(search)
    assert counts["家庭故事"] == len(families) > 3
    assert counts["全部"] == sum(count for label, count in counts.items() if label != "全部")
    assert len(hits(search, "家庭故事")) == 3
    search.locator(".tabs button[value=family]").click()
    assert (
        "kind=family" in search.url
        and search.locator(".grp").count() == 1
        and search.locator(".results > li").count() == 0
    )
    while search.locator(".grp > .more").is_visible():
        search.locator(".grp > .more").click()
    assert {address.removeprefix("../") for _, address in hits(search, "家庭故事")} == families
    search.go_back()
    search.reload()
    assert tabs(search) == counts
    search.locator(".tabs button[value=home]").click()
    assert len(rows(search)) == counts["妇女之家"] and search.locator(".grp").count() == 0


def test_a_feature_and_a_districts_brand_are_found(search, sample):
    feature = sample.site.features[0]
    ask(search, feature.title)
    assert (feature.title, "../" + feature.address) in hits(search, "好做法")
    brand = next(brand for brand in sample.site.brands if brand.level == "district")
    ask(search, brand.title)
    assert (brand.title, "../" + brand.address) in hits(search, "品牌")


def test_a_hidden_name_leads_to_the_families(search, sample):
    name = next(family.name for home in sample.open_homes for family in home.families if "××" in family.name)
    ask(search, name)
    assert tabs(search)["家庭故事"] == sum(
        family.name == name for home in sample.open_homes for family in home.families
    )
    assert name in dict(hits(search, "家庭故事"))


def test_a_family_is_found_by_its_surname(search, sample):
    names_ = {f.name for home in sample.open_homes for f in home.families if f.name.endswith("××家庭")}
    texts = [fulltext.search_text(home) for home in sample.open_homes]
    surname = min(one for name in names_ if not naive(texts, one := name.removesuffix("××家庭") + "家庭"))
    ask(search, surname)
    assert {title for title, _ in hits(search, "家庭故事")} == {surname.replace("家庭", "××家庭")}


WHAT = {"明天有什么活动": 1, "活动 明天": 1, "明天活动有哪些": 1, "周三的活动": 2}


@pytest.mark.parametrize("typed", WHAT)
def test_who_asks_for_activities_gets_those_of_the_day(search, sample, typed):
    day = sample.site.today + dt.timedelta(days=WHAT[typed])
    weekly = "周三" in typed
    own = [a for home in sample.open_homes for a in home.activities if a.address and not a.cancelled and not a.past]
    right = [a for a in own if (a.date.weekday() == day.weekday() if weekly else a.date == day)]
    ask(search, typed)
    assert right and tabs(search)["活动"] == len(right)
    assert (
        search.locator(".tabs [aria-current]").get_attribute("value") == "activity"
        and not search.locator(".results > li").count()
    )
    search.locator(".tabs button[value='']").click()
    assert rows(search)
    search.reload()
    assert rows(search) and search.locator(".tabs [aria-current]").get_attribute("value") == ""


def test_who_asks_for_a_places_activities_or_brands_gets_them(search, sample):
    district = next(
        d
        for d in sample.site.districts
        if any(home.brand for home in d.homes) and any(home.activities for home in d.homes)
    )
    spoken_ = district.name.removesuffix("区")
    activities = {a.address for home in district.homes for a in home.activities if a.address and not a.cancelled}
    brands = {home.brand.address for home in district.homes if home.brand}
    ask(search, f"{spoken_}有什么活动")
    assert tabs(search)["活动"] == len(activities)
    ask(search, f"{spoken_} 品牌")
    assert brands <= {brand.address for brand in sample.site.brands} and tabs(search)["品牌"] >= len(brands)


def test_brands_are_found_by_what_they_are_about(search, sample):
    ask(search, "矛盾调处 品牌")
    assert tabs(search)["品牌"] >= 3
    found = search.locator(".grp[aria-label='品牌']")
    hits(search, "品牌")
    assert found.count() == 1 and found.inner_text().count("矛盾调处") >= 3


def test_peoples_words_and_names_of_functions_find_brands(search, sample):
    """Also of districts; each says in a line what it does, and the answer and the choices count brands."""
    brands = {brand.address: brand for brand in sample.site.brands}
    assert any(brand.level == "district" and brand.functions for brand in brands.values())
    asked = {"调解 品牌": "rights.mediation", "婆媳品牌": "rights.mediation", "困难帮扶 品牌": "care.support"}
    asked |= {f"{words.FUNCTIONS[code]} 品牌": code for code in ("rights", "work")}
    for typed, code in asked.items():
        about = {
            address for address, brand in brands.items() if code in [one for one, _ in (*brand.items, *brand.functions)]
        }
        ask(search, typed)
        assert tabs(search)["品牌"] >= len(about) > 3, typed
        while search.locator(".grp > .more").is_visible():
            search.locator(".grp > .more").click()
        assert about <= {address.removeprefix("../") for _, address in hits(search, "品牌")}, typed
    ask(search, "调解 品牌")
    shown = dict(hits(search, "品牌"))
    assert search.locator(".search__count strong").inner_text() == f"{len(shown)} 个品牌"
    found = search.locator(".grp .hit").all_inner_texts()
    for title, address in shown.items():
        brand = brands[address.removeprefix("../")]
        (said,) = [one for one in found if one.startswith(f"{title}\n")]
        assert brand.summary[:40] in said.replace("\n", ""), title
    owners = Counter(brands[address.removeprefix("../")].district.address.split("/")[1] for address in shown.values())
    assert counted(search, "district") == {one.slug: owners[one.slug] for one in sample.site.districts}
    choose(search, "district", owners.most_common()[0][0])
    assert len(hits(search, "品牌")) == owners.most_common()[0][1]
    assert "个品牌" in search.locator(".search__count").inner_text()


def test_on_a_phone_the_answer_comes_into_sight(visit):
    for width in (360, 1440):
        page = visit("search/?q=月亮湾", width)
        assert list(rows(page)) and page.locator(".results h2").first.bounding_box()["y"] < (
            500 if width == 360 else 700
        )
        district, opens = page.locator("select[name=district]"), page.locator(".sentence__open")
        assert opens.is_visible() == (width == 360) and district.is_visible() == (width == 1440)
    page = visit("search/?q=月亮湾")
    rows(page)
    page.locator(".sentence__open").click()
    assert page.locator("select[name=district]").is_visible()
    assert page.evaluate("document.activeElement.name") == "district"


@pytest.mark.parametrize(
    "at, word, found",
    [
        ("2026-11-23", "周日", True), ("2026-11-23", "周六", False), ("2026-11-23", "今天", False), ("2026-11-23", "下周", False), ("2026-11-23", "这周日", False),
        ("2026-12-20", "今天", True), ("2026-12-19", "明天", True), ("2026-12-18", "这周末", True), ("2026-12-15", "这周", True),
        ("2026-12-10", "下周", True), ("2026-12-10", "下周日", True), ("2026-12-10", "下周六", False), ("2026-12-21", "周日", False),
    ],
)  # fmt: skip
def test_words_of_time_sift_activities(visit, at, word, found):
    """月亮湾 sews on Sunday 2026-12-20."""
    page = visit(f"search/?q=补衣 {word}", at=dt.datetime.fromisoformat(f"{at}T10:00+08:00"))
    page.evaluate(ANSWERED)
    assert page.locator(".tabs button[value=activity]").count() == found


def test_coming_activities_stand_before_those_that_are_over(search, sample):
    ask(search, "老人")
    search.locator(".tabs button[value=activity]").click()
    days = search.locator(".grp .leaf").evaluate_all("all => all.map(one => one.dateTime)")
    today = str(sample.site.today)
    coming = [day for day in days if day >= today]
    assert days[: len(coming)] == coming == sorted(coming)
    assert days[len(coming) :] == sorted(days[len(coming) :], reverse=True)
