// How many cases a second ONNX Runtime answers, each with a run of its own and packed into tensors where cases differ in
// their items only: `npm run packing [-- provider [cases [loss ...]]]`. The cases are those that a run draws, and then the
// unreduced ones among them at the default options, which all fit into one tensor. The second of two evaluations counts.
import { type Case, type Want, withRespectTo } from '../conformance/case.ts';
import { onnxRuntime } from '../conformance/implementations/onnxruntime/onnxruntime.ts';
import {
  type ExecutionProvider,
  executionProviders,
} from '../conformance/implementations/onnxruntime/provider-names.ts';
import { isFiniteAndValid } from '../conformance/properties/support/define-property.ts';
import { drawBases } from '../conformance/run/draw-bases.ts';
import { defaultsOf } from '../conformance/settings.ts';
import { specs } from '../spec/losses/index.ts';

const [ep = 'cpu', count = '300', ...chosen] = process.argv.slice(2);
if (!executionProviders.some((name) => name === ep)) throw new RangeError(`there is no provider ${ep}`);
const losses = chosen.length > 0 ? chosen : ['mse', 'huber', 'bce_with_logits', 'cross_entropy', 'triplet_margin'];

const together = onnxRuntime({ ep: ep as ExecutionProvider, packing: true });
const alone = onnxRuntime({ ep: ep as ExecutionProvider, packing: false });
console.log(`onnxruntime ${(await together.describe()).version} (${ep}), float32, value and gradients of operands`);
console.log(`${'loss'.padEnd(18)} cases                 alone/s    packed/s     times`);
for (const loss of losses) {
  const spec = specs[loss];
  if (!spec) throw new RangeError(`there is no loss ${loss}`);
  const drawn = drawBases(spec, { dtype: 'f32', seed: 1, count: Number(count), isFloor: true })
    .filter((c) => isFiniteAndValid(c, spec))
    .map((c) => ({ ...c, wants: ofOperands(c) }));
  const [pattern] = drawn.filter((c) => c.reduction === 'none' && c.cotangent.shape.length > 0);
  if (!pattern) throw new RangeError(`${loss} has no terms`);
  const plain = { ...pattern, params: defaultsOf(spec) };
  await compare(`${loss.padEnd(18)} ${`${drawn.length} as drawn`.padEnd(17)}`, drawn);
  await compare(`${loss.padEnd(18)} ${`${count} of one shape`.padEnd(17)}`, Array(Number(count)).fill(plain));
}
await together.close();
await alone.close();

function ofOperands(c: Case): Want[] {
  return c.wants.filter((want) => want === 'value' || withRespectTo(want) in c.operands);
}

async function compare(title: string, cases: readonly Case[]): Promise<void> {
  const [one, all] = [await rate(alone, cases), await rate(together, cases)];
  const numbers = [one, all].map((perSecond) => Math.round(perSecond).toLocaleString('en').padStart(11));
  console.log(`${title} ${numbers.join(' ')} ${(all / one).toFixed(1).padStart(9)}`);
}

async function rate(implementation: typeof alone, cases: readonly Case[]): Promise<number> {
  await implementation.evaluate(cases);
  const start = performance.now();
  await implementation.evaluate(cases);
  return (1000 * cases.length) / (performance.now() - start);
}
