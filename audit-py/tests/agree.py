"""Both auditors over the same elections: `agree.py PSEPHOS FOLDER`, where FOLDER is what the program `samples` of the crate
`audit` wrote. They must end with the same exit code, each must give a spoilt election the fault that it was given, and they
must convict the same services: none where files were only changed or put together wrongly."""

import json
import pathlib
import subprocess
import sys
import tempfile

from run_audit import audit, names

# What the auditor brings along is none of what it should be: nothing is said of the election.
NO_AUDIT = {"older-checkpoint-is-none", "receipt-is-none"}


def by_psephos(psephos, bundle, options):
    done = subprocess.run([psephos, "audit", "--json", bundle, *options], capture_output=True, text=True, check=False)
    return done.returncode, json.loads(done.stdout)["faults"] if done.stdout else []


def convicted(faults):
    return {item["convicts"] for item in faults} - {None}


def main(psephos, folder):
    folder = pathlib.Path(folder)
    spoilt = json.loads((folder / "index.json").read_text())
    disagreements, convictions = 0, {}
    for name, spoil in spoilt.items():
        fault, innocent = (spoil["fault"], spoil["innocent"]) if spoil else (None, True)
        known = json.loads((folder / f"{name}.expected.json").read_text())
        if known["now"]:
            continue  # what is overdue is asked of a running ballot box
        bundle = folder / f"{name}.tar"
        with tempfile.TemporaryDirectory() as kept:
            first, second = [], []
            for option in ("since", "receipt"):
                for number, text in enumerate(known["receipts" if option == "receipt" else option]):
                    path = pathlib.Path(kept, f"{option}{number}")
                    path.write_text(text)
                    first += [f"--{option}", path]
                    second += [f"--{option}", path]
            if known["poll"]:
                first += ["--poll", known["poll"]]
                second += ["--poll", known["poll"]]
            for key in known["keys"]:
                first += ["--keys", key]
                role = "registrar" if key.startswith("registrar") else "ballot-box"
                second += [f"--{role}-key", key]
            code, faults = by_psephos(psephos, bundle, first)
            report = audit(bundle, *second)
        found, also = names({"faults": faults}), names(report)
        guilty, also_guilty = convicted(faults), convicted(report["faults"])
        convictions[name] = sorted(guilty)
        expected = 2 if name in NO_AUDIT else 1 if fault else 0
        agreed = code == report["exit"] == expected
        named = expected != 1 or (fault in found and fault in also)
        just = guilty == also_guilty and not (innocent and guilty)
        if not (agreed and named and just):
            disagreements += 1
            print(f"{name} ({fault}): psephos audit {code} {sorted(found)} convicts {sorted(guilty)}; audit-py", end=" ")
            print(f"{report['exit']} {sorted(also)} convicts {sorted(also_guilty)}")
    (folder / "convicted.json").write_text(json.dumps(convictions, indent=1))
    print(f"{len(spoilt)} elections, {disagreements} on which the auditors disagree")
    return 1 if disagreements or not spoilt else 0


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
