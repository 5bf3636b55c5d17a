"""Elections by services that lie and sign it: each lie is found, and the right one is convicted."""

import unittest

from forge import Forge
from run_audit import audit, convicted, names

REGISTRAR, BALLOT_BOX = {"registrar"}, {"ballot-box"}


class Lies(unittest.TestCase):
    """Tests of signed lies. What is not signed is the matter of played.py."""

    def found(self, forge, fault, convicts=None, only=True):
        """Audits; the fault must be there, alone if `only`, and convict whom it should."""
        report = audit(forge.files() if isinstance(forge, Forge) else forge)
        self.assertEqual(report["exit"], 1, report)
        (self.assertEqual if only else self.assertLessEqual)({fault}, names(report), report)
        if convicts:
            self.assertEqual(convicted(report, fault), convicts)
        return report
