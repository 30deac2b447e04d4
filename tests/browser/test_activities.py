"""Notice boards of activities: true at the moment of viewing, filtered with counts, whole in a district of any size."""

from __future__ import annotations

import datetime as dt
import re
from collections import Counter
from urllib.parse import parse_qs, urlsplit

import pytest
from click.testing import CliRunner

from generator.cli import main
from generator.model import vocabulary as words
from generator.model.field_types import BEIJING
from generator.pages.activities import AUDIENCE_HEADINGS, MAX_COMING, MAX_WEEKLY
from generator.pages.words import kept
from generator.public.opening import Holidays, is_offered, weekly_services
from tests.browser.test_pages import overflowing

HEAVIEST = 40_000  # bytes of HTML
ZONES = ("Asia/Shanghai", "America/Los_Angeles", "Pacific/Auckland")
ROWS = """part => [...part.querySelectorAll("li")].map(one => one.dataset.day + " " + one.querySelector("h3").textContent)"""


def beijing(text: str) -> dt.datetime:
    return dt.datetime.fromisoformat(text).replace(tzinfo=BEIJING)


def name(activity) -> str:
    return f"{activity.date} {activity.title}"


def quiet(sample) -> str:
    """The district other than the fair's with the most for children in families: its page holds all that is coming."""
    fitting = [
        a for a in sample.site.activities if not a.past and a.function == "family" and "children" in dict(a.audience)
    ]
    coming = Counter(a.district.address for a in fitting)
    return max(
        (d.slug for d in sample.site.districts if d.slug != sample.own),
        key=lambda slug: (coming[f"districts/{slug}/"], slug),
    )


def over(activity, at: dt.datetime) -> bool:
    end = activity.span.end if activity.span else 1440
    return (activity.date, end) <= (at.date(), at.hour * 60 + at.minute)


def expected(
    sample, at: dt.datetime, district: str = "", function: str = "", audience: str = "", day: str = ""
) -> tuple[list, list]:
    """This week's and later activities that fit, from the view and nothing else."""
    fitting = [
        a
        for a in sample.site.activities
        if not a.past
        and not over(a, at)
        and (not district or a.district.address == f"districts/{district}/")
        and (not function or a.function == function)
        and (not audience or audience in [code for code, _ in a.audience])
        and (not day or a.date.isoformat() == day)
    ]
    end = at.date() + dt.timedelta(days=7)
    return [a for a in fitting if a.date < end], [a for a in fitting if a.date >= end]


def held(activities: list) -> int:
    return sum(not a.cancelled for a in activities)


def said(page) -> str:
    return page.locator(".notices__say [role=status]").inner_text()


def settled(page) -> None:
    """Waits until the script has all it needs: only then are there counts beside the choices."""
    page.locator(".picks small:not(:empty)").first.wait_for(state="attached")


def unfold(page) -> None:
    while (more := page.locator(".rest:not([hidden]) [data-more]:not([data-more=''])")).count():
        more.first.click()


def rows(page, part: str) -> list[str]:
    return page.locator(part).evaluate(ROWS)


MOMENTS = ["2026-11-23T10:00", "2026-11-25T09:30", "2026-11-25T23:59", "2026-12-01T00:10", "2026-12-28T12:00"]


@pytest.mark.parametrize("full", [False, True])
def test_past_week_and_later_are_those_of_the_moment(visit, sample, full):
    district = sample.own if full else quiet(sample)
    wrong = {}
    for moment in MOMENTS:
        at = beijing(moment)
        page = visit(f"activities/{district}/", at=at)
        settled(page)
        unfold(page)
        week, later = expected(sample, at, district)
        shown = rows(page, "#week"), rows(page, "#later")
        if shown != (list(map(name, week)), list(map(name, later))):
            wrong[moment] = shown
        gone = [
            a
            for a in sample.site.activities
            if a.district.address == f"districts/{district}/" and not a.past and over(a, at)
        ]
        assert set(rows(page, "#past")) >= {name(a) for a in gone if not a.cancelled}
        assert page.locator("#past li:not(.past)").count() == page.locator("#week li.past, #later li.past").count() == 0
        months = [part.get_attribute("data-month") for part in page.locator(".month:not([hidden])").all()]
        assert months == sorted({f"{a.date:%Y-%m}" for a in later})
    assert wrong == {}


@pytest.mark.parametrize("zone", ZONES)
def test_it_is_beijings_day_in_every_zone(visit, sample, zone):
    at = beijing("2026-12-01T00:30")
    page = visit(f"activities/{quiet(sample)}/", at=at, timezone_id=zone)
    settled(page)
    assert rows(page, "#week") == [name(a) for a in expected(sample, at, quiet(sample))[0]]
    assert page.locator("[data-range]").inner_text() == kept("12 月 1 日到 12 月 7 日")


