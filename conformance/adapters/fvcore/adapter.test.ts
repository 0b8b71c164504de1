import { fileURLToPath } from 'node:url';
import { afterAll, beforeEach, expect, it } from 'vitest';
import { fvcore as dialect } from '../../../spec/dialects/fvcore.ts';
import type { Sample } from '../../../spec/language/sample.ts';
import { specs } from '../../../spec/losses/index.ts';
import { caseOf } from '../../arbitraries/case-of.ts';
import { processImplementation } from '../../implementations/process.ts';
import { askExamples } from '../test-support/examples.ts';
import { findPython } from '../test-support/find-python.ts';
import { unknownNames } from '../test-support/unknown-names.ts';

const { python, reason } = findPython('numpy', 'torch', 'fvcore');
beforeEach(({ skip }) => skip(!python, reason));

const script = fileURLToPath(new URL('adapter.py', import.meta.url));
const fvcore = processImplementation([python ?? 'python3', script], { startTimeoutMs: 120_000 });
afterAll(() => fvcore.close());

/** 2 sigmoid_focal_loss_star(logits / 2, gamma=2). */
const composed = 'bce_with_logits@sigmoid_focal_loss_star_gamma_2';
const forms = [
  ...['binary_focal', 'binary_focal@sigmoid_focal_loss_jit', 'binary_focal@sigmoid_focal_loss_star'],
  ...['bce_with_logits@sigmoid_focal_loss_star', 'bce_with_logits@sigmoid_focal_loss_star_jit', composed],
  ...['smooth_l1', 'smooth_l1@beta_0', 'giou'],
];

it('has the losses of the dialect, and names only what the spec has', async () => {
  const description = await fvcore.describe();
  expect(Object.keys(description.losses).sort()).toEqual([...forms].sort());
  const losses = new Set(forms.map((name) => name.split('@')[0]!));
  expect([...losses].sort()).toEqual(Object.keys(dialect.losses).sort());
  expect(unknownNames(description)).toEqual([]);
  for (const [name, { origin }] of Object.entries(description.losses))
    expect(origin, name).toBe(name === composed ? 'composed' : 'library');
});

it.each(forms)('%s on the examples of the spec, under every reduction', async (name) => {
  const { asked, wrong } = await askExamples(fvcore, name, dialect, 'f32');
  // FL* is not asked of soft labels.
  const answered = name.includes('star') ? wrong.filter((text) => !text.includes('"status":"unsupported"')) : wrong;
  expect(asked).toBeGreaterThan(wrong.length - answered.length);
  expect(answered).toEqual([]);
});

it('inverted boxes are refused in the first operand only', async () => {
  const box = [0, 0, 2, 2];
  const inverted = [2, 0, 0, 2];
  const given = (prediction: number[], target: number[]): Sample => ({
    operands: { prediction: [prediction], target: [target] },
    params: { eps: 1e-7, empty: 'zero' },
    reduction: 'sum',
  });
  const cases = [given(inverted, box), given(box, inverted)].map((each) => caseOf(specs.giou!, each, 'f64', ['value']));
  const outcomes = await fvcore.evaluate(cases);
  expect(outcomes.map(({ status }) => status)).toEqual(['rejected', 'value']);
});
