"""Writes the reports into their own folder: HTML for people, CSV for Excel. Never part of the site."""

from __future__ import annotations

import dataclasses
import datetime as dt
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path

import jinja2

from generator import private
from generator.catalogue.assessment import AssessedHome, Assessment
from generator.diagnostics import Finding
from generator.model.recognition import Application
from generator.model.standard import CityStandard
from generator.model.wording import Wording, counted
from generator.office.reports import annex, annex_page, circular, city, district, file_names, home, round_papers, rounds
from generator.office.reports.annex import Form
from generator.office.reports.area import HomeLine, Tally, line_of
from generator.office.reports.home import HomeReport
from generator.office.reports.months import FILE, MonthlyFigures
from generator.office.reports.report_folder import Folder
from generator.office.reports.tables import Table
from generator.standard.recorded import format_day
from generator.standard.rounds import RoundsCase
from generator.standard.rule import Rule
from generator.standard.ruleset import home_rules

_TEMPLATES = Path(__file__).parent / "templates"


def home_reports(assessment: Assessment) -> Iterator[tuple[AssessedHome, HomeReport]]:
    """The report of each home, by identity."""
    findings: dict[str | None, list[Finding]] = defaultdict(list)
    for finding in assessment.findings:
        findings[finding.home].append(finding)
    for judged in assessment.usable:
        yield judged, home.report(judged, assessment.content.districts[judged.home.district], findings[judged.identity])


@dataclass(frozen=True)
class ReportCounts:
    """Counts of what was written."""

    homes: int
    forms: int
    files: int


def write(
    assessment: Assessment, out: Path, step: Callable[[str], None] = lambda identity: None, record_copy: bool = False
) -> ReportCounts:
    """Writes every report into `out`, for its owner alone. Raises `OSError`.

    `record_copy`: forms show the opinions that are recorded, and say that they are no originals.
    """
    with private.umask(0o077):
        return _write(assessment, out, step, record_copy)


def write_papers(assessment: Assessment, out: Path, papers: Iterable[tuple[str, bytes]]) -> list[str]:
    """Writes papers into `out`, for its owner alone, and leaves what else lies there.

    Returns their paths. Raises `OSError`.
    """
    with private.umask(0o077):
        folder = Folder(out, _environment(assessment))
        for file, data in papers:
            folder.data(file, data)
        written = sorted(folder.written)
        folder.tidy(others=True)
    return written


def _write(assessment: Assessment, out: Path, step: Callable[[str], None], record_copy: bool) -> ReportCounts:
    case = RoundsCase(assessment.content, assessment.as_of.date())
    folder = Folder(out, _environment(assessment))
    tallies: dict[str, Tally] = {slug: Tally() for slug in rounds.in_order(case)}
    lines: dict[str, list[HomeLine]] = defaultdict(list)
    forms = _Forms(folder, assessment, case, record_copy)
    months = MonthlyFigures(assessment, case)
    homes = 0
    with ExitStack() as stack:
        standard = assessment.content.standard
        homes_table, rules_table, todos_table = (stack.enter_context(table) for table in _tables(folder, standard))
        tables = _Tables(homes_table, rules_table, todos_table, home_rules(standard))
        for judged, one in home_reports(assessment):
            slug = judged.home.district
            tallies[slug].add(one)
            if not one.closed:
                lines[slug].append(line_of(one))
            papers = forms.add(one)
            folder.page(f"homes/{one.identity}.html", "home.html", report=one, forms=papers)
            tables.add(one)
            months.add(judged)
            homes += 1
            step(one.identity)
    forms.blank()
    with folder.table(FILE, months.head) as table:
        for row in months.rows():
            table.row(row)
    for file, data in round_papers.papers(assessment, case, rounds.year_of(case)):
        folder.data(file, data)
    _areas(assessment, case, folder, tallies, lines)
    folder.tidy()
    return ReportCounts(homes, forms.written, len(folder.written))


@dataclass
class _Forms:
    """Forms of application, filled in from a home's records as its report is made; `written` counts them."""

    folder: Folder
    assessment: Assessment
    case: RoundsCase
    record_copy: bool
    written: int = 0

    def __post_init__(self) -> None:
        self.year = rounds.year_of(self.case)
        self.levels = {level.id: level for level in self.assessment.content.standard.honours.homes}
        self.applied = self._applications()
        self.names = file_names.of_homes(self.assessment.content)

    def _applications(self) -> dict[str, dict[tuple[str, int], Application]]:
        """Today's identity → (level, year) → application in the year's rounds."""
        found: dict[str, dict[tuple[str, int], Application]] = defaultdict(dict)
        for round in self.assessment.content.rounds:
            if round.year == self.year and round.level in self.levels:
                for application in round.applications:
                    found[self.case.present_identity(application.home)].setdefault(
                        (round.level, round.year), application
                    )
        return found

    def add(self, one: HomeReport) -> list[Form]:
        """Writes and returns those of a home: of each application, and one of the highest level where it has not
        applied this year.
        """
        applied, made = self.applied[one.identity], []
        for (level, year), application in applied.items():
            form = annex.form(one, self.levels[level], year, self.names[one.identity])
            made.append(annex.record_copy(form, application, one.today) if self.record_copy else form)
        top, this_year = self.case.top, one.today.year
        if top and not one.closed and (top.id, this_year) not in applied:
            made.append(annex.form(one, top, this_year, self.names[one.identity]))
        for form in made:
            self._put(form)
        return made

    def blank(self) -> None:
        """One of each level to fill in by hand."""
        for level in self.levels.values():
            self._put(annex.blank(self.assessment.content.standard, level, self.case.on.year))

    def _put(self, form: Form) -> None:
        city = self.assessment.content.city
        if city.sample and form.unit:
            form = dataclasses.replace(form, remarks=(*form.remarks, "示例：内容是虚构的"))
        self.folder.data(f"{form.file}.docx", annex_page.write(form))
        self.folder.page(
            f"{form.file}.html",
            "annex.html",
            form=form,
            page=annex_page.layout(form),
            widths=annex_page.WIDTHS,
            row=annex_page.ROW,
            leading=annex_page.LEADING,
            written=annex_page.written,
        )
        self.written += 1


