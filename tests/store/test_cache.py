"""The cache by content, and what becomes of damaged files."""

from __future__ import annotations

from pathlib import Path

import pytest

from generator.store import Cache


@pytest.fixture
def cache(tmp_path: Path) -> Cache:
    return Cache(tmp_path / "cache")


def test_what_was_put_is_got_under_its_kind_and_key(cache: Cache):
    assert cache.get("photo", "abc-480") is None
    kept = cache.put("photo", "abc-480", b"bytes")
    assert cache.get("photo", "abc-480") == kept and kept.read_bytes() == b"bytes"
    assert cache.get("photo", "abc") is None and cache.get("photo", "abc-48") is None
    assert cache.get("card", "abc-480") is None


def test_a_second_put_replaces_the_first(cache: Cache):
    cache.put("photo", "abc", b"old")
    cache.put("photo", "abc", b"new")
    assert cache.get("photo", "abc").read_bytes() == b"new"
    assert len(list(cache.folder.glob("*/*/*"))) == 1


@pytest.mark.parametrize("damage", [b"", b"byt", b"Bytes", b"bytes and more"])
def test_a_damaged_file_is_a_miss_and_goes(cache: Cache, damage: bytes):
    kept = cache.put("photo", "abc", b"bytes")
    kept.write_bytes(damage)
    assert cache.get("photo", "abc") is None and not kept.exists()
    cache.put("photo", "abc", b"bytes")
    assert cache.get("photo", "abc").read_bytes() == b"bytes"


def test_prune_leaves_what_is_used(cache: Cache):
    for key in ("aa1", "aa2", "bb1"):
        cache.put("photo", key, key.encode())
    cache.put("card", "aa1", b"")
    (cache.folder / "photo/aa/.aa3.99").write_bytes(b"cut off")
    assert cache.prune("photo", ["aa2"]) == 3
    assert cache.get("photo", "aa2") and cache.get("card", "aa1")
    assert cache.get("photo", "aa1") is None and cache.get("photo", "bb1") is None
    assert cache.prune("never", []) == 0


@pytest.mark.parametrize(("kind", "key"), [("photo", "../x"), ("photo", "a"), ("photo", "a.b"), ("../x", "aa")])
def test_kinds_and_keys_are_plain_words(cache: Cache, kind: str, key: str):
    with pytest.raises(ValueError):
        cache.put(kind, key, b"")
