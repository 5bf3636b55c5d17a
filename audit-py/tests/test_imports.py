"""What the README promises: nothing but the standard library and `cryptography`."""

import ast
import pathlib
import sys
import unittest

AUDITOR = pathlib.Path(__file__).resolve().parents[1]


class Imports(unittest.TestCase):
    def test_the_auditor_needs_the_standard_library_and_cryptography_only(self):
        allowed = {*sys.stdlib_module_names, "cryptography", "auditor"}
        files = [AUDITOR / "audit.py", *(AUDITOR / "auditor").rglob("*.py")]
        self.assertGreater(len(files), 20)
        for file in files:
            for node in ast.walk(ast.parse(file.read_text())):
                names = []
                if isinstance(node, ast.Import):
                    names = [alias.name for alias in node.names]
                elif isinstance(node, ast.ImportFrom) and node.level == 0:
                    names = [node.module]
                for name in names:
                    self.assertIn(name.split(".")[0], allowed, file)