def _areas(
    assessment: Assessment,
    case: RoundsCase,
    folder: Folder,
    tallies: dict[str, Tally],
    lines: dict[str, list[HomeLine]],
) -> None:
    """The pages of the districts and the city, with links to the papers that are theirs."""
    whole, found, names = Tally(), [], file_names.of_districts(assessment.content)
    for slug, tally in tallies.items():
        whole.join(tally)
        one = district.report(assessment, case, slug, tally, lines[slug])
        own = round_papers.of_district(folder.written, names[slug])
        folder.page(f"districts/{slug}.html", "district.html", report=one, papers=own)
        found.append(one)
    for file, data in circular.papers(assessment, case, rounds.year_of(case), whole, found):
        folder.data(file, data)
    folder.page(
        "index.html",
        "city.html",
        report=city.report(assessment, case, whole, found),
        city=assessment.content.city,
        papers=round_papers.of_city(folder.written, Wording(assessment.content.standard)("全{city}")),
    )


def _tables(folder: Folder, standard: CityStandard) -> Iterator[Table]:
    district, street = map(Wording(standard), ("{district}", "{street}"))
    home_head = [
        "代号",
        "名称",
        district,
        street,
        "类别",
        "区划代码",
        "电话",
        "得分",
        *standard.have_labels.values(),
        f"{standard.name}达标",
        "示范",
        "已关闭",
    ]
    yield folder.table("homes.csv", home_head)
    yield folder.table(
        "rules.csv", ["代号", "名称", district, *(f"{rule.title}（{rule.id}）" for rule in home_rules(standard))]
    )
    yield folder.table(
        "todos.csv",
        [
            "代号",
            "名称",
            district,
            street,
            "期限",
            "还有几天",
            "性质",
            standard.name,
            "标准",
            "情况",
            "怎么做",
            "文件",
            "行",
            "字段",
            "依据",
            "规则",
        ],
    )


@dataclass(frozen=True)
class _Tables:
    """The three tables that take a home's rows as its report is made."""

    homes: Table
    rules: Table
    todos: Table
    of_homes: tuple[Rule, ...]

    def add(self, one: HomeReport) -> None:
        home, standing = one.judged.home, one.judged.standing
        office = home.profile.office
        self.homes.row(
            [
                one.identity,
                one.name,
                one.district,
                one.street,
                one.kind,
                home.profile.division,
                office and "、".join(map(str, office.phone)),
                standing.score,
                *(outcome.label for outcome in standing.haves.values()),
                "是" if standing.meets_standard else "否",
                "；".join(one.badge_notes),
                "是" if one.closed else "否",
            ]
        )
        self.rules.row(
            [
                one.identity,
                one.name,
                one.district,
                *(standing.verdicts[rule.id].outcome.label for rule in self.of_homes),
            ]
        )
        for todo in one.todos:
            self.todos.row(
                [
                    one.identity,
                    one.name,
                    one.district,
                    one.street,
                    todo.due or "现在",
                    one.days_left(todo.due) if todo.due else None,
                    todo.kind.label,
                    standing.standard.have_labels.get(todo.have, ""),
                    todo.title,
                    todo.message,
                    todo.remedy,
                    f"homes/{one.identity}/{todo.file}",
                    todo.line,
                    todo.label,
                    todo.clause,
                    todo.rule,
                ]
            )


def _environment(assessment: Assessment) -> jinja2.Environment:
    environment = jinja2.Environment(
        loader=jinja2.FileSystemLoader(_TEMPLATES),
        autoescape=True,
        undefined=jinja2.StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        auto_reload=False,
    )
    environment.filters |= {"day": _day, "yuan": lambda value: f"{value:,.0f}"}
    environment.globals |= {"sample": bool(assessment.content.city.sample), "today": assessment.as_of.date()}
    environment.globals |= {"policy": assessment.content.city.policy}
    standard = assessment.content.standard
    environment.globals |= {
        "counted": counted,
        "word": Wording(standard),
        "terms": standard.terms,
        "city": assessment.content.city,
    }
    environment.globals |= {"HAVES": standard.have_labels, "HOME_RULES": home_rules(standard), "standard": standard}
    return environment


def _day(value: dt.date | None) -> str:
    return format_day(value) if value else "—"
