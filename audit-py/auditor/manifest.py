"""The manifest, which says what a poll is: docs/protocol.md section 4 and choice C8.

`Manifest.parse` returns what can be used and raises `Malformed` for the first rule that is broken. The token key is
parsed apart (`tokens.TokenKey`), so that a bad key is a fault of its own.
"""

import re
from collections import namedtuple

from . import names, notes
from .encodings import Malformed, base64url, fields, instant, integer, short

KIND = "psephos-manifest/v1"
LARGEST_TEXT = 262_144
IDENTIFIER = re.compile(r"[a-z0-9-]{1,32}\Z", re.ASCII)
LANGUAGE = re.compile(r"[A-Za-z0-9]{1,8}(?:-[A-Za-z0-9]{1,8})*\Z", re.ASCII)
METHODS = ("irv", "stv-scottish", "stv-meek", "schulze", "borda")
ONE_SEAT = ("irv", "schulze")
TIMES = ("issuance_opens", "issuance_closes", "voting_opens", "voting_closes")
REQUIRED = (
    "title",
    "registrar",
    "ballot_box",
    "token",
    "eligible",
    *TIMES,
    "results",
    "mix",
    "content_size",
    "questions",
)
OPTIONAL = ("slug", "description", "languages", "test", "late_additions", "witnesses", "quorum")

Question = namedtuple("Question", "id kind method min max low high seats abstain ties options")  # options: ids


class Manifest:
    """What the audit needs of a manifest that keeps the rules of section 4."""

    @classmethod
    def parse(cls, note):
        """Reads the note's JSON; the signatures are verified by the caller, with the keys found here."""
        if len(note.text.encode()) > LARGEST_TEXT:
            raise Malformed("has a text of more than 262,144 bytes")
        return cls(notes.statement(note, KIND))

    def __init__(self, value):
        fields(value, REQUIRED, OPTIONAL)
        languages = _at("languages", _languages, value.get("languages", ["en"]))
        self.languages = languages
        self.slug = _at("slug", _identifier, value["slug"]) if "slug" in value else None
        self.title = _title(value["title"], languages, "title")
        _at("description", _text, value.get("description", ""), languages)
        self.test = _at("test", _boolean, value.get("test", False))
        self.registrar = _at("registrar", _service, value["registrar"])
        self.ballot_box = _at("ballot_box", _service, value["ballot_box"])
        if names.host(self.registrar.name) == names.host(self.ballot_box.name):
            raise Malformed("has both services on one host")
        if self.registrar.public == self.ballot_box.public:
            raise Malformed("has one key for both services")
        self.token_key = _at("token", _token, value["token"])
        self.eligible = None if value["eligible"] is None else _at("eligible", integer, value["eligible"])
        self.late_additions = _at("late_additions", _boolean, value.get("late_additions", False))
        for name in TIMES:
            setattr(self, name, _at(name, instant, value[name]))
        self._check_order_of_times()
        self.results = _at("results", _one_of, value["results"], ("live", "after_close"))
        self.mix = _at("mix", integer, value["mix"], 0 if self.test else 8, 2**32 - 1)
        self.content_size = _at("content_size", integer, value["content_size"], 1, 60_000)
        self.witnesses = _at("witnesses", _witnesses, value.get("witnesses", []))
        self.quorum = _at("quorum", integer, value.get("quorum", 0), 0, len(self.witnesses))
        self.questions = _at("questions", _questions, value["questions"], languages)
        self.asked = [_with_defaults(question) for question in value["questions"]]  # as JSON, to be compared
        if self.content_size < longest_content(self.questions):
            raise Malformed("content_size: is less than the longest content")

    def _check_order_of_times(self):
        if not (
            self.issuance_opens < self.issuance_closes <= self.voting_closes
            and self.voting_opens < self.voting_closes
            and self.issuance_opens <= self.voting_opens
        ):
            raise Malformed("has times in the wrong order")


def longest_content(questions):
    """Bytes of the JSON of section 7 in which every question has its longest answer."""
    total = len('{"answers":{}}') + len(questions) - 1
    for question in questions:
        if question.kind == "score":
            value = max(len(str(question.low)), len(str(question.high)))
            answer = len('{"score":{}}') + sum(len(id) + 3 + value for id in question.options)
            answer += len(question.options) - 1
        else:
            longest = sorted((len(id) for id in question.options), reverse=True)[: question.max]
            word = "choose" if question.kind == "choice" else "rank"
            answer = len('{"":[]}') + len(word) + sum(length + 2 for length in longest) + len(longest) - 1
        if question.abstain:
            answer = max(answer, len('"abstain"'))
        total += len(question.id) + 3 + answer
    return total


def _questions(value, languages):
    if not isinstance(value, list) or not 1 <= len(value) <= 64:
        raise Malformed("are not 1 to 64")
    questions = [_at(str(number), _question, item, languages) for number, item in enumerate(value, 1)]
    _all_different([question.id for question in questions])
    return questions