def test_a_board_left_open_turns_by_itself(visit, sample):
    one = next(
        a
        for a in sample.site.activities
        if a.span and not a.past and a.district.address != f"districts/{sample.own}/" and not a.cancelled
    )
    address = one.district.address.replace("districts/", "activities/")
    page = visit("about/")
    page.clock.install(
        time=beijing(f"{one.date}T{one.span.end // 60:02d}:{one.span.end % 60:02d}") - dt.timedelta(seconds=30)
    )
    page.goto(sample.root + address)
    settled(page)
    assert name(one) in rows(page, "#week")
    page.clock.run_for(61_000)
    assert name(one) not in rows(page, "#week") and name(one) in rows(page, "#past")


@pytest.mark.parametrize("kind", ["city", "full", "whole"])
def test_a_year_later_all_is_past_and_something_is_offered(visit, sample, kind):
    address = {"city": "activities/", "full": f"activities/{sample.own}/", "whole": f"activities/{quiet(sample)}/"}[
        kind
    ]
    page = visit(address, at=beijing("2027-11-23T10:00"))
    page.get_by_text("贴在这儿的，都办过了").wait_for()
    assert "都办过了" in said(page)
    assert not page.locator("#week").is_visible() and not page.locator("#later").is_visible()
    assert page.locator("#past li.past").count() == page.locator("#past li").count() > 5
    assert page.locator("#weekly li").first.is_visible()  # these go on, and can be picked from
    assert page.get_by_role("link", name="找离我最近的一家").is_visible()
    assert not page.locator("#past .call").first.is_visible()


@pytest.mark.parametrize("kind", ["city", "full", "whole"])
def test_counts_and_sentence_are_those_of_the_activities(visit, sample, kind):
    at = beijing("2026-11-27T00:00")
    district = {"city": "", "full": sample.own, "whole": quiet(sample)}[kind]
    place = next((d.name for d in sample.site.districts if d.slug == district), "全市")
    page = visit(f"activities/{district}/" if district else "activities/", at=at)
    settled(page)

    def count(**fit) -> int:
        return sum(map(held, expected(sample, at, **{"district": district} | fit)))

    def chips() -> dict:
        return {
            one.get_attribute("value"): int(one.locator("small").inner_text())
            for one in page.locator(".picks .chip").all()
        }

    def options() -> dict:
        return {
            one.get_attribute("value"): int(re.search(r"\d+$", one.text_content())[0])
            for one in page.locator(".picks option").all()[1:]
        }

    assert chips() == {code: count(function=code) for code in words.FUNCTIONS}
    assert options() == {code: count(audience=code) for code in words.AUDIENCES}
    week, later = map(held, expected(sample, at, district))
    assert said(page) == f"{place}，这七天 {week} 场，再往后 {later} 场。"
    page.locator(".picks [value=family]").click()
    page.locator(".picks select").select_option("children")
    assert chips() == {code: count(function=code, audience="children") for code in words.FUNCTIONS}
    assert options() == {code: count(function="family", audience=code) for code in words.AUDIENCES}
    week, later = map(held, expected(sample, at, district, "family", "children"))
    assert said(page) == f"{place}，家庭建设，给孩子的，这七天 {week} 场，再往后 {later} 场。"
    days = {one.get_attribute("value"): one.locator("small").inner_text() for one in page.locator(".day").all()}
    fitting = {day: count(function="family", audience="children", day=day) for day in days}
    assert len(days) == 7 and days == {day: f"{number} 场" if number else "–" for day, number in fitting.items()}
    if kind == "city":
        tiles = {
            urlsplit(t.get_attribute("href")).path: int(t.locator("small").inner_text().split()[0])
            for t in page.locator("#where a").all()
        }
        assert tiles == {
            f"../activities/{d.slug}/": count(district=d.slug, function="family", audience="children")
            for d in sample.site.districts
        }
    else:
        unfold(page)
        shown = rows(page, "#week"), rows(page, "#later")
        assert shown == tuple([*map(name, part)] for part in expected(sample, at, district, "family", "children"))


def test_every_audience_has_its_words():
    assert list(AUDIENCE_HEADINGS) == list(words.AUDIENCES)


