import os
import stat
import tracemalloc
from pathlib import Path
from tempfile import TemporaryDirectory

from generator.content import intake
from generator.content.intake import take_snapshot
from generator.content.pictures import format_of
from generator.content.text import MAX_FILE_BYTES
from tests.conftest import Folder


def messages(snapshot):
    return {finding.place.path: finding.message for finding in snapshot.findings}


def test_links_are_not_followed_anywhere(folder, tmp_path):
    secret = tmp_path / "secret.yml"
    secret.write_text("name: x")
    (folder.root / "homes/chaoyang/zaoying-beili/brand.md").symlink_to(secret)
    (folder.root / "homes/chaoyang/linked").symlink_to(tmp_path)
    snapshot = take_snapshot(folder.root)
    assert "homes/chaoyang/zaoying-beili/brand.md" not in snapshot.texts
    assert not any(path.startswith("homes/chaoyang/linked/") for path in snapshot.texts)
    assert "链接" in messages(snapshot)["homes/chaoyang/zaoying-beili/brand.md"]
    assert "chaoyang/linked" in snapshot.homes


def test_a_pipe_does_not_hang_the_build(folder):
    os.mkfifo(folder.root / "homes/chaoyang/zaoying-beili/intro.md")
    assert "普通文件" in messages(take_snapshot(folder.root))["homes/chaoyang/zaoying-beili/intro.md"]


def test_copies_left_by_editors_and_sync_are_not_read(folder):
    folder.home("~$home.yml", "x")
    folder.home("home 副本.yml", "name: y")
    snapshot = take_snapshot(folder.root)
    assert not any("副本" in path or "~$" in path for path in snapshot.texts)
    assert len(snapshot.findings) == 2


def test_a_picture_is_what_its_bytes_say(folder):
    assert format_of(b"\xff\xd8\xff\xe0") == "jpeg"
    assert format_of(b"GIF89a") is None
    folder.home("photos/front.jpg", b"GIF89a-and-more")
    assert take_snapshot(folder.root).photos["homes/chaoyang/zaoying-beili/photos/front.jpg"].format is None


def test_only_one_home_is_read_when_asked(folder):
    snapshot = take_snapshot(folder.root, "chaoyang/zaoying-beili")
    assert snapshot.homes == ["chaoyang/zaoying-beili"]
    assert "city.yml" in snapshot.texts


HOME = "homes/chaoyang/zaoying-beili"


def test_a_second_name_of_a_file_is_not_read(folder, tmp_path):
    """Through a hard link a home could publish what lies elsewhere on the machine."""
    secret = tmp_path / "secret.md"
    secret.write_text("secret")
    os.link(secret, folder.root / HOME / "intro.md")
    snapshot = take_snapshot(folder.root)
    assert f"{HOME}/intro.md" not in snapshot.texts
    assert "硬链接" in messages(snapshot)[f"{HOME}/intro.md"]


def test_a_folder_above_that_is_a_link_is_not_entered(folder, tmp_path):
    elsewhere = tmp_path / "elsewhere"
    (elsewhere / "secret-home").mkdir(parents=True)
    (elsewhere / "secret-home/home.yml").write_text("name: x")
    (folder.root / "homes/haidian").symlink_to(elsewhere)
    (folder.root / "pages").mkdir()
    (folder.root / "pages/secret.md").symlink_to(elsewhere / "secret-home/home.yml")
    snapshot = take_snapshot(folder.root)
    assert not any("secret" in path for path in (*snapshot.texts, *snapshot.pages))
    assert {"homes/haidian", "pages/secret.md"} <= set(messages(snapshot))


def test_a_device_is_not_opened(folder):
    os.mknod(folder.root / HOME / "brand.md", 0o600 | stat.S_IFCHR, os.makedev(1, 5))  # /dev/zero never ends
    assert "普通文件" in messages(take_snapshot(folder.root))[f"{HOME}/brand.md"]


def test_a_loop_of_folders_and_a_deep_one_end(folder):
    (folder.root / HOME / "loop").symlink_to(folder.root / HOME)
    deep = folder.root / HOME
    for number in range(60):
        deep /= f"d{number}"
    deep.mkdir(parents=True)
    (deep / "home.yml").write_text("name: x")
    snapshot = take_snapshot(folder.root)
    assert any("太深" in message for message in messages(snapshot).values())
    assert not any("/d9/" in path for path in (*snapshot.texts, *snapshot.others))


def test_an_unreadable_file_is_named():
    """As a user without rights meets it: root may read everything, so a child of ours takes the snapshot as nobody."""
    with TemporaryDirectory() as name:
        Path(name).chmod(0o755)
        folder = Folder(Path(name) / "content")
        folder.home("intro.md", "你好").chmod(0)
        folder.home("photos/front.jpg", b"\xff\xd8\xff\xe0").parent.chmod(0)
        read, write = os.pipe()
        child = os.fork()
        if child == 0:
            if os.geteuid() == 0:
                os.setegid(65534)
                os.seteuid(65534)
            os.write(write, "\n".join(map(str, take_snapshot(folder.root).findings)).encode())
            os._exit(0)
        os.close(write)
        with open(read, "rb") as stream:
            findings = stream.read().decode()
        os.waitpid(child, 0)
        (folder.root / HOME / "photos").chmod(0o755)
    assert f"{HOME}/intro.md: 错误 [house.file] 文件打不开" in findings
    assert f"{HOME}/photos: 错误 [house.file] 文件夹打不开" in findings


