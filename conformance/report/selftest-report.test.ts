import { expect, it } from 'vitest';
import type { Mutant } from '../mutants/mutant.ts';
import type { Kill, MutantResult } from '../run/selftest.ts';
import { selftestReport } from './selftest-report.ts';
import { plainStyle } from './style.ts';
import { evidence, test } from './test-support/fabricated-report.ts';

const mutant = (name: string): Mutant => ({ id: `mse/${name}`, loss: 'mse', mistake: `It is ${name}.` });
const killedBy: Kill = {
  id: 'mse/definition/f64',
  loss: 'mse',
  law: 'definition',
  dtype: 'f64',
  regime: 'tie',
  examined: 16,
  broken: 5,
  evidence: evidence(),
};
const failing = test('mse', 'definition', { verdict: 'fail', evidence: evidence() }, { replay: 'tok' });
const heading = { wanted: 2, dtype: 'f64', seed: 3, profile: 'smoke' };
const killed: MutantResult = { mutant: mutant('half'), killedBy };

it('has a line a mutant, with law, regime and cases', () => {
  const result = { mutants: [killed, { mutant: mutant('double'), killedBy }], falseAlarms: [], complete: true };
  expect(selftestReport(result, heading, plainStyle)).toBe(
    `  mutant      killed by   in   cases
  mse/half    definition  tie  5 of 16
  mse/double  definition  tie  5 of 16

Killed by: definition 2.
2 of 2 mutants killed in f64 (seed 3, profile smoke), 0 false alarms.
`,
  );
});

it('shows survivors with their mistake, and false alarms with what was found', () => {
  const result = {
    mutants: [killed, { mutant: mutant('sly'), survived: 'no law found anything wrong' }],
    falseAlarms: [{ name: 'the references', test: failing }],
    complete: false,
  };
  const text = selftestReport(result, heading, plainStyle);
  expect(text).toContain('  mse/sly   SURVIVED\n');
  expect(text).toContain('SURVIVED mse/sly\n  It is sly. (no law found anything wrong)\n');
  expect(text).toContain('FALSE ALARM mse/definition/f32 of the references\n  the value is off');
  expect(text).toContain('  lossproof replay tok reference\n');
  expect(text).toContain('1 of 2 mutants killed in f64 (seed 3, profile smoke), 1 false alarm; interrupted.');
});
