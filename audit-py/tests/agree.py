"""Both auditors over the same elections: `agree.py PSEPHOS FOLDER`, where FOLDER is what the program `samples` of the crate
`audit` wrote. They must end with the same exit code, each must give a spoilt election the fault that it was given, they must
convict the same services (none where files were only changed or put together wrongly), and count what both can count alike."""

import json
import pathlib
import subprocess
import sys
import tempfile

from run_audit import audit, audit_precincts, names

# What the auditor brings along is none of what it should be: nothing is said of the election.
NO_AUDIT = {"older-checkpoint-is-none", "receipt-is-none"}
# What is overdue is asked of a running ballot box: of these elections a time is known, and they are not compared.
LIVE = {"result-overdue"}


def by_psephos(psephos, bundle, options):
    done = subprocess.run([psephos, "audit", "--json", bundle, *options], capture_output=True, text=True, check=False)
    return done.returncode, json.loads(done.stdout) if done.stdout else {"faults": [], "tally": None}


def convicted(faults):
    return {item["convicts"] for item in faults} - {None}


def whole(psephos, folder):
    """The elections in precincts: how many, and on how many the auditors disagree."""
    spoilt, disagreements = json.loads((folder / "precincts.json").read_text()), 0
    for name, spoil in spoilt.items():
        first, told = by_psephos(psephos, "--precincts", [folder / name])
        report = audit_precincts(folder / name)
        faults = [{(item["fault"], item["convicts"]) for item in found["faults"]} for found in (told, report)]
        warned = [{item["warning"] for item in found["warnings"]} for found in (told, report)]
        expected = {(spoil["fault"], spoil["convicts"])} if "fault" in spoil else set()
        deserved = set(spoil.get("warnings", warned[0])) | {"poll-not-pinned", "keys-not-pinned"}
        agreed = first == report["exit"] == len(expected) and faults[0] == faults[1] and expected <= faults[0]
        if not agreed or told["tally"] != report.get("tally") or not warned[0] == warned[1] == deserved:
            disagreements += 1
            print(f"{name}: psephos audit {first} {sorted(map(str, faults[0]))}, audit-py {report['exit']}", end=" ")
            print(f"{sorted(map(str, faults[1]))}; counted {told['tally']} and {report.get('tally')};", end=" ")
            print(f"warned {sorted(warned[0])} and {sorted(warned[1])}")
    return len(spoilt), disagreements


def main(psephos, folder):
    folder = pathlib.Path(folder)
    spoilt = json.loads((folder / "index.json").read_text())
    disagreements, convictions, live = 0, {}, set()
    for name, spoil in spoilt.items():
        fault, innocent = (spoil["fault"], spoil["innocent"]) if spoil else (None, True)
        known = json.loads((folder / f"{name}.expected.json").read_text())
        if known["now"]:
            live.add(name)
            continue
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
            code, told = by_psephos(psephos, bundle, first)
            report = audit(bundle, *second)
        faults, tally, also_tally = told["faults"], told["tally"], report.get("tally")
        # After a fault that one of them does not read beyond there is nothing to compare.
        counted_alike = tally == also_tally or (bool(fault) and None in (tally, also_tally))
        found, also = names({"faults": faults}), names(report)
        guilty, also_guilty = convicted(faults), convicted(report["faults"])
        convictions[name] = sorted(guilty)
        expected = 2 if name in NO_AUDIT else 1 if fault else 0
        agreed = code == report["exit"] == expected
        named = expected != 1 or (fault in found and fault in also)
        just = guilty == also_guilty and not (innocent and guilty)
        if not (agreed and named and just and counted_alike):
            disagreements += 1
            print(f"{name} ({fault}): psephos audit {code} {sorted(found)} convicts {sorted(guilty)}; audit-py", end=" ")
            print(f"{report['exit']} {sorted(also)} convicts {sorted(also_guilty)}", end="")
            print("" if counted_alike else f"; counted {tally} and {also_tally}")
    if live != LIVE:
        print(f"not compared: {sorted(live)}, expected {sorted(LIVE)}")
        disagreements += 1
    (folder / "convicted.json").write_text(json.dumps(convictions, indent=1))
    print(f"{len(spoilt) - len(live)} elections, {disagreements} on which the auditors disagree")
    sets, split = whole(psephos, folder)
    print(f"{sets} elections in precincts, {split} on which the auditors disagree")
    disagreements += split
    return 1 if disagreements or not spoilt else 0


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
