"""One small index in every engine, shared by the tests that only read it."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from search import ENGINES, Index
from tests.search.cases import build


@pytest.fixture(params=ENGINES)
def engine(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@pytest.fixture(scope="session")
def indexes(tmp_path_factory: pytest.TempPathFactory) -> Iterator[dict[str, Index]]:
    opened = {name: build(tmp_path_factory.mktemp(name), name) for name in ENGINES}
    yield opened
    for index in opened.values():
        index.close()


@pytest.fixture
def index(indexes: dict[str, Index], engine: str) -> Index:
    return indexes[engine]
