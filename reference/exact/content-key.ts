import { createHash } from 'node:crypto';
import type { LossSpec } from '../../spec/language/loss-spec.ts';
import type { TensorData } from '../tensor/tensor-data.ts';
import type { ExactInput } from './exact-outputs.ts';
import { formulasOf, withDefaults } from './spec-formulas.ts';

/** Changed whenever the same formula could be given another answer, or the same one in another form. */
const version = 1;

/** What an answer depends on: a hash of what the spec says, and one of the input, in hexadecimal digits. */
export function contentKey(spec: LossSpec, input: ExactInput): { readonly spec: string; readonly input: string } {
  const params = withDefaults(spec, input.params ?? {});
  const operands = Object.entries(spec.operands).map(([name, { axes, domain, absent, role }]) => [
    name,
    axes,
    domain.kind === 'index',
    absent ?? null,
    role ?? null,
  ]);
  const meaning = [version, spec.items, spec.ignore ?? null, operands, formulasOf(spec, params)];
  const content = [
    Object.entries(params).sort(),
    Object.keys(input.operands)
      .sort()
      .map((name) => [name, written(input.operands[name]!)]),
    input.reduction,
    input.cotangent ? written(input.cotangent) : null,
    [...input.wants].sort(),
  ];
  return { spec: hash(meaning), input: hash(content) };
}

const written = ({ shape, data }: TensorData): unknown => [shape, Array.from(data, String)];
const hash = (content: unknown): string =>
  createHash('sha256').update(JSON.stringify(content)).digest('hex').slice(0, 16);