def test_names_that_differ_in_case_alone_are_pointed_out(folder):
    folder.home("photos/front.jpg", b"\xff\xd8\xff\xe0")
    folder.home("photos/Front.jpg", b"\xff\xd8\xff\xe0")
    assert "只差大小写或空格" in messages(take_snapshot(folder.root))[f"{HOME}/photos/front.jpg"]


def test_too_many_and_too_much_stop_at_a_cap(folder, monkeypatch):
    monkeypatch.setattr(intake, "MAX_FILES", 20)
    for number in range(30):
        folder.home(f"photos/{number:03}.jpg", b"\xff\xd8\xff\xe0")
    snapshot = take_snapshot(folder.root)
    assert len(snapshot.of_home("chaoyang/zaoying-beili")) == 20
    assert [message for message in messages(snapshot).values() if "超过 20 个" in message]
    assert f"{HOME}/home.yml" in snapshot.texts  # files of the folder itself come first
    monkeypatch.setattr(intake, "MAX_TEXT_BYTES", 1000)
    folder.home("intro.md", "你" * 900)
    assert "一共超过" in messages(take_snapshot(folder.root))[f"{HOME}/intro.md"]


def test_a_huge_file_is_not_read_into_memory(folder):
    with open(folder.root / HOME / "intro.md", "wb") as stream:
        stream.truncate(3 * 1024**3)
    tracemalloc.start()
    snapshot = take_snapshot(folder.root)
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert len(snapshot.texts[f"{HOME}/intro.md"]) == MAX_FILE_BYTES + 1
    assert peak < 8 * 1024**2


def test_a_home_that_changes_while_it_is_taken_is_taken_again(folder, monkeypatch):
    """Somebody saves both files between the reading of the first and of the second: never one old and one new."""
    folder.home("brand.md", "old")
    folder.home("intro.md", "old")
    real, changes = os.open, []

    def saving(name, *args, **how):
        if name == "intro.md" and not changes:
            changes.append(name)
            for file in ("brand.md", "intro.md"):
                folder.home(file, "new!")
        return real(name, *args, **how)

    monkeypatch.setattr(os, "open", saving)
    texts = take_snapshot(folder.root).texts
    assert (texts[f"{HOME}/brand.md"], texts[f"{HOME}/intro.md"]) == (b"new!", b"new!")


def test_a_home_that_never_rests_is_left_for_the_next_build(folder, monkeypatch):
    real = os.open

    def saving(name, *args, **how):
        if name == "home.yml" and "dir_fd" in how:
            folder.home("diary.md", os.urandom(8))
        return real(name, *args, **how)

    monkeypatch.setattr(os, "open", saving)
    snapshot = take_snapshot(folder.root)
    assert not snapshot.of_home("chaoyang/zaoying-beili")
    assert "还在变" in messages(snapshot)[HOME]
    assert "chaoyang/zaoying-beili" in snapshot.homes


def test_a_photo_exchanged_since_is_not_taken_for_the_one_that_was_seen(folder):
    path = folder.home("photos/front.jpg", b"\xff\xd8\xff\xe0 first")
    photo = take_snapshot(folder.root).photos[f"{HOME}/photos/front.jpg"]
    assert photo.read() == b"\xff\xd8\xff\xe0 first"
    path.write_bytes(b"\xff\xd8\xff\xe0 other")
    assert photo.read() is None


COPIES = ["home (conflicted copy 2026-11-20).yml", "home (李敏 的冲突副本 2026-11-20).yml", "home.sync-conflict-20261120-093000-ABCDEFG.yml", "home - 副本.yml",
          "home - 副本 (2).yml", "home 副本 2.yml", "home（冲突副本 2026-11-20）.yml", "home (1).yml", "intro(冲突文件_李敏_2026-11-20 09-30-00).md",
          "home-DESKTOP-AB12CD3.yml", "home - Copy (2).yml", "home copy.yml", "x_conflict-20261120-093000.md", "x (SFConflict a@b 2026-11-20).md"]  # fmt: skip
NAMES = [
    "冲突调解.md",
    "矛盾冲突调处.md",
    "conflict-mediation.md",
    "2026-11-20-conflict.md",
    "副本.md",
    "家庭冲突文件怎么办.md",
    "copy.md",
    "photos/冲突.jpg",
    "photos/a (2).jpg",
]


def test_what_syncing_leaves_is_told_and_nothing_else_is_taken_for_it(folder):
    for name in (*COPIES, *NAMES):
        folder.home(name, b"\xff\xd8\xff\xe0" if name.endswith("jpg") else "name: y")
    snapshot = take_snapshot(folder.root)
    ignored = {
        f.place.path.removeprefix("homes/chaoyang/zaoying-beili/")
        for f in snapshot.findings
        if "副本" in f.message and f.severity == "notice"
    }
    assert ignored == set(COPIES)
    assert {f"homes/chaoyang/zaoying-beili/{name}" for name in NAMES} <= {*snapshot.texts, *snapshot.photos}