def _question(value, languages):
    kind = value.get("kind") if isinstance(value, dict) else None
    own = {"choice": ("min", "max"), "ranking": ("method", "min", "max"), "score": ("low", "high")}
    if not isinstance(kind, str) or kind not in own:
        raise Malformed("has no kind choice, ranking or score")
    fields(value, ("id", "title", "kind", "options", *own[kind]), ("description", "seats", "abstain", "order", "ties"))
    _at("id", _identifier, value["id"])
    _title(value["title"], languages, "title")
    _at("description", _text, value.get("description", ""), languages)
    options = _at("options", _options, value["options"], languages)
    count = len(options)
    least = most = low = high = method = None
    if kind == "score":
        low = _at("low", integer, value["low"], -100, 100)
        high = _at("high", integer, value["high"], low + 1, 100)
    else:
        least = _at("min", integer, value["min"], 1, count)
        most = _at("max", integer, value["max"], least, count)
    if kind == "ranking":
        method = _at("method", _one_of, value["method"], METHODS)
    seats = _at("seats", integer, value.get("seats", 1), 1, 1 if method in ONE_SEAT else count)
    abstain = _at("abstain", _boolean, value.get("abstain", True))
    _at("order", _one_of, value.get("order", "fixed"), ("fixed", "shuffled"))
    ties = _at("ties", _one_of, value.get("ties", "report"), ("report", "listed"))
    return Question(value["id"], kind, method, least, most, low, high, seats, abstain, ties, options)


def _with_defaults(question):
    """The question's JSON with what was left out: two that mean the same are equal."""
    options = [{"description": "", **option} for option in question["options"]]
    left_out = {"description": "", "seats": 1, "abstain": True, "order": "fixed", "ties": "report"}
    return {**left_out, **question, "options": options}


def _options(value, languages):
    if not isinstance(value, list) or not 1 <= len(value) <= 256:
        raise Malformed("are not 1 to 256")
    for number, option in enumerate(value, 1):
        _at(str(number), fields, option, ("id", "title"), ("description",))
        _at(f"{number} id", _identifier, option["id"])
        _title(option["title"], languages, f"{number} title")
        _at(f"{number} description", _text, option.get("description", ""), languages)
    ids = tuple(option["id"] for option in value)
    _all_different(ids)
    return ids


def _service(value):
    fields(value, ("name", "url", "key"))
    if value["url"] != _at("name", names.url, value["name"]):
        raise Malformed("has a url that does not follow from its name")
    key = _at("key", notes.VerifierKey.parse, value["key"])
    if key.name != value["name"]:
        raise Malformed("has a key with another name")
    return key


def _token(value):
    fields(value, ("type", "key"))
    if type(value["type"]) is not int or value["type"] != 2:
        raise Malformed("has another type than 2")
    return base64url(value["key"])


def _witnesses(value):
    if not isinstance(value, list):
        raise Malformed("is not a list")
    keys = [notes.VerifierKey.parse(item, (notes.COSIGNATURE, notes.ML_DSA_44)) for item in value]
    _all_different([key.public for key in keys])
    return keys


def _languages(value):
    if not isinstance(value, list) or not value:
        raise Malformed("is not a list of language tags")
    for tag in value:
        if not isinstance(tag, str) or len(tag) > 35 or not LANGUAGE.match(tag):
            raise Malformed(f"has {short(tag)}, which is no language tag")
    _all_different(value)
    return value


def _text(value, languages):
    if isinstance(value, dict):
        if set(value) != set(languages) or not all(isinstance(item, str) for item in value.values()):
            raise Malformed("has not one string for each of the languages")
        return value[languages[0]]
    if not isinstance(value, str):
        raise Malformed("is no text")
    return value


def _title(value, languages, where):
    title = _at(where, _text, value, languages)
    if not all(item.strip() for item in (value.values() if isinstance(value, dict) else [value])):
        raise Malformed(f"{where}: is blank")
    return title


def _identifier(value):
    if not isinstance(value, str) or not IDENTIFIER.match(value):
        raise Malformed("is not 1 to 32 of a-z, 0-9 and -")
    return value


def _boolean(value):
    if type(value) is not bool:
        raise Malformed("is neither true nor false")
    return value


def _one_of(value, allowed):
    if not isinstance(value, str) or value not in allowed:
        raise Malformed(f"is not one of {', '.join(allowed)}")
    return value


def _all_different(values):
    if len(set(values)) != len(values):
        raise Malformed("holds one thing twice")


def _at(where, read, *arguments):
    """`read(*arguments)`, with the place added to what it complains about."""
    try:
        return read(*arguments)
    except Malformed as error:
        raise Malformed(f"{where}: {error}") from None