def test_a_city_with_room_for_all_counts_its_districts_from_its_own_rows(folder, open_page):
    folder.write(
        "districts/fangshan/district.yml",
        'name: 房山区\ncode: "110111"\nstreets: [{slug: changyang, name: 长阳镇, kind: town}]\n',
    )
    folder.home(
        "home.yml", "name: 清禾园社区妇女之家\nkind: community\nstreet: changyang\n", identity="fangshan/qinghe-yuan"
    )
    for identity, audience in (("fangshan/qinghe-yuan", "children"), ("chaoyang/zaoying-beili", "elderly")):
        for day in ("2026-11-23", "2026-11-30"):
            folder.home(
                f"activities/{day}-a.md",
                f"---\ntitle: 读书\ndate: {day}\naudience: [{audience}]\n---\n",
                identity=identity,
            )
    site = folder.root.parent / "site"
    result = CliRunner().invoke(
        main, ["build", "--content", str(folder.root), "--site", str(site), "--as-of", "2026-11-23"]
    )
    assert result.exit_code == 0, result.output
    page = open_page(at=beijing("2026-11-24T08:00"))
    page.goto((site / "activities/index.html").as_uri())
    settled(page)

    def tiles() -> list[str]:
        return [tile.locator("small").inner_text().split()[0] for tile in page.locator("#where a").all()]

    assert (said(page), tiles()) == ("全市，这七天 2 场，再往后 0 场。", ["1", "1"])
    page.locator(".picks select").select_option("children")
    assert (said(page), tiles()) == ("全市，给孩子的，这七天 1 场，再往后 0 场。", ["0", "1"])
    assert rows(page, "#week") == ["2026-11-30 读书"] and rows(page, "#past") == ["2026-11-23 读书"]


def test_a_day_can_be_picked(visit, sample):
    at = beijing("2026-11-24T08:00")
    page = visit(f"activities/{sample.own}/", at=at)
    settled(page)
    page.locator(".day[value='2026-11-28']").click()
    week, later = expected(sample, at, sample.own, day="2026-11-28")
    assert rows(page, "#week") == list(map(name, week)) and week and not later
    assert said(page).endswith(kept(f"，11 月 28 日周六 {held(week)} 场。"))
    assert not page.locator("#later").is_visible()
    page.reload()
    settled(page)
    assert page.locator(".day[aria-pressed=true]").get_attribute("value") == "2026-11-28"
    page.clock.set_fixed_time(beijing("2026-11-29T08:00"))
    page.reload()
    settled(page)
    assert page.locator(".day[aria-pressed=true]").count() == 0


def test_the_choice_stands_in_the_address_and_can_be_cleared(visit, sample):
    page = visit(f"activities/{quiet(sample)}/", at=sample.site.as_of)
    settled(page)
    assert not page.get_by_role("button", name="全部清空").is_visible()
    page.locator(".picks [value=family]").click()
    page.locator(".picks select").select_option("children")
    assert parse_qs(urlsplit(page.url).query) == {"function": ["family"], "for": ["children"]}
    before = said(page), rows(page, "#later")
    page.reload()
    settled(page)
    assert (said(page), rows(page, "#later")) == before
    assert page.locator(".picks [value=family]").get_attribute("aria-pressed") == "true"
    page.get_by_role("link", name="看别的区").click()
    settled(page)
    assert parse_qs(urlsplit(page.url).query) == {"function": ["family"], "for": ["children"]}
    assert "家庭建设，给孩子的" in said(page)
    page.get_by_role("button", name="全部清空").click()
    assert urlsplit(page.url).query == "" and "家庭建设" not in said(page)
    page.goto(f"{sample.root}activities/?function=%22%5D&for=nobody&day=x")
    settled(page)
    assert said(page).startswith("全市，这七天")


def test_three_taps_from_the_front_page(visit, sample):
    district = next(d for d in sample.site.districts if d.slug == "fangshan")
    at = beijing("2026-11-25T10:00")
    page = visit("", at=at)
    page.locator("footer").get_by_role("link", name="活动", exact=True).click()
    page.locator("#where").get_by_role("link", name="房山").click()
    page.wait_for_url("**/activities/fangshan/")
    settled(page)
    page.locator(".picks select").select_option("children")
    week, later = expected(sample, at, district.slug, audience="children")
    assert said(page) == f"房山区，给孩子的，这七天 {held(week)} 场，再往后 {held(later)} 场。"
    assert rows(page, "#week") == list(map(name, week)) and any("亲子阅读" in one for one in rows(page, "#week"))


