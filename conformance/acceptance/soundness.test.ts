import { describe, expect, it } from 'vitest';
import { Hostile } from '../../reference/arithmetic/ball/test-support/hostile.ts';
import { randomOf } from '../../reference/arithmetic/ball/test-support/random.ts';
import { Decimals } from '../../reference/arithmetic/decimal.ts';
import { profiles } from '../../reference/arithmetic/profile.ts';
import { Rounded } from '../../reference/arithmetic/rounded.ts';
import { HandingDown } from '../../reference/arithmetic/test-support/handing-down.ts';
import type { Algorithm, AnyLossText } from '../../reference/losses/loss-reference.ts';
import { type Dtype, formats } from '../../reference/tensor/format.ts';
import type { Tensor } from '../../reference/tensor/tensor.ts';
import { type ArithmeticDeclaration, plainDeclaration } from './declaration.ts';
import { evaluate, type Inputs, type Machine } from './evaluate.ts';
import { type Got, judge } from './judge.ts';
import { type Output, PermittedError } from './permitted-error.ts';
import { regimes, samples } from './test-support/cases.ts';

// The ruler on whole losses: correct implementations of every format, order of summation and platform are accepted,
// what is moved by four bounds is refused, and the reference itself agrees with arithmetic of 60 digits.

const CASES = regimes.length;

function* cases(name: string, dtype: Dtype): Generator<Inputs> {
  const random = randomOf(11);
  for (let i = 0; i < CASES; i++) yield samples[name]!.draw(random, regimes[i % regimes.length]!, formats[dtype]);
}
const algorithms = (text: AnyLossText): Algorithm[] => [{ grade: 'strict', name: 'strict', text }];

function outputsOf<R>(
  machine: Machine<R>,
  text: AnyLossText,
  inputs: Inputs,
  read: (x: Tensor<R>) => Float64Array,
): Got {
  const run = evaluate(machine, text, inputs);
  const gradients = Object.entries(run.gradients()).map(([name, x]) => [`gradient.${name}`, read(x)]);
  return { value: read(run.value), ...Object.fromEntries(gradients) };
}

const declarations: readonly ArithmeticDeclaration[] = [
  plainDeclaration('f64'),
  plainDeclaration('f32'),
  plainDeclaration('f16'),
  { ...plainDeclaration('f16'), accumulator: 'f32' },
  { ...plainDeclaration('bf16'), accumulator: 'f32' },
  { ...plainDeclaration('f32'), subnormals: 'flushed' },
  { ...plainDeclaration('f16'), arithmetic: 'f32', accumulator: 'f32' },
];
const machines = [
  [Rounded, 'sequential'],
  [Rounded, 'pairwise'],
  [Rounded, 'reverse'],
  [HandingDown, 'sequential'],
] as const;
const nameOf = ({ storage, arithmetic, accumulator, subnormals }: ArithmeticDeclaration): string =>
  `${storage} computed in ${arithmetic}, sums in ${accumulator}, subnormals ${subnormals}`;

