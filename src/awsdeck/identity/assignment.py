"""The best overall way to pair things up.

In: scores of possible pairs. Out: the pairs, each thing used once at most, whose scores add up to the most.
It must not know what is paired.

Shortest augmenting paths (the Hungarian method) over the possible pairs alone: with a handful of candidates
for each thing the cost grows with the number of pairs, not with its square.
"""

import heapq
from collections.abc import Mapping

Scores = Mapping[int, Mapping[int, float]]
"""For each thing on the left, the score of each possible partner on the right; both count from 0."""


def best_pairs(scores: Scores) -> dict[int, int]:
    """The pairs with the greatest total score; who is better left alone is in none."""
    pairing = _Pairing(scores)
    for left in scores:
        pairing.place(left)
    return {left: right for left, right in pairing.right_of.items() if right >= 0}


class _Pairing:
    """Pairs so far, with prices under which every pair is a best choice for both of its sides."""

    def __init__(self, scores: Scores) -> None:
        # to stay alone is a partner of its own for each, with score 0 and a number below 0
        self._costs = {
            left: {-1 - left: 0.0, **{right: -score for right, score in partners.items()}}
            for left, partners in scores.items()
        }
        self._left_price = {left: min(costs.values()) for left, costs in self._costs.items()}
        self._right_price: dict[int, float] = {}
        self.right_of: dict[int, int] = {}
        self._left_of: dict[int, int] = {}

    def place(self, start: int) -> None:
        """Give ``start`` a partner, moving others to their next best where that adds up to more."""
        distance: dict[int, float] = {}
        came_from: dict[int, int] = {}
        settled: set[int] = set()
        queue: list[tuple[float, int]] = []
        left, travelled = start, 0.0
        while True:
            for right, cost in self._costs[left].items():
                reduced = travelled + cost - self._left_price[left] - self._right_price.get(right, 0.0)
                if right not in settled and reduced < distance.get(right, float("inf")):
                    distance[right], came_from[right] = reduced, left
                    heapq.heappush(queue, (reduced, right))
            travelled, right = heapq.heappop(queue)
            while right in settled:
                travelled, right = heapq.heappop(queue)
            if right not in self._left_of:
                break
            settled.add(right)
            left = self._left_of[right]
        self._left_price[start] += travelled
        for passed in settled:
            gain = travelled - distance[passed]
            self._right_price[passed] = self._right_price.get(passed, 0.0) - gain
            self._left_price[self._left_of[passed]] += gain
        self._shift(start, right, came_from)

    def _shift(self, start: int, end: int, came_from: Mapping[int, int]) -> None:
        right = end
        while True:
            left = came_from[right]
            former = self.right_of.get(left, right)
            self.right_of[left], self._left_of[right] = right, left
            if left == start:
                return
            right = former
