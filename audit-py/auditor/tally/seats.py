"""Who wins where every option has one number: choice, score, Borda (docs/protocol.md section 9, choice C17)."""


def by_value(question, values):
    """`(winners, tied)` of the options with the greatest values.

    `report` puts all who tie for the last seat into `tied` and gives the seat to none of them; `listed` prefers the
    option that stands first. Where there are seats for all, all win.
    """
    order = sorted(question.options, key=lambda option: -values[option])  # stable: equal ones as in the manifest
    if len(order) <= question.seats:
        return order, []
    last = values[order[question.seats - 1]]
    above = [option for option in order if values[option] > last]
    equal = [option for option in order if values[option] == last]
    if len(above) + len(equal) <= question.seats or question.ties == "listed":
        return (above + equal)[: question.seats], []
    return above, equal
