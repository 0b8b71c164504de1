import { describe, expect, it } from 'vitest';
import { float64 } from '../../reference/arithmetic/float64.ts';
import { references } from '../../reference/losses/index.ts';
import { inputDefect } from '../../reference/losses/input-defect.ts';
import { formats } from '../../reference/tensor/format.ts';
import { type TensorData, tensorData } from '../../reference/tensor/tensor-data.ts';
import { specs } from '../../spec/losses/index.ts';
import { drawBases } from '../run/draw-bases.ts';
import { textInput } from '../settings.ts';
import { plainDeclaration } from './declaration.ts';
import { evaluate, type Inputs } from './evaluate.ts';
import { judge } from './judge.ts';
import { PermittedError } from './permitted-error.ts';

// A negative zero is the number 0: no value and no derivative of a strict text is another one for it.

type Outputs = Readonly<Record<string, readonly number[]>>;

/** The value and every gradient, without signs of zeros. */
function outputsOf(id: string, inputs: Inputs): Outputs {
  const run = evaluate(float64, references[id]!.algorithms[0].text, inputs);
  const all = { value: run.value, ...run.gradients() };
  return Object.fromEntries(
    Object.entries(all).map(([name, x]) => [name, Array.from(float64.numbers(x), (y) => y + 0)]),
  );
}
const isZero = (x: number): boolean => x === 0;
const withZeros = (x: TensorData, zero: number): TensorData => ({
  ...x,
  data: Float64Array.from(x.data, (v) => (isZero(v) ? zero : v)),
});

const regimes = ['signed_zero', 'tiny', 'huge', 'single'] as const;

describe.each(Object.keys(specs))('%s', (id) => {
  it('is the same for either zero', () => {
    const spec = specs[id]!;
    const cases = drawBases(spec, { dtype: 'f64', seed: 3, count: 60, isFloor: true, constraint: { regimes } });
    for (const c of cases.filter(({ operands, params }) => !inputDefect(spec, operands, params, formats.f64))) {
      const { operands, settings } = textInput(spec, c);
      const wrt = c.wants.filter((w) => w !== 'value').map((w) => w.slice('gradient.'.length));
      const outputs = (zero: number, name: string): Outputs => {
        const others = Object.entries(operands).map(([other, x]) => [other, withZeros(x, other === name ? zero : 0)]);
        const numbers = Object.fromEntries(others);
        return outputsOf(id, { operands: numbers, settings, wrt, cotangent: c.cotangent });
      };
      for (const [name, x] of Object.entries(operands)) {
        if (Array.from(x.data).some(isZero)) expect(outputs(-0, name), name).toEqual(outputs(0, name));
      }
    }
  });
});

describe('an infinite slope at a negative zero', () => {
  /** Which of these are accepted as the one gradient that is asked for. */
  function accepted(id: string, wrt: string, operands: Readonly<Record<string, number>>, settings = {}): number[] {
    const inputs: Inputs = {
      operands: Object.fromEntries(Object.entries(operands).map(([name, x]) => [name, tensorData([x], [1, 1])])),
      settings: { reduction: 'sum', ...settings },
      wrt: [wrt],
    };
    const permitted = new PermittedError(references[id]!.algorithms, inputs, plainDeclaration('f32'));
    const answers = [-Infinity, Infinity, -100, 100, 0, Number.NaN];
    return answers.filter((x) => judge({ [`gradient.${wrt}`]: Float64Array.of(x) }, permitted).accepted);
  }
  const guards = { log_floor: -100, eps: 1e-7 };
  const element = { per: 'element' };
  it.each([
    ['0', 0],
    ['-0', -0],
  ])('has the sign that it has at 0, and no other: %s', (_, zero) => {
    expect(accepted('kl_div', 'target', { log_probability: 0, target: zero }, element)).toEqual([-Infinity]);
    expect(accepted('kl_div', 'target', { log_probability: 0, target: zero })).toEqual([-Infinity]);
    expect(accepted('bce', 'target', { ...guards, probability: 0, target: zero })).toEqual([Infinity]);
    expect(accepted('bce', 'target', { ...guards, probability: zero, target: 0 })).toEqual([Infinity]);
    expect(accepted('jensen_shannon', 'target', { probability: 1, target: zero })).toEqual([-Infinity]);
    expect(accepted('jensen_shannon', 'probability', { probability: zero, target: 1 })).toEqual([-Infinity]);
  });
  it('may have the sign of -y / p for a probability', () => {
    expect(accepted('bce', 'probability', { ...guards, probability: 0, target: 1 })).toEqual([-Infinity]);
    expect(accepted('bce', 'probability', { ...guards, probability: -0, target: 1 })).toEqual([-Infinity, Infinity]);
  });
});