def test_rows_made_by_the_script_are_those_of_the_build(visit, sample):
    """All the facts, the same markup, but for what open.js says of the moment."""
    address, at = f"activities/{sample.own}/", sample.site.as_of
    built = (
        visit(address, at=at, java_script_enabled=False)
        .locator("#week li, #later li")
        .evaluate_all("all => all.map(one => one.outerHTML)")
    )
    page = visit(address, at=at)
    settled(page)
    page.wait_for_function("() => document.querySelectorAll('#week li').length > 12")
    made = page.locator("#week li, #later li").evaluate_all(
        """all => all.map(one => { const copy = one.cloneNode(true);
        copy.querySelectorAll("[data-near], [data-state]").forEach(part => { part.textContent = ""; });
        copy.classList.remove("today"); if (!copy.className) copy.removeAttribute("class");
        return copy.outerHTML; })"""
    )

    def plain(row: str) -> str:
        attributes = re.sub(
            r"<li([^>]*)>", lambda found: "<li " + " ".join(sorted(re.findall(r'[\w-]+="[^"]*"', found[1]))) + ">", row
        )
        return re.sub(r">\s+<", "><", attributes).replace("\n", "")

    assert len(built) == MAX_COMING
    made = [plain(row) for row in made]
    for row in map(plain, built):
        assert row in made, made[0]


def test_without_scripts_the_build_days_board_is_whole(visit, sample):
    page = visit(f"activities/{quiet(sample)}/", java_script_enabled=False)
    week, later = expected(sample, sample.site.as_of.replace(hour=0), quiet(sample))
    assert (rows(page, "#week"), rows(page, "#later")) == (list(map(name, week)), list(map(name, later)))
    assert not page.locator(".picks").is_visible() and not page.locator(".rest").first.is_visible()
    assert page.locator("#week .call, #later .call").count() == held(week + later)


def test_without_scripts_a_full_board_says_how_many_more_and_where(visit, sample):
    page = visit(f"activities/{sample.own}/", java_script_enabled=False)
    week, _ = expected(sample, sample.site.as_of.replace(hour=0), sample.own)
    assert len(rows(page, "#week")) + len(rows(page, "#later")) == MAX_COMING
    shown = page.locator("#week li:not(.off)").count()
    rest = page.locator("#week .rest a")
    assert f"还有 {held(week) - shown} 场" in rest.inner_text()
    assert rest.get_attribute("href").endswith(f"districts/{sample.own}/#streets")


def test_what_cannot_be_fetched_leaves_the_board_as_it_was_built(open_page, sample):
    page = open_page()
    page.route("**/coming.json", lambda route: route.abort())
    page.goto(f"{sample.root}activities/{sample.own}/")
    page.wait_for_function("() => document.querySelectorAll('#week li').length > 8")
    assert page.locator("#week .rest a").is_visible() and "在各街道" in page.locator("#week .rest a").inner_text()
    assert not page.locator(".picks").is_visible()


def test_the_front_page_shows_this_week_and_leads_on(visit, sample):
    page = visit("", at=sample.site.as_of)
    days = page.locator("#activities li").evaluate_all("all => all.map(one => one.dataset.day)")
    end = sample.site.today + dt.timedelta(days=7)
    assert days == sorted(days) and len(set(days)) > 3 and all(day < end.isoformat() for day in days)
    page.locator("#activities .more").click()
    page.wait_for_url("**/activities/")


def test_a_district_and_a_street_lead_to_the_districts_board(visit, sample):
    home = sample.home("赶集大院社区妇女之家")
    for address in (home.district.address, home.street.address):
        page = visit(address)
        page.get_by_role("heading", name="近日活动").locator("..").get_by_role("link").click()
        page.wait_for_url(f"**/activities/{sample.own}/")


def test_one_can_call_from_the_list(visit, sample):
    page = visit(f"activities/{sample.own}/", at=beijing("2026-11-24T08:00"))
    settled(page)
    for row in page.locator("#week li:not(.off)", has_text="赶集").all():
        call = row.locator("a[href='tel:01000000002']")
        assert call.is_visible() and call.bounding_box()["height"] >= 48
        assert row.locator(".whose a").get_attribute("href").endswith("/ganji-dayuan/")
        assert "赶集大院 2 号楼" in row.locator(".door").inner_text()
    assert page.locator("li.off .call").count() == 0


def test_only_wechat_is_told_that_it_cannot_open_a_calendar(visit, sample):
    hint = "微信里打不开的话，点右上角用浏览器打开。"
    activity = next(a for a in sample.site.activities if a.address and not a.past)
    for address in (f"activities/{quiet(sample)}/", activity.address):
        assert not visit(address, at=sample.site.as_of).get_by_text(hint).is_visible()
        page = visit(address, at=sample.site.as_of, user_agent="Mozilla/5.0 (Linux; Android 10) MicroMessenger/8.0.50")
        assert page.get_by_text(hint).is_visible()


