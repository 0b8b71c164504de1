import { GraphWriter } from '../../../reference/arithmetic/onnx/graph-writer.ts';
import type { ArithmeticDeclaration } from '../../acceptance/declaration.ts';
import { judge } from '../../acceptance/judge.ts';
import { PermittedError } from '../../acceptance/permitted-error.ts';
import type { ProbeFinding } from '../../implementation.ts';
import type { OnnxRuntime } from './load-onnxruntime.ts';
import { type Probe, probes } from './probes.ts';
import type { Sessions } from './sessions.ts';

type Operands = Probe['questions'][number]['operands'];

export interface Probed {
  readonly operators: readonly string[];
  readonly findings: readonly ProbeFinding[];
  /** What was declared, or less freedom where the probes show that it is not needed; never more. */
  readonly declaration: ArithmeticDeclaration;
}

/**
 * Asks a provider for single operators in float32 and judges them by the published table of its declaration. What an
 * operator gets wrong is a finding: the table is not widened for it.
 */
export async function probeProvider(
  runtime: OnnxRuntime,
  sessions: Sessions,
  declared: ArithmeticDeclaration,
): Promise<Probed> {
  const findings: ProbeFinding[] = [];
  let keepsSubnormals = true;
  for (const probe of probes) {
    for (const { about, operands } of probe.questions) {
      const got = await answer(runtime, sessions, probe, operands);
      const finding = judged(got, probe, about, operands, declared);
      if (finding) findings.push(finding);
      // That subnormals need not survive is what was declared; whether they do is found out.
      const kept = { ...declared, subnormals: 'kept' as const };
      if (about === 'subnormals') keepsSubnormals &&= !judged(got, probe, about, operands, kept);
    }
  }
  const declaration = keepsSubnormals ? { ...declared, subnormals: 'kept' as const } : declared;
  return { operators: probes.map(({ operator }) => operator), findings, declaration };
}

/** What the operator gives, in C order, or why it gives nothing. */
async function answer(
  runtime: OnnxRuntime,
  sessions: Sessions,
  { operator, axis }: Probe,
  operands: Operands,
): Promise<Float64Array | string> {
  const names = Object.keys(operands);
  const bytes = () => {
    const writer = new GraphWriter('f32');
    for (const name of names) {
      writer.declareInput(
        name,
        operands[name]!.shape.map((_, i) => `n${i}`),
      );
    }
    const axes = axis === undefined ? [] : [writer.integers([axis])];
    const value = writer.op(operator, [...names, ...axes], axis === undefined ? {} : { keepdims: 0 });
    writer.declareOutput('result', ['n0'], value);
    return writer.bytes(`probe of ${operator}`, {});
  };
  const feeds = names.map((name) => {
    const { data, shape } = operands[name]!;
    return [name, new runtime.Tensor('float32', Float32Array.from(data), shape)] as const;
  });
  try {
    const session = await sessions.get(`probe of ${operator}`, bytes);
    const { result } = await session.run(Object.fromEntries(feeds));
    return Float64Array.from((result as { readonly data: ArrayLike<number> }).data);
  } catch (error) {
    return (error as Error).message.trim();
  }
}

function judged(
  got: Float64Array | string,
  { operator, text, axis }: Probe,
  about: ProbeFinding['about'],
  operands: Operands,
  declaration: ArithmeticDeclaration,
): ProbeFinding | undefined {
  if (typeof got === 'string') return { operator, about, message: got };
  const inputs = { operands, settings: { reduction: 'none' as const }, wrt: [] };
  const permitted = new PermittedError([{ grade: 'strict', name: operator, text }], inputs, declaration);
  const { accepted, worst } = judge({ value: got }, permitted);
  if (accepted || !worst) return undefined;
  // An operator over an axis has more operands than a reader wants to see.
  const input = axis === undefined ? { input: Object.values(operands).map(({ data }) => data[worst.index]!) } : {};
  return { operator, about, ...input, got: worst.got, expected: worst.expected, ratio: worst.ratio };
}