describe.each(Object.keys(samples))('%s', (name) => {
  const { text } = samples[name]!;

  it.each(declarations.map((d) => [nameOf(d), d] as const))('correct implementations are accepted: %s', (_, d) => {
    let compared = 0;
    for (const inputs of cases(name, d.storage)) {
      const permitted = new PermittedError(algorithms(text), inputs, d);
      const accumulator = d.accumulator === d.arithmetic ? {} : { accumulator: formats[d.accumulator] };
      for (const [Machine, order] of machines) {
        const machine = new Machine(formats[d.arithmetic], { order, subnormals: d.subnormals, ...accumulator });
        const stored = (x: Tensor<number[]>) => machine.numbers(x).map(formats[d.storage].round);
        const judgement = judge(outputsOf(machine, text, inputs, stored), permitted);
        if (!judgement.accepted) expect.fail(JSON.stringify({ order, ...judgement }));
        if (judgement.unbounded.length === 0) compared++;
      }
    }
    // float16 boxes and squares overflow; everything else is bounded.
    expect(compared).toBeGreaterThanOrEqual((d.arithmetic === 'f16' ? 2 : 3) * (machines.length / 3) * CASES);
  });

  it.each(declarations.map((d) => [nameOf(d), d] as const))('the least allowance is within the whole: %s', (_, d) => {
    for (const inputs of cases(name, d.storage)) {
      const permitted = new PermittedError(algorithms(text), inputs, d);
      for (const admissible of permitted.admissible) {
        for (const output of ['value', ...inputs.wrt.map((x) => `gradient.${x}` as const)] as Output[]) {
          const least = permitted.bound(admissible, output, 'least');
          const whole = permitted.bound(admissible, output);
          expect(least.center).toEqual(whole.center);
          expect(least.overflow.every((o, i) => !o || whole.overflow[i])).toBe(true);
          expect(least.radius.every((r, i) => r <= whole.radius[i]!)).toBe(true);
        }
      }
    }
  });

  it('the worst platform that WGSL permits is accepted under its profile', () => {
    const d: ArithmeticDeclaration = { ...plainDeclaration('f32'), profile: 'wgsl' };
    const random = randomOf(5);
    for (const inputs of cases(name, 'f32')) {
      const machine = new Hostile(formats.f32, profiles.wgsl, random);
      const got = outputsOf(machine, text, inputs, (x) => Float64Array.from(x.rep, formats.f32.round));
      const judgement = judge(got, new PermittedError(algorithms(text), inputs, d));
      if (!judgement.accepted) expect.fail(JSON.stringify(judgement));
    }
  });

  it('what is moved by four bounds is refused', () => {
    const d = plainDeclaration('f32');
    let moved = 0;
    for (const inputs of cases(name, 'f32')) {
      const permitted = new PermittedError(algorithms(text), inputs, d);
      for (const output of ['value', ...inputs.wrt.map((x) => `gradient.${x}` as const)] as Output[]) {
        // The widest that is admitted: the strict text with published primitives.
        const { center, radius } = permitted.bound(permitted.admissible[1]!, output, 'any');
        center.forEach((x, i) => {
          if (i % 7 !== 0 || !Number.isFinite(x) || radius[i] === Infinity) return;
          for (const side of [-4, 4]) {
            const wrong = Float64Array.from(permitted.reference(output));
            wrong[i] = formats.f32.round(x + side * radius[i]!);
            expect(judge({ [output]: wrong }, permitted).accepted).toBe(false);
            moved++;
          }
        });
      }
    }
    expect(moved).toBeGreaterThan(50);
  });

  it('the reference agrees with 60 digits within its own bound', () => {
    const exact = new Decimals(60);
    let compared = 0;
    for (const inputs of cases(name, 'f32')) {
      const permitted = new PermittedError(algorithms(text), inputs, plainDeclaration('f64'));
      const run = evaluate(exact, text, inputs);
      const outputs = { value: run.value, ...run.gradients() };
      for (const [key, { rep }] of Object.entries(outputs)) {
        const output: Output = key === 'value' ? 'value' : `gradient.${key}`;
        const [reference, own] = [permitted.reference(output), permitted.own(output)];
        rep.forEach((digits, i) => {
          const [error, kink] = [own.error[i]!, own.kink[i]!];
          if (error === Infinity || kink > 0) return;
          const x = reference[i]!;
          if (!Number.isFinite(x) || !digits.isFinite()) {
            expect(digits.toNumber()).toBe(x);
            return;
          }
          compared++;
          const distance = digits.minus(exact.number(x)).abs().toNumber();
          if (distance > error)
            expect.fail(`${output}[${i}] is ${x}, exactly ${digits}: off by ${distance} of ${error}`);
        });
      }
    }
    expect(compared).toBeGreaterThan(50);
  });
});
