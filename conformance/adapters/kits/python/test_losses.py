"""Each law of each loss as a test of pytest: `pytest` in this folder, or from above it."""

import sys
from pathlib import Path

from lossproof_pytest import conformance

adapter = Path(__file__).with_name("adapter.py")
# Further options are those of `lossproof run`, such as "--dialect", "keras" or "--expect", "known-deviations.json".
test_losses = conformance([sys.executable, adapter], ["--dtype", "f64,f32"])
