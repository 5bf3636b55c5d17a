"""Values from the worked examples of docs/protocol.md and from published vectors.

Published vectors are looked for in ../shared/vectors beside the checkout, or where PSEPHOS_VECTORS points. Without
them those tests are skipped, and fail where CI is set.
"""

import os
import pathlib

REPOSITORY = pathlib.Path(__file__).resolve().parents[2]
VECTORS = pathlib.Path(os.environ.get("PSEPHOS_VECTORS", REPOSITORY.parent / "shared/vectors"))
EXAMPLE = (REPOSITORY / "docs/protocol.md").read_text()
PROMISE = (
    'psephos-promise/v1\n{"poll":"ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad","ballot":"e3b0c44298'
    'fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"}\n\n\u2014 ballots.example.net TJSyShow1wyJJi1CRE4Osvwk0vkln'
    "NelxubCOjDifEy0UFLjdwt0Gj7mYveGaAq0+R7fBeHoYdCAC+1FnWsSM4UyWw0=\n"
)
PROOF = (
    "proof\nc2sp.org/tlog-proof@v1\nindex 1\nySgV/PGSVQBNourbmBG/+SvMQkxxULAc1kKBtxyHL5Q=\n\n"
    "ballots.example.net/polls/ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad/log\n2\n"
    "raEcYO56fqXXMxsKSKkd2dhmIvbIt8rOv9A6X9oGGmE=\n\n\u2014 ballots.example.net TJSySv5ma04qxR92ch3t73vjF5HKzj723RiM7wXAcj"
    "ocbtyFoPGdVNWweR1SdZiu5JQ97LuoEVQgAW0nPCD6kiIquQQ=\n"
)
KEY = "ballots.example.net+4c94b24a+AddamAGCsQq31Uv+08lkBzoO4XLz2qYjJa8CGmj3B1Ea"


def vectors(test):
    """The folder of published vectors."""
    if not VECTORS.is_dir():
        if os.environ.get("CI"):
            test.fail(f"there are no published vectors in {VECTORS}")
        test.skipTest(f"PUBLISHED VECTORS NOT CHECKED: there is no {VECTORS}")
    return VECTORS
