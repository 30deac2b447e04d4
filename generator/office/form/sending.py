"""Which form is made of what was asked, and the copy that tells what was sent out."""

from __future__ import annotations

import io
import json
import zipfile
from collections.abc import Callable
from pathlib import Path

from generator import private
from generator.content import intake
from generator.diagnostics import InvalidInput
from generator.model.load import Content, load_federation
from generator.office.form.form import Form, of_activity, of_home, of_new_home
from generator.office.form.page import page
from generator.office.intake.packets import DATA
from generator.office.own_words import OwnWords
from generator.office.workbook.sending import INBOX, PRIVATE_NAME, SENT, choose

_FIXED = (1980, 1, 1, 0, 0, 0)


def form_of_home(content: Path, identity: str, with_private: bool, activity: bool) -> Form:
    """The form of a home, or of one activity of it. Raises `InvalidInput` for an unknown home, `CityUnreadable`."""
    if "/" not in identity:
        raise InvalidInput(f"“{identity}”不是哪一家的代号", "写 <区>/<家>；新的一家，写 --blank")
    chosen = choose(content, identity, _quiet)
    if not chosen.homes:
        raise InvalidInput(f"{identity} 的 home.yml 用不了", "homes check 会说哪里要改，改好再出表")
    home = chosen.homes[0]
    if activity:
        return of_activity(home, chosen.district, chosen.own)
    return of_home(home, chosen.district, with_private, chosen.own)


def _quiet(total: int) -> Callable[[str], None]:
    return lambda identity: None


def form_of_new_home(content: Path, district: str | None, with_private: bool) -> Form:
    """An empty form, for a home of one district or of any. Raises `InvalidInput`, `CityUnreadable`."""
    federation = federation_of(content)
    districts = federation.districts
    if district is not None and district not in districts:
        raise InvalidInput(f"没有“{district}”这个区", f"写其中一个：{'、'.join(districts)}，或者不写")
    found = [one for slug, one in districts.items() if district in (None, slug) and one.streets]
    if not found:
        raise InvalidInput("区里还没有街道乡镇", "先在 district.yml 里写上 streets")
    return of_new_home(found, with_private, OwnWords(federation.standard))


def federation_of(content: Path) -> Content:
    """The federation's files. Raises `CityUnreadable`."""
    return load_federation(intake.take_city_snapshot(content))


def file_of(form: Form, out: Path) -> Path:
    """Where a form is written: a private one says in its name that it does not travel by WeChat."""
    if form.private and "内部资料" not in out.stem:
        return out.with_name(f"{out.stem}-{PRIVATE_NAME}{out.suffix}")
    return out


def send(form: Form, file: Path, content: Path) -> None:
    """Writes a form for its owner alone, and keeps in the inbox what it would save if nothing were changed."""
    city = federation_of(content).city
    kept = content.absolute().parent / INBOX / SENT
    private.make_folder(kept)
    private.write(kept / f"{form.number}.zip", _unchanged(form))
    private.write(file, page(form, city.federation, bool(city.sample)))


def _unchanged(form: Form) -> bytes:
    said = json.dumps(form.about | {"entries": form.entries}, ensure_ascii=False).encode()
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        archive.writestr(zipfile.ZipInfo(DATA, _FIXED), said)
    return stream.getvalue()
