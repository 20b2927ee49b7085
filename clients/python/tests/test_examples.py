"""The examples as they are, on a real platform: WEIR_TEST_URL, WEIR_TEST_TOKEN, and WEIR_TEST_FILES, a folder that its workers may read."""

from __future__ import annotations

import os
import re
import subprocess
import sys
import unittest
from pathlib import Path

EXAMPLES = Path(__file__).resolve().parent.parent / "examples"

FILES = os.environ.get("WEIR_TEST_FILES")

# What each says at its end, or nearly.
ENDS = {
    "files_to_delta.py": r"1000 records: 998 rows, 2 filtered, 0 dead letters\n998 rows in /\S+\n$",
    "overview.py": r" stores\n(.*\n)+ +\d+ compute pools\n",
    "run_of_a_job.py": r"is COMPLETE\nreads  \['\w+/raw'\]\nwrites \[.+\]\nlatest s3://lake/\w+/daily\n$",
    "who_may_read.py": r"example_\w{8}\.orders: may read\nexample_\w{8}_hidden\.orders: may not read\n$",
}


@unittest.skipUnless(FILES and os.environ.get("WEIR_TEST_URL"), "needs a platform, and a folder")
class ExamplesTest(unittest.TestCase):
    def test_each_runs_as_it_is(self) -> None:
        self.assertEqual({file.name for file in EXAMPLES.glob("*.py")}, set(ENDS))
        where = {"WEIR_URL": os.environ["WEIR_TEST_URL"], "WEIR_TOKEN": os.environ.get("WEIR_TEST_TOKEN", ""), "TMPDIR": str(FILES)}
        for name, end in ENDS.items():
            with self.subTest(name):
                ran = subprocess.run(
                    [sys.executable, str(EXAMPLES / name)],
                    env={**os.environ, **where},
                    capture_output=True,
                    text=True,
                    timeout=120,
                    check=False,
                )
                self.assertEqual(ran.returncode, 0, ran.stderr)
                self.assertIsNotNone(re.search(end, ran.stdout), ran.stdout)


if __name__ == "__main__":
    unittest.main()
