"""Transferable votes as the rules are written, ballot by ballot; each count yields `(what, theirs, ours)`."""

FIVE, NINE = 10**5, 10**9


def broken(tie, history, end):
    """Who of `tie` is chosen: who stands at that end (min, max) of the latest earlier round in which they differ; the rest
    by the list, last out first, first transferred first."""
    left = set(tie)
    for votes in reversed(history):
        edge = end(votes[option] for option in left)
        left = {option for option in left if votes[option] == edge}
    return max(left) if end is min else min(left)


def scottish(election, ours):
    """Rules 45 to 52 of schedule 1 of the Scottish Local Government Elections Order 2007, in hundred-thousandths."""
    quota = (sum(election.ballots.values()) // (election.seats + 1) + 1) * FIVE
    papers = {option: [] for option in election.candidates()}
    for ranking, times in election.ballots.items():
        papers[ranking[0]].append((ranking, times, FIVE))
    votes = {option: sum(times * value for _, times, value in papers[option]) for option in papers}
    hopeful, elected, out, stages = set(papers), [], set(), []

    def elect(options):
        order = sorted(options, key=lambda option: (-votes[option], option))
        elected.extend(order)
        hopeful.difference_update(order)
        return order

    def hand_on(source, revalue, kept):
        votes[source] = kept
        moved, papers[source] = papers[source], []
        for ranking, times, value in moved:
            # The next available preference is looked for behind the one by which the paper came.
            target = next((it for it in ranking[ranking.index(source) + 1 :] if it in hopeful), None)
            if target is not None:
                papers[target].append((ranking, times, revalue(value)))
                votes[target] += times * revalue(value)

    while True:
        stage = {"votes": {option: votes[option] for option in papers if option not in out}}
        stages.append(stage)
        history = [{**dict.fromkeys(papers, 0), **earlier["votes"]} for earlier in stages[:-1]]
        stage["elected"] = elect({option for option in hopeful if votes[option] >= quota})
        if len(hopeful) <= election.seats - len(elected):
            stage["elected"] += elect(set(hopeful))
        if len(elected) == election.seats:
            break
        surpluses = {option for option in elected if votes[option] > quota}
        if surpluses:
            most = max(votes[option] for option in surpluses)
            source = broken([it for it in surpluses if votes[it] == most], history, max)
            stage["transferred"] = source
            credited = votes[source]
            hand_on(source, lambda value: (credited - quota) * value // credited, quota)
            continue
        fewest = min(votes[option] for option in hopeful)
        source = broken([it for it in hopeful if votes[it] == fewest], history, min)
        stage["eliminated"] = source
        hopeful.remove(source)
        out.add(source)
        if len(hopeful) <= election.seats - len(elected):
            stage["elected"] += elect(set(hopeful))
            break
        hand_on(source, lambda value: value, 0)

    yield "quota", quota // FIVE, ours["quota"]
    yield from same_rounds("stage", stages, ours, FIVE, sum(election.ballots.values()))
    yield "the Order", elected, [int(winner) for winner in ours["winners"]]


def meek(election, ours):
    """The Reference Meek Rule of the Proportional Representation Foundation, step by step, in billionths."""
    keep = {option: NINE for option in election.candidates()}
    hopeful, elected, rounds = set(keep), [], []

    def elect(options):
        order = sorted(options, key=lambda option: (-votes[option], option))
        elected.extend(order)
        hopeful.difference_update(order)
        return order

    while True:
        previous = None
        while True:
            votes = dict.fromkeys(keep, 0)
            for ranking, times in election.ballots.items():
                weight = NINE
                for option in ranking:
                    kept = -(-weight * keep[option] // NINE)
                    votes[option] += kept * times
                    weight -= kept
            quota = sum(votes.values()) // (election.seats + 1) + 1
            new = {option for option in hopeful if votes[option] >= quota}
            if len(new) > election.seats - len(elected):
                new = set()
            surplus = max(sum(votes[option] - quota for option in elected), 0)
            if new or surplus < 1000 or (previous is not None and surplus >= previous):
                break
            previous = surplus
            for option in elected:
                keep[option] = min(NINE, -(-(-(-keep[option] * quota // NINE)) * NINE // votes[option]))
        standing = {option: votes[option] for option in keep if option in hopeful or option in elected}
        rounds.append({"votes": standing, "quota": quota, "surplus": surplus, "keep": dict(keep)})
        history = [{**dict.fromkeys(keep, 0), **earlier["votes"]} for earlier in rounds[:-1]]
        rounds[-1]["elected"] = elect(new)
        if len(hopeful) <= election.seats - len(elected):
            rounds[-1]["elected"] += elect(set(hopeful))
        if len(elected) == election.seats:
            break
        if new:
            continue
        fewest = min(votes[option] for option in hopeful)
        out = broken([it for it in hopeful if votes[it] <= fewest + surplus], history, min)
        rounds[-1]["eliminated"] = out
        keep[out] = 0
        hopeful.remove(out)
        if len(hopeful) <= election.seats - len(elected):
            rounds[-1]["elected"] += elect(set(hopeful))
            break
    yield from same_rounds("round", rounds, ours, NINE, sum(election.ballots.values()))
    yield "the rule", elected, [int(winner) for winner in ours["winners"]]


def same_rounds(word, rounds, ours, unit, ballots):
    """Every member of every round but the notes of ties, and how many rounds there are."""
    yield f"number of {word}s", len(rounds), len(ours["rounds"])
    for number, (theirs, told) in enumerate(zip(rounds, ours["rounds"]), 1):
        exhausted = max(ballots * unit - sum(theirs["votes"].values()), 0)
        written = {
            "votes": {str(option): decimal(held, unit) for option, held in theirs["votes"].items()},
            "exhausted": decimal(exhausted, unit),
            "elected": [str(option) for option in theirs["elected"]],
        }
        written |= {name: str(theirs[name]) for name in ("transferred", "eliminated") if name in theirs}
        written |= {name: decimal(theirs[name], unit) for name in ("quota", "surplus") if name in theirs}
        if "keep" in theirs:
            written["keep"] = {str(option): decimal(kept, unit) for option, kept in theirs["keep"].items()}
        yield f"{word} {number}", written, {name: value for name, value in told.items() if name != "ties"}


def decimal(amount, unit):
    return f"{amount // unit}.{amount % unit:0{len(str(unit)) - 1}}"