def test_boards_are_light(sample):
    pages = sorted(sample.folder.glob("activities/**/index.html"))
    assert len(pages) == 1 + len(sample.site.districts)
    assert {page.parent.name: size for page in pages if (size := len(page.read_bytes())) >= HEAVIEST} == {}


@pytest.mark.parametrize("query", ["", "?function=family&for=children&day=2026-11-25"])
def test_a_board_fits_with_its_filters_in_every_size(visit, sample, query):
    page = visit(f"activities/{sample.own}/{query}", at=beijing("2026-11-25T08:00"))
    settled(page)
    assert overflowing(page, "", "1", "2", "3") == {}
    page.set_viewport_size({"width": 360, "height": 780})
    small = page.evaluate(
        """() => [...document.querySelectorAll("#main .chip, #main .day, #main select, #main .btn, #main .call")]
        .filter(one => one.checkVisibility()).map(one => [one.textContent, one.getBoundingClientRect().height]).filter(row => row[1] < 48)"""
    )
    assert small == []


def test_on_paper_the_board_keeps_its_words(visit, sample):
    page = visit(f"activities/{quiet(sample)}/", at=sample.site.as_of)
    settled(page)
    page.emulate_media(media="print")
    assert page.locator("#later .when").first.is_visible() and page.locator("#later .call").first.is_visible()
    assert not page.locator(".picks").is_visible() and not page.locator(".days").is_visible()


# ---- what comes again every week


def regular_of(sample, district: str) -> list:
    slug = f"districts/{district}/"
    return [(home, one) for home in sample.open_homes if home.district.address == slug for one in weekly_services(home)]


def weekly_rows(page) -> list[str]:
    while page.locator("#weekly .rest:not([hidden]) [data-more=weekly]").count():
        page.locator("#weekly .rest [data-more=weekly]").click()
    return page.locator("#weekly li").evaluate_all(
        "all => all.map(one => one.querySelector('a').textContent + ' ' + one.lastChild.lastChild.textContent.slice(3))"
    )


@pytest.mark.parametrize("moment", ["2026-11-23T10:00", "2026-12-07T12:00"])
def test_a_district_lists_the_services_of_the_week(visit, sample, moment):
    at, holidays = beijing(moment), Holidays.of(sample.site.holidays)
    page = visit(f"activities/{sample.own}/", at=at)
    page.wait_for_function("() => document.querySelector('#weekly li span b')")
    expected = {
        f"{home.name} {one.title}"
        for home, one in regular_of(sample, sample.own)
        if any(
            is_offered(one.schedule, home.office.closures, holidays, at.date() + dt.timedelta(days=n))
            for n in range(1, 7)
        )
    }
    shown = weekly_rows(page)
    assert (
        expected
        and expected <= set(shown)
        and len(shown) == int(re.search(r"\d+", page.locator("[data-weekly]").inner_text())[0])
    )
    page.locator(".picks [value=rights]").click()
    assert set(weekly_rows(page)) == {
        f"{home.name} {one.title}"
        for home, one in regular_of(sample, sample.own)
        if one.function == "rights" and f"{home.name} {one.title}" in shown
    }


def test_a_closed_homes_services_are_not_listed(visit, sample):
    page = visit(f"activities/{sample.own}/", at=beijing("2026-12-02T10:00"))
    page.wait_for_function("() => document.querySelector('#weekly li span b')")
    moon = "月亮湾社区妇女之家 夜话调解"
    assert moon in weekly_rows(page)  # that very Wednesday
    page.locator(".day[value='2026-12-08']").click()  # a Tuesday on which it is closed
    assert moon not in weekly_rows(page)


def test_the_city_counts_them_by_district(visit, sample):
    page = visit("activities/", at=sample.site.as_of)
    page.wait_for_function("() => document.querySelector('[data-weekly]').textContent")
    counts = dict(
        page.locator("#weekly li").evaluate_all(
            "all => all.map(one => [one.dataset.slug, parseInt(one.lastChild.textContent)])"
        )
    )
    assert counts.keys() == {d.slug for d in sample.site.districts if regular_of(sample, d.slug)}
    assert all(0 < counts[slug] <= len(regular_of(sample, slug)) for slug in counts)
    own = visit(f"activities/{sample.own}/", at=sample.site.as_of)
    own.wait_for_function("() => document.querySelector('#weekly li span b')")
    assert counts[sample.own] == len(weekly_rows(own))


def test_without_scripts_the_soonest_are_there(visit, sample):
    page = visit(f"activities/{sample.own}/", java_script_enabled=False)
    assert 0 < page.locator("#weekly li").count() <= MAX_WEEKLY
    assert "月亮湾社区妇女之家" in page.locator("#weekly").inner_text()
