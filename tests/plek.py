"""Where things stand, for every test."""

from pathlib import Path

TESTS = Path(__file__).parent
ROOT = TESTS.parent
DATA = ROOT / "data"
GROUND_TRUTH = TESTS / "ground_truth"
