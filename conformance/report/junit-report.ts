import type { RunReport, TestResult } from '../run/run-report.ts';
import type { Evidence } from '../verdict.ts';
import { ownSpec } from './counterexample.ts';
import { evidenceLines } from './evidence-lines.ts';
import { present } from './present.ts';

type Outcome = 'passed' | 'failed' | 'skipped';
interface TestCase {
  readonly name: string;
  readonly outcome: Outcome;
  readonly xml: string;
}

/**
 * The run as JUnit XML: one suite a loss, form and dtype, one test case a law. Losses that are not there are left out;
 * expected failures, unsupported and vacuous laws are skipped with their reason; coverage gaps, and expectations that are
 * no longer right, are failures.
 */
export function junitReport(report: RunReport, specOf = ownSpec): string {
  const suites = present(report).lines.map((line) => {
    const name = `${line.name}/${line.result.dtype}`;
    const gaps = line.result.uncovered.map((gap) => failed(`coverage: ${gap}`, 'coverage', `${gap} was never reached`));
    return suite(name, [...line.tests.map((test) => testCase(test, report, specOf)), ...gaps]);
  });
  const { unmatched, expired } = report.expectations;
  const entries = [
    ...unmatched.map((id) => failed(id, 'expectation', 'the pattern matches no test')),
    ...expired.map((id) => failed(id, 'expectation', 'the expectation is past its expiry')),
  ];
  const status =
    report.status === 'complete'
      ? []
      : [failed(report.status, 'incomplete', `the run did not come to its end: ${report.reason ?? report.status}`)];
  const more = [
    ...(entries.length > 0 ? [suite('expectations', entries)] : []),
    ...(status.length > 0 ? [suite('run', status)] : []),
  ];
  const all = [...suites, ...more];
  const total = (key: 'tests' | 'failures' | 'skipped'): number => all.reduce((n, s) => n + s[key], 0);
  return [
    '<?xml version="1.0" encoding="UTF-8"?>',
    `<testsuites name="${escaped(`lossproof ${report.implementation.name} ${report.implementation.version}`)}" ` +
      `tests="${total('tests')}" failures="${total('failures')}" skipped="${total('skipped')}" errors="0" ` +
      `time="${(report.timing.totalMs / 1000).toFixed(3)}">`,
    ...all.map((s) => s.xml),
    '</testsuites>\n',
  ].join('\n');
}

function suite(name: string, cases: readonly TestCase[]) {
  const count = (outcome: Outcome): number => cases.filter((c) => c.outcome === outcome).length;
  const [tests, failures, skips] = [cases.length, count('failed'), count('skipped')];
  const open = `  <testsuite name="${escaped(name)}" tests="${tests}" failures="${failures}" skipped="${skips}" errors="0">`;
  const body = cases.map(
    (c) => `    <testcase classname="${escaped(`lossproof.${name}`)}" name="${escaped(c.name)}"${c.xml}`,
  );
  return { tests, failures, skipped: skips, xml: [open, ...body, '  </testsuite>'].join('\n') };
}

function testCase({ law, verdict, ...test }: TestResult, report: RunReport, specOf: typeof ownSpec): TestCase {
  const diagnosis = test.diagnosis ? [`diagnosis   ${test.diagnosis}`] : [];
  const details = (e: Evidence): string => [...evidenceLines(e, test, report, specOf), ...diagnosis].join('\n');
  switch (verdict.verdict) {
    case 'pass':
      return { name: law, outcome: 'passed', xml: '/>' };
    case 'fail':
      return failed(law, verdict.evidence.class, verdict.evidence.message, details(verdict.evidence));
    case 'other_convention':
      return failed(law, 'other_convention', verdict.which, details(verdict.evidence));
    case 'unexpected_pass':
      return failed(law, 'unexpected_pass', `it passes, and is expected to fail: ${verdict.reason}`);
    case 'expected_failure':
      return skipped(law, verdict.verdict, `failed as expected: ${verdict.reason}`);
    case 'vacuous':
      return skipped(law, verdict.verdict, `vacuous: ${verdict.why}`);
    case 'unsupported':
      return skipped(law, verdict.verdict, `unsupported: ${verdict.what}`);
    case 'not_run':
      return failed(law, 'not_run', verdict.reason);
  }
}

const failed = (name: string, type: string, message: string, body = ''): TestCase => ({
  name,
  outcome: 'failed',
  xml: `><failure type="${escaped(type)}" message="${escaped(message)}">${escaped(body)}</failure></testcase>`,
});
const skipped = (name: string, type: string, message: string): TestCase => ({
  name,
  outcome: 'skipped',
  xml: `><skipped type="${escaped(type)}" message="${escaped(message)}"/></testcase>`,
});

/** XML 1.0 has no place for most control characters, escaped or not: they become U+FFFD. */
function escaped(text: string): string {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: these are the characters to be replaced
  const forbidden = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff\ud800-\udfff]/gu;
  return text.replace(forbidden, '\ufffd').replace(/[&<>"'\n\t\r]/g, (c) => entities[c]!);
}
const entities: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&apos;',
  '\n': '&#10;',
  '\t': '&#9;',
  '\r': '&#13;',
};
