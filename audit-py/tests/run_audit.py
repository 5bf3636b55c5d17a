"""Runs the auditor as its command line does and returns what it says."""

import contextlib
import io
import json
import pathlib
import sys
import tempfile

from forge import tar

AUDIT = pathlib.Path(__file__).resolve().parents[1] / "audit.py"
sys.path[:0] = [str(AUDIT.parent)]

from audit import main  # noqa: E402


def audit(source, *options):
    """The report of `audit.py SOURCE --json`; `source` may be a dict of files or the bytes of a bundle."""
    with tempfile.TemporaryDirectory() as folder:
        if isinstance(source, (dict, bytes)):
            path = pathlib.Path(folder, "bundle.tar")
            path.write_bytes(tar(source) if isinstance(source, dict) else source)
            source = path
        return _run([source, *options])


def audit_precincts(folder, *options):
    """The report of `audit.py --precincts FOLDER --json`."""
    return _run(["--precincts", folder, *options])


def _run(arguments):
    output = io.StringIO()
    output.reconfigure = lambda **_: None
    with contextlib.redirect_stdout(output):
        code = main(["--json", *map(str, arguments)])
    if "auditor failed" in output.getvalue():
        raise AssertionError(output.getvalue())
    report = json.loads(output.getvalue())
    if report["exit"] != code:
        raise AssertionError(f"exit code {code}, reported {report['exit']}")
    return report


def names(report):
    """The names of the faults found."""
    return {item["fault"] for item in report["faults"]}


def convicted(report, fault):
    """Whom a fault of that name convicts."""
    return {item["convicts"] for item in report["faults"] if item["fault"] == fault}
