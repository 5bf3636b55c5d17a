"""Runs schemathesis against the API documents of both services, which are started for it: no answer of status 500 and above, none
that its document does not describe, and nothing of anybody in the logs. The registrar is asked as an admin, as a voter and as a
stranger, with ids that exist.

    run.py REGISTRAR BALLOT_BOX SCHEMATHESIS [EXAMPLES]

Needs nothing but Python's own library; the three arguments are programs. All runs go side by side, each operation where it has
most to answer: who may not call it gets few examples.
"""

import dataclasses
import json
import pathlib
import subprocess
import sys
import tempfile
import time
import urllib.request

from scene import Scene
from services import Services

CHECKS = "not_a_server_error,status_code_conformance,content_type_conformance,response_headers_conformance,response_schema_conformance"
# Their bodies are of media types that schemathesis cannot make; other tests do.
UNMADE = ["POST /polls/{poll}/token", "POST /api/v1/polls/{id}/ballots"]
# Whoever is not allowed to call an operation is refused before anything of the request is looked at.
FEW = 2


@dataclasses.dataclass
class Run:
    """One caller of one service."""

    name: str
    url: str
    headers: dict
    # Names of operations that get few examples, and of such as are left out.
    few: list = dataclasses.field(default_factory=list)
    without: list = dataclasses.field(default_factory=list)
    # Tables for schemathesis' settings: what concerns single operations.
    operations: list = dataclasses.field(default_factory=list)


def main():
    programs = [str(pathlib.Path(path).resolve()) for path in sys.argv[1:4]]
    examples = int(sys.argv[4]) if len(sys.argv) > 4 else 10
    began = time.monotonic()
    with tempfile.TemporaryDirectory() as folder, Services(pathlib.Path(folder), *programs[:2]) as services:
        scene = Scene(services)
        ids = scene.shared()
        print(f"services and what stands in them: {time.monotonic() - began:.0f} s", flush=True)
        began = time.monotonic()
        started = [(run, start(run, services, programs[2], ids, examples)) for run in runs(services, scene)]
        failed = []
        for run, process in started:
            code = process.wait()
            print(f"--- {run.name}: {time.monotonic() - began:.0f} s ---", log(services, run).read_text(), sep="\n", flush=True)
            failed += [run.name] if code else []
        told = services.told_in_logs(scene.unspeakable())
    if failed:
        sys.exit(f"schemathesis found something: {', '.join(failed)}")
    if told:
        sys.exit(f"the services' logs hold what they must not: {told}")


def runs(services, scene):
    """An operation of the registrar is tried in full by who may call it, and by the others with few examples."""
    bearer, public = operations_of(services.registrar_url)
    own = [name for name in bearer if name.split()[1].startswith(("/me", "/sessions"))]
    managed = [name for name in bearer if name not in own]
    authorization = lambda token: {"Authorization": f"Bearer {token}"}
    theirs = [operation([name], parameters=paths(ids)) for name, ids in scene.of_one_call().items()]
    leaving = [operation([name], headers=authorization(token)) for name, token in scene.ending.items()]
    endless = [operation(["GET /api/v1/polls/{id}/events"], **{"max-stream-events": 1})]
    at = services.registrar_url
    known = bearer + public + sum(operations_of(services.ballot_box_url), [])
    if unknown := [name for named in theirs + leaving + endless for name in named["include-name"] + UNMADE if name not in known]:
        sys.exit(f"no document has these operations: {', '.join(unknown)}")
    return [
        Run("registrar, an admin", at, authorization(scene.admin), own + public, list(scene.ending), theirs),
        Run("registrar, a voter", at, authorization(scene.voter), managed + public, operations=leaving),
        Run("registrar, a stranger", at, {}, bearer),
        Run("ballot box", services.ballot_box_url, {}, operations=endless),
    ]


def operations_of(url):
    """The operations that need a bearer token, and those that do not: method and path."""
    document = json.load(urllib.request.urlopen(f"{url}/api/v1/openapi.json"))
    bearer, public = [], []
    for path, item in document["paths"].items():
        for method, described in item.items():
            if method != "parameters":
                (public if described.get("security") == [] else bearer).append(f"{method.upper()} {path}")
    return bearer, public


def start(run, services, schemathesis, ids, examples):
    """The process of a run, whose words go to a file."""
    settings = log(services, run).with_suffix(".toml")
    few = [operation(run.few, phases={"coverage": {"enabled": False}}, generation={"max-examples": FEW})] if run.few else []
    settings.write_text(toml({"parameters": paths(ids)}, run.operations + few))
    command = [schemathesis, "--config-file", str(settings), "run", f"{run.url}/api/v1/openapi.json"]
    command += ["--url", services.base(run.url), "--checks", CHECKS, "--no-color", "--max-examples", str(examples)]
    command += ["--phases", "examples,coverage,fuzzing", "--continue-on-failure", "--generation-database", "none"]
    command += ["--warnings", "off", "--seed", "1", "--suppress-health-check", "filter_too_much"]
    for name, value in run.headers.items():
        command += ["--header", f"{name}: {value}"]
    for name in UNMADE + run.without:
        command += ["--exclude-name", name]
    return subprocess.Popen(command, cwd=services.folder, stdout=open(log(services, run), "w"), stderr=subprocess.STDOUT)


def log(services, run):
    return services.folder / f"{run.name}.txt"


def operation(names, **settings):
    """Settings of operations: `GET /polls`."""
    return {"include-name": names} | settings


def paths(ids):
    """Ids as parameters of paths."""
    return {f"path.{name}": value for name, value in ids.items()}


def toml(tables, operations):
    """JSON's strings, numbers and lists are TOML's, but for tables within."""
    value = lambda v: "{ " + ", ".join(f"{json.dumps(k)} = {value(x)}" for k, x in v.items()) + " }" if isinstance(v, dict) else json.dumps(v)
    lines = []
    for name, table in [(f"[{name}]", table) for name, table in tables.items()] + [("[[operations]]", table) for table in operations]:
        lines += [name, *(f"{json.dumps(key)} = {value(each)}" for key, each in table.items())]
    return "\n".join(lines) + "\n"


if __name__ == "__main__":
    main()
