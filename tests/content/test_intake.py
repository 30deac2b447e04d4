import os

from generator.content.intake import picture_format, take


def messages(snapshot):
    return {finding.place.path: finding.message for finding in snapshot.findings}


def test_links_are_not_followed_anywhere(folder, tmp_path):
    secret = tmp_path / "secret.yml"
    secret.write_text("name: x")
    (folder.root / "homes/chaoyang/zaoying-beili/brand.md").symlink_to(secret)
    (folder.root / "homes/chaoyang/linked").symlink_to(tmp_path)
    snapshot = take(folder.root)
    assert "homes/chaoyang/zaoying-beili/brand.md" not in snapshot.texts
    assert not any(path.startswith("homes/chaoyang/linked/") for path in snapshot.texts)
    assert "链接" in messages(snapshot)["homes/chaoyang/zaoying-beili/brand.md"]
    assert "chaoyang/linked" in snapshot.homes


def test_a_pipe_does_not_hang_the_build(folder):
    os.mkfifo(folder.root / "homes/chaoyang/zaoying-beili/intro.md")
    assert "普通文件" in messages(take(folder.root))["homes/chaoyang/zaoying-beili/intro.md"]


def test_copies_left_by_editors_and_sync_are_not_read(folder):
    folder.home("~$home.yml", "x")
    folder.home("home 副本.yml", "name: y")
    snapshot = take(folder.root)
    assert not any("副本" in path or "~$" in path for path in snapshot.texts)
    assert len(snapshot.findings) == 2


def test_a_picture_is_what_its_bytes_say(folder):
    assert picture_format(b"\xff\xd8\xff\xe0") == "jpeg"
    assert picture_format(b"GIF89a") is None
    folder.home("photos/front.jpg", b"GIF89a-and-more")
    assert take(folder.root).photos["homes/chaoyang/zaoying-beili/photos/front.jpg"].format is None


def test_only_one_home_is_read_when_asked(folder):
    snapshot = take(folder.root, "chaoyang/zaoying-beili")
    assert snapshot.homes == ["chaoyang/zaoying-beili"]
    assert "city.yml" in snapshot.texts
