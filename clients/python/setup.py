"""Makes the models before anything is packed; all else is said in pyproject.toml."""

import sys
from pathlib import Path

from setuptools import setup

sys.path.insert(0, str(Path(__file__).resolve().parent))

import generate_models

generate_models.write()
setup()
