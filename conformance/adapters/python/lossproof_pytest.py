"""lossproof in a suite of pytest: one test for each law of each loss of an adapter.

    # test_losses.py
    import sys
    from pathlib import Path

    from lossproof_pytest import conformance

    test_losses = conformance([sys.executable, Path(__file__).with_name("adapter.py")], ["--dtype", "f64,f32"])

The tests are those of `lossproof run OPTIONS -- COMMAND`: options are given in its words, and paths in them are relative
to where pytest is started. They are named when tests are collected, and run together when the first of them is due: those
alone that were chosen with `-k` or by name. A law that says nothing, or that the adapter cannot be asked about, is
skipped with its reason, and what `--expect` names is an expected failure. One test more, `the whole run`, fails for what
belongs to no law: an expectation that matches nothing or is past its expiry, a run that stopped short.

With pytest-xdist every process that has some of the tests would run all of them: `--dist loadgroup` leaves them to one.
"""

import importlib.util
import shutil
import subprocess
import xml.etree.ElementTree

import pytest

__all__ = ["conformance"]

WHOLE = "the whole run"


def conformance(command, options=(), lossproof=("npx", "lossproof")):
    """A test function with a parameter for each law of each loss; what keeps the adapter from starting is its failure.

    `command` starts the adapter, `options` are those of `lossproof run`, and `lossproof` is how lossproof is called.
    """
    suite = _Suite(command, options, lossproof)

    @pytest.mark.parametrize("law", suite.ids)
    def test(law, request):
        suite.judge(law, test, request)

    # A mark that no plugin knows would be refused under --strict-markers.
    has_xdist = importlib.util.find_spec("xdist") is not None
    return pytest.mark.xdist_group(" ".join([*suite.options, *suite.command]))(test) if has_xdist else test


class _Suite:
    def __init__(self, command, options, lossproof):
        self.options = [str(option) for option in options]
        self.command = [str(word) for word in command]
        self.lossproof = [str(word) for word in lossproof]
        self.found = None
        code, said, complaint = self.run("--list")
        # A failure to collect would keep all other tests of the suite from being run.
        self.refusal = None if code == 0 else complaint
        self.ids = [*(said.splitlines() if code == 0 else []), WHOLE]

    def run(self, *more):
        """The exit code of a run, and what it said on both streams."""
        program = shutil.which(self.lossproof[0])
        if program is None:
            return None, "", "%s is not here: lossproof needs Node.js" % self.lossproof[0]
        words = [program, *self.lossproof[1:], "run", *self.options, *more, "--", *self.command]
        done = subprocess.run(words, stdin=subprocess.DEVNULL, capture_output=True, encoding="utf-8", errors="replace")
        return done.returncode, done.stdout, done.stderr.strip()

    def judge(self, law, test, request):
        """Passes, fails or skips as the run did."""
        if self.refusal is not None:
            pytest.fail(self.refusal, pytrace=False)
        if self.found is None:
            items = [item for item in request.session.items if getattr(item, "function", None) is test]
            chosen = {item.callspec.params["law"] for item in items}
            self.found = self.results(chosen, request)
        outcome, says = self.found.get(law, ("failure", self.found.get(None, "it was not run")))
        if outcome == "failure":
            pytest.fail(says, pytrace=False)
        if outcome == "expected_failure":
            pytest.xfail(says)
        if outcome != "passed":
            pytest.skip(says)

    def others(self, chosen):
        """Patterns for what was not chosen, short since a command line has an end. The whole run alone is everything."""
        lines = {}
        for loss, law, dtype in (name.split("/") for name in self.ids if name != WHOLE):
            lines.setdefault((loss, dtype), {})[law] = "%s/%s/%s" % (loss, law, dtype) in chosen
        for (loss, dtype), laws in lines.items() if chosen != {WHOLE} else ():
            left_out = [law for law, is_chosen in laws.items() if not is_chosen]
            if left_out:
                which = "*" if len(left_out) == len(laws) else "{%s}" % ",".join(left_out)
                yield "%s/%s/%s" % (loss, which, dtype)

    def results(self, chosen, request):
        """What became of the chosen tests, by their ids; under None, what the run said where it came to no report."""
        folder = request.getfixturevalue("tmp_path_factory").mktemp("lossproof")
        skips = [word for pattern in self.others(chosen) for word in ("--skip", pattern)]
        code, _, complaint = self.run("--report", "junit", "--out", str(folder), *skips)
        report = folder / "junit.xml"
        if not report.exists():
            return {None: complaint or "lossproof ended with %s" % code}
        found = {}
        apart = []
        for suite in xml.etree.ElementTree.parse(report).getroot():
            loss, _, dtype = suite.get("name").partition("/")
            for case in suite:
                name = "%s/%s/%s" % (loss, case.get("name"), dtype)
                if name in self.ids:
                    found[name] = _outcome(case)
                elif case.find("failure") is not None:
                    apart.append("%s: %s" % (case.get("name"), _outcome(case)[1]))
        found[WHOLE] = ("failure", "\n".join(apart)) if apart else ("passed", "")
        return found


def _outcome(case):
    """`passed`, `failure`, or the verdict for which it was skipped, and the words about it."""
    failure, skipped = case.find("failure"), case.find("skipped")
    if failure is not None:
        return "failure", "\n".join(text for text in (failure.get("message"), failure.text) if text)
    return ("passed", "") if skipped is None else (skipped.get("type"), skipped.get("message"))
