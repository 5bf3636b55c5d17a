"""Schulze's method with winning votes; unranked options tie below the ranked ones (docs/protocol.md section 9)."""


def tally(question, rankings):
    """`pairs.a.b`: ballots that prefer a to b; `paths.a.b`: strength of the strongest path from a to b."""
    options = question.options
    pairs = _square(options)
    for ranking, times in rankings.items():
        below = dict.fromkeys(options)
        for option in ranking:
            del below[option]
            for other in below:
                pairs[option][other] += times
    return of_pairs(question, pairs)


def of_pairs(question, pairs):
    """The same from `pairs` that were counted before."""
    options = question.options
    paths = _square(options)
    for one in options:
        for other in paths[one]:
            if pairs[one][other] > pairs[other][one]:
                paths[one][other] = pairs[one][other]
    for middle in options:  # Floyd and Warshall, with minimum for the links of a path and maximum over paths
        for one in options:
            for other in options:
                if middle != one != other != middle:
                    through = min(paths[one][middle], paths[middle][other])
                    paths[one][other] = max(paths[one][other], through)
    best = [one for one in options if all(paths[one][other] >= paths[other][one] for other in paths[one])]
    if len(best) > 1 and question.ties == "report":
        return {"pairs": pairs, "paths": paths, "winners": [], "tied": best}
    return {"pairs": pairs, "paths": paths, "winners": best[:1], "tied": []}


def _square(options):
    return {one: {other: 0 for other in options if other != one} for one in options}
