import { z } from 'zod';
import { formName, formNameRule } from '../../form-name.ts';

/**
 * Protocol 1, message by message: what the suite writes to an adapter and what it reads back. Each message is one line
 * of JSON. The written page is docs/protocol.md; the JSON Schema is made from these definitions.
 */
const dtype = z.enum(['f64', 'f32', 'f16', 'bf16']);
const reduction = z.enum(['none', 'sum', 'mean']);
const wants = z.array(z.string().regex(/^(value|gradient\.[a-z0-9_]+)$/)).min(1);
const paramValue = z.union([z.number(), z.string(), z.boolean(), z.null()]);

const tensor = z
  .object({
    dtype: z.enum(['f64', 'f32', 'f16', 'bf16', 'i64']),
    shape: z.array(z.int().min(0)),
    data: z.string().describe('base64 of the little-endian bits, in C order'),
  })
  .meta({ id: 'Tensor' });

const scalar = z
  .object({
    dtype: z.enum(['f64', 'f32', 'f16', 'bf16', 'i64']),
    value: z.string().describe('for a reader; the bits decide'),
    bits: z.string().describe('hexadecimal digits, most significant first'),
  })
  .meta({ id: 'Scalar', description: 'A number that is a parameter of a case.' });

const declaration = z
  .object({
    storage: dtype.describe('what outputs are stored in'),
    arithmetic: dtype.describe('what each operation is rounded to'),
    accumulator: dtype.describe('what sums are kept in'),
    subnormals: z.enum(['kept', 'flushed']),
    profile: z.enum(['ieee', 'wgsl']).optional().describe('whose table of accuracies holds; ieee where left out'),
  })
  .meta({ id: 'ArithmeticDeclaration', description: 'How the implementation computes in one dtype.' });

const paramSupport = z
  .union([
    z.literal('any'),
    z.array(paramValue),
    z.object({ min: z.number().optional(), max: z.number().optional() }).describe('a missing end is infinite'),
  ])
  .meta({ id: 'ParamSupport', description: 'Which values of a parameter are supported.' });

const support = z
  .object({
    loss: z.string(),
    form: z
      .string()
      .regex(formName, formNameRule)
      .optional()
      .describe('where the implementation computes one loss in several ways, which one'),
    origin: z.enum(['library', 'composed']).describe("the library's own function, or the adapter's composition"),
    params: z
      .record(z.string(), paramSupport)
      .describe('a parameter that is not named is supported at its default only'),
    optional: z.array(z.string()).optional().describe('optional operands that may be given; all where left out'),
    reductions: z.array(reduction),
    dtypes: z.array(dtype),
    wants,
  })
  .meta({ id: 'LossSupport' });

const hello = z
  .object({
    op: z.literal('hello'),
    protocol: z.array(z.int()).describe('the versions that the suite speaks'),
    suite: z.string(),
    spec: z.string(),
  })
  .meta({ id: 'Hello', description: 'The first message; answered by Ready.' });

const question = z.object({
  id: z.string(),
  loss: z.string(),
  form: z.string().optional(),
  dtype,
  reduction,
  params: z.record(z.string(), z.union([scalar, z.string(), z.boolean(), z.null()])),
  operands: z.record(z.string(), tensor).describe('optional operands that are not given are not there'),
  cotangent: tensor.describe('shaped as the value: what gradients are contracted with'),
  wants,
});
const item = question.meta({ id: 'Item', description: 'One case; answered by one Answer with its id.' });
const evaluate = z
  .object({ op: z.literal('evaluate'), ...question.shape })
  .meta({ id: 'Evaluate', description: 'One case on its own; answered by one Answer with its id.' });
const batch = z
  .object({ op: z.literal('batch'), id: z.string(), items: z.array(item) })
  .meta({ id: 'Batch', description: 'Many cases; each is answered by its own Answer, in any order.' });
const echo = z
  .object({ op: z.literal('echo'), id: z.string(), tensors: z.array(tensor) })
  .meta({ id: 'Echo', description: 'Answered by Echoed with the same id and the same bits.' });
const bye = z.object({ op: z.literal('bye') }).meta({ id: 'Bye', description: 'The adapter ends with exit code 0.' });

const starting = z.object({ op: z.literal('starting'), what: z.string() }).meta({
  id: 'Starting',
  description: 'Before Ready, as often as the adapter likes: what it is about to do. Each starts the clock anew.',
});
const ready = z
  .object({
    op: z.literal('ready'),
    protocol: z.literal(1),
    implementation: z.object({
      name: z.string().min(1),
      version: z.string(),
      language: z.string(),
      device: z.string(),
      deterministic: z.boolean().describe('whether the same case always gives the same bits'),
      validates: z.boolean().describe('whether it promises to refuse input outside the domain'),
    }),
    arithmetic: z.partialRecord(dtype, declaration),
    supports: z.array(support),
  })
  .meta({ id: 'Ready' });
const echoed = z.object({ id: z.string(), tensors: z.array(tensor) }).meta({ id: 'Echoed' });

const elapsed = { elapsed_ms: z.number().min(0).optional().describe('time spent inside the implementation') };
const ok = z
  .strictObject({ id: z.string(), ok: z.object({ outputs: z.record(z.string(), tensor) }), ...elapsed })
  .meta({ id: 'Ok', description: 'The wanted outputs, by want.' });
const rejected = z
  .strictObject({ id: z.string(), rejected: z.object({ kind: z.string(), message: z.string() }), ...elapsed })
  .meta({ id: 'Rejected', description: 'The implementation refused the input, on purpose.' });
const unsupported = z
  .strictObject({ id: z.string(), unsupported: z.object({ what: z.string() }), ...elapsed })
  .meta({ id: 'Unsupported', description: 'The implementation does not have this loss, option or output.' });
const error = z
  .strictObject({ id: z.string(), error: z.object({ trace: z.string() }), ...elapsed })
  .meta({ id: 'Error', description: 'The adapter, not the loss, failed.' });
const answer = z
  .union([ok, rejected, unsupported, error])
  .meta({ id: 'Answer', description: 'Exactly one of ok, rejected, unsupported and error.' });

const toAdapter = z.union([hello, echo, evaluate, batch, bye]).meta({ id: 'ToAdapter' });
const fromAdapter = z.union([starting, ready, echoed, answer]).meta({ id: 'FromAdapter' });

/** The schemas of what the suite writes and of the messages that an adapter writes. */
export const messages = { toAdapter, starting, ready, echoed, answer };

export type Ready = z.infer<typeof ready>;
export type Answer = z.infer<typeof answer>;
export type WireTensor = z.infer<typeof tensor>;

/** The JSON Schema of protocol 1, as committed in conformance/protocol.schema.json. */
export function protocolSchema(): Record<string, unknown> {
  const { $schema, ...schema } = z.toJSONSchema(z.union([toAdapter, fromAdapter]), { io: 'input' });
  return { $schema, title: 'lossproof protocol 1: one message, one line', ...schema };
}
