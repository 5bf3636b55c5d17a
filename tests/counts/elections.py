"""Elections at random, and the files that hold them."""

from collections import Counter
from typing import NamedTuple


class Ranked:
    """Options 1 to n, some seats, ballots as tuples with their number, best first, and ballots that say nothing."""

    def __init__(self, number, rng):
        self.number = number
        self.options = rng.randint(2, 8)
        self.seats = rng.randint(1, self.options)
        # From a handful of ballots to a small town; lengths of rankings by the taste of each election.
        size = rng.choice([10, 50, 100, 100, 500, 500, 1000])
        longest = rng.randint(1, self.options)
        # Some options are liked better, so that there is something to transfer.
        liking = [rng.expovariate(1) for _ in range(self.options)]
        self.ballots = Counter()
        # Each is ranked by somebody: the libraries know only options that stand on a ballot.
        self.ballots[tuple(rng.sample(range(1, self.options + 1), self.options))] += 1
        for _ in range(size - 1):
            taste = {option: rng.random() ** (1 / liking[option - 1]) for option in range(1, self.options + 1)}
            ranking = sorted(taste, key=taste.get, reverse=True)
            self.ballots[tuple(ranking[: rng.randint(1, longest)])] += 1
        self.blank = rng.choice([0, 1, size // 20, size // 3])

    def written(self):
        ballots = [f"{times} {' '.join(map(str, ranking))} 0\n" for ranking, times in self.ballots.items()]
        if self.blank:
            # Somewhere among the others.
            ballots.insert(len(ballots) // 2, f"{self.blank} 0\n")
        names = "".join(f'"Option {option}"\n' for option in self.candidates())
        return f'{self.options} {self.seats}\n{"".join(ballots)}0\n{names}"Election {self.number}"\n'

    def candidates(self):
        return range(1, self.options + 1)


class Shape(NamedTuple):
    """What is said once for all elections that one process counts."""

    kind: str
    options: int
    seats: int
    ties: str
    most: int

    @classmethod
    def some(cls, rng, kind, most=None):
        options = rng.randint(2, 8)
        ties = rng.choice(["report", "listed"])
        return cls(kind, options, rng.randint(1, options), ties, most or rng.randint(2, options))


class Marked:
    """Options 1 to n, some seats, what becomes of ties, ballots with their number, and ballots that say nothing. A ballot is a
    tuple: of chosen options, at most `most` of them, or of a score for each."""

    def __init__(self, number, rng, shape):
        self.number, self.shape = number, shape
        self.kind, self.options, self.seats, self.ties, self.most = shape
        # Small ones have ties.
        size = rng.choice([1, 5, 10, 50, 100, 500, 2000])
        liking = [rng.random() for _ in range(self.options)]
        self.ballots = Counter(self.ballot(rng, liking) for _ in range(size))
        self.blank = rng.choice([0, 1, size // 20, size // 3])

    def ballot(self, rng, liking):
        if self.kind == "score":
            return tuple(round(9 * (rng.random() + liking[option - 1])) - 9 for option in self.candidates())
        taste = {option: rng.random() ** (1 / liking[option - 1]) for option in self.candidates()}
        return tuple(sorted(sorted(taste, key=taste.get, reverse=True)[: rng.randint(1, self.most)]))

    def written(self):
        said = {
            " ".join(f"{option}={score}" for option, score in zip(self.candidates(), ballot))
            if self.kind == "score"
            else " ".join(map(str, ballot)): times
            for ballot, times in self.ballots.items()
        }
        lines = [f"{times},{cell}\n" for cell, times in said.items()]
        if self.blank:
            # A cell that says so, and an empty one.
            lines.insert(len(lines) // 2, f"{self.blank - 1},abstain\n1,\n")
        return f"times,{self.kind}\n{''.join(lines)}"

    def candidates(self):
        return range(1, self.options + 1)

    def arguments(self):
        """What the files do not say themselves."""
        yield from ["--method", self.kind, "--seats", self.seats, "--ties", self.ties, "--times", "times"]
        yield from ["--options", ",".join(map(str, self.candidates()))]
        if self.kind == "choice":
            yield from ["--most", self.most]
