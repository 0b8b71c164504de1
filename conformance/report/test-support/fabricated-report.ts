import type { Dtype } from '../../../reference/tensor/format.ts';
import type { LawId } from '../../../spec/language/law.ts';
import { type Case, typedTensor } from '../../case.ts';
import type { Curve, LossResult, RunReport, TestResult } from '../../run/run-report.ts';
import type { Evidence, Verdict } from '../../verdict.ts';

/** A case of mse with two elements, reduced to a mean. */
export function mseCase(dtype: Dtype = 'f32', prediction: readonly number[] = [3, 0]): Case {
  return {
    loss: 'mse',
    dtype,
    reduction: 'mean',
    params: { empty: 'nan', denominator: 'weight' },
    operands: {
      prediction: typedTensor(dtype, prediction, [prediction.length]),
      target: typedTensor(dtype, new Float64Array(prediction.length), [prediction.length]),
    },
    cotangent: typedTensor(dtype, [1], []),
    wants: ['value', 'gradient.prediction'],
    regime: 'ordinary',
  };
}

export const evidence = (more: Partial<Evidence> = {}): Evidence => ({
  class: 'value',
  case: mseCase(),
  message: 'the value is off by 2 000 000 times what is permitted',
  output: 'value',
  index: 0,
  got: 4.25,
  expected: 4.5,
  bound: 1.25e-7,
  ratio: 2e6,
  ...more,
});

/** A test result; the id follows from loss, form, law and dtype. */
export function test(
  loss: string,
  law: LawId,
  verdict: Verdict = { verdict: 'pass' },
  more: Partial<TestResult> = {},
): TestResult {
  const dtype = more.dtype ?? 'f32';
  const id = `${loss}${more.form ? `@${more.form}` : ''}/${law}/${dtype}`;
  return { id, loss, law, dtype, verdict, examined: 16, broken: 0, vacuous: 0, ...more };
}

/** A section through mse in which one point is off, and one was not answered. */
export const curve: Curve = {
  example: 'the square',
  reduction: 'none',
  operand: 'prediction',
  at: [-1, 0, 1, 2],
  value: { got: [1, 0.5, null, 4], reference: [1, 0, 1, 4], permitted: [1e-7, 1e-45, 1e-7, 4e-7] },
  gradient: { got: [-2, 0, 2, Infinity], reference: [-2, 0, 2, 4], permitted: [1e-7, 1e-45, 1e-7, 4e-7] },
};

export const loss = (id: string, more: Partial<LossResult> = {}): LossResult => ({
  loss: id,
  dtype: 'f32',
  origin: 'composed',
  cases: 200,
  evaluated: 640,
  comparisons: [
    {
      output: 'value',
      count: 400,
      worst: 0.81,
      regime: 'huge',
      medianBoundUlp: 10,
      vacuous: {},
      grade: 'strict',
      regimes: {
        ordinary: { count: 250, worst: 0.4, errors: { '0': 200, '0.5': 50 } },
        huge: { count: 150, worst: 0.81, errors: { '0.5': 149, '1': 1 } },
      },
    },
    {
      output: 'gradient.prediction',
      count: 900,
      worst: 0.993,
      regime: 'tie',
      medianBoundUlp: 12,
      vacuous: { subnormal: 3 },
      grade: 'published',
      regimes: {
        ordinary: { count: 600, worst: 0.2, errors: { '0': 400, '0.2': 200 } },
        tie: { count: 300, worst: 0.993, errors: { '1': 300 } },
      },
    },
  ],
  coverage: { regimes: { ordinary: 120, huge: 80 }, options: { 'reduction=mean': 70 } },
  uncovered: [],
  ...more,
});

const absent = (id: string) => {
  const what = `the implementation has no ${id}`;
  return [
    loss(id, { cases: 0, evaluated: 0, comparisons: [], unsupported: what }),
    test(id, 'definition', { verdict: 'unsupported', what }),
  ] as const;
};
const [huber, dice] = [absent('huber'), absent('dice')];
/** What is in a report on an implementation that has mse, and neither huber nor dice. */
export const lacking = {
  losses: [loss('mse'), huber[0], dice[0]],
  tests: [test('mse', 'definition'), huber[1], dice[1]],
} satisfies Partial<RunReport>;

/** A complete run in which mse in f32 passed two laws, unless told otherwise. */
export function fabricatedReport(more: Partial<RunReport> = {}): RunReport {
  return {
    schema: 'lossproof-report/2',
    suiteVersion: '0.1.0',
    implementation: {
      name: 'onnxruntime',
      version: '1.30.0',
      language: 'TypeScript',
      device: 'cpu',
      deterministic: true,
      validates: false,
      arithmetic: {},
    },
    options: { seed: 7, cases: 200, profile: 'standard', dtypes: ['f32'], strict: false },
    status: 'complete',
    losses: [loss('mse')],
    tests: [test('mse', 'definition'), test('mse', 'gradient')],
    expectations: { unmatched: [], expired: [] },
    timing: { totalMs: 2000, implementationMs: 500, workers: 1 },
    ...more,
  };
}
