from __future__ import annotations

from archive.normal import normal_text
from archive.texts import MAX_LENGTH, Texts


def test_the_texts_used_last_are_kept_in_bounded_room() -> None:
    texts = Texts()
    long = normal_text("云溪" * 10_000)
    for version in range(15):
        texts.keep(version, long)
        texts.get(0)
    kept = [version for version in range(15) if texts.get(version) is not None]
    assert len(kept) * len(long.text) <= MAX_LENGTH
    assert kept[0] == 0
    assert kept[-1] == 14
    texts.forget(14)
    assert texts.get(14) is None
    texts.clear()
    assert texts.get(0) is None
