// What ONNX Runtime's loss operators answer on labels out of range, nothing left to average, huge logits and infinities,
// beside what the spec says: `npm run loss-operators [-- provider]`, cpu unless told otherwise.
import { type Case, typedTensor } from '../conformance/case.ts';
import { onnxRuntime } from '../conformance/implementations/onnxruntime/onnxruntime.ts';
import type { ExecutionProvider } from '../conformance/implementations/onnxruntime/provider-names.ts';
import { referenceImplementation } from '../conformance/implementations/reference.ts';
import type { Outcome } from '../conformance/outcome.ts';
import { plainStyle } from '../conformance/report/style.ts';
import { table } from '../conformance/report/table.ts';
import { defaultsOf } from '../conformance/settings.ts';
import { crossEntropy } from '../spec/losses/classification/cross_entropy.ts';

const ep = (process.argv[2] ?? 'cpu') as ExecutionProvider;
const operators = ['SoftmaxCrossEntropyLoss', 'NegativeLogLikelihoodLoss'] as const;
const huge = 3e38;
const questions: readonly [
  string,
  readonly number[],
  readonly number[],
  Partial<Case> & { readonly ignore?: number },
][] = [
  ['a plain row', [1, 2, 3], [2], {}],
  ['label -1', [1, 2, 3], [-1], {}],
  ['label C', [1, 2, 3], [3], {}],
  ['label -1, ignored', [1, 2, 3], [-1], { ignore: -1 }],
  ['label C, ignored', [1, 2, 3], [3], { ignore: 3 }],
  ['one of two ignored, mean', [1, 2, 3, 4, 5, 6], [2, -1], { ignore: -1, reduction: 'mean' }],
  ['all ignored, none', [1, 2, 3], [-1], { ignore: -1 }],
  ['all ignored, sum', [1, 2, 3], [-1], { ignore: -1, reduction: 'sum' }],
  ['all ignored, mean', [1, 2, 3], [-1], { ignore: -1, reduction: 'mean' }],
  ['empty batch, none', [], [], {}],
  ['empty batch, sum', [], [], { reduction: 'sum' }],
  ['empty batch, mean', [], [], { reduction: 'mean' }],
  ['logits 1e4, right', [1e4, 0, -1e4], [0], {}],
  ['logits 1e4, wrong', [1e4, 0, -1e4], [2], {}],
  ['the largest logit, right', [huge, 0, 0], [0], {}],
  ['the largest logit, wrong', [huge, 0, 0], [1], {}],
  ['the largest of both signs', [huge, -huge, 0], [1], {}],
  ['a class at -infinity, another label', [0, -Infinity, 0], [0], {}],
  ['a class at -infinity, its label', [0, -Infinity, 0], [1], {}],
  ['a class at infinity, its label', [0, Infinity, 0], [1], {}],
  ['a class at infinity, another label', [0, Infinity, 0], [0], {}],
  ['every class at -infinity', [-Infinity, -Infinity, -Infinity], [0], {}],
  ['NaN among the logits', [0, Number.NaN, 0], [0], {}],
  ['NaN in an ignored row', [0, Number.NaN, 0], [-1], { ignore: -1 }],
];

const cases = questions.map(([, logits, target, { ignore = null, ...more }]): Case => {
  const reduction = more.reduction ?? 'none';
  return {
    loss: 'cross_entropy',
    dtype: 'f32',
    reduction,
    params: { ...defaultsOf(crossEntropy), ignore_index: ignore },
    operands: {
      logits: typedTensor('f32', logits, [target.length, 3]),
      target: typedTensor('f32', target, [target.length]),
    },
    cotangent: typedTensor(
      'f32',
      reduction === 'none' ? target.map(() => 1) : [1],
      reduction === 'none' ? [target.length] : [],
    ),
    wants: ['value'],
    regime: 'ordinary',
  };
});

const spec = await referenceImplementation().evaluate(cases);
const runtime = onnxRuntime({ ep });
const { version, device } = await runtime.describe();
const answers = await Promise.all(operators.map((operator) => runtime.evaluate(cases, operator)));
await runtime.close();

const rows = questions.map(([what], i) => {
  const own = shown(spec[i]!);
  const theirs = answers.map((outcomes) => shown(outcomes[i]!));
  return [what, own, ...theirs.map((text) => `${text}${agrees(text, own) ? '' : '  *'}`)];
});
console.log(`ONNX Runtime ${version} (${device}), float32, three classes; * is not what the spec says\n`);
const columns = ['', 'spec', ...operators].map((heading) => ({ heading }));
console.log(table(columns, rows, plainStyle).join('\n'));

function shown(outcome: Outcome): string {
  if (outcome.status === 'value')
    return `[${Array.from(outcome.outputs.value!.data, (x) => x.toPrecision(6).replace(/\.?0+$/, ''))}]`;
  if (outcome.status === 'unsupported') return `unsupported: ${outcome.what}`;
  return outcome.status === 'rejected' ? 'refused' : 'error';
}
/** Six digits are shown; half a unit more or less in the last one is no disagreement. */
function agrees(a: string, b: string): boolean {
  if (a === b) return true;
  const [x, y] = [a, b].map((text) => text.slice(1, -1).split(',').map(Number));
  return x!.length === y!.length && x!.every((v, i) => Math.abs(v - y![i]!) <= 2e-6 * Math.abs(y![i]!));
}
