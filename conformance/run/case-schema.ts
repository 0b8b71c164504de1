import { z } from 'zod';
import type { CaseJson } from '../case.ts';

const storage = z.enum(['f64', 'f32', 'f16', 'bf16', 'i64']);
const tensor = z.strictObject({
  dtype: storage,
  shape: z.array(z.int().nonnegative()),
  /** Little-endian bytes in base64; whether they fill the shape is for caseFromJson to say. */
  data: z.string(),
});
const number = z.strictObject({ dtype: storage, value: z.string(), bits: z.string().regex(/^[0-9a-f]+$/) });

/** The envelope of a case in JSON; caseFromJson reads what is inside. */
export const caseSchema: z.ZodType<CaseJson> = z.strictObject({
  loss: z.string(),
  dtype: z.enum(['f64', 'f32', 'f16', 'bf16']),
  reduction: z.enum(['none', 'sum', 'mean']),
  params: z.record(z.string(), z.union([number, z.string(), z.boolean(), z.null()])),
  operands: z.record(z.string(), tensor),
  cotangent: tensor,
  wants: z.array(z.union([z.literal('value'), z.templateLiteral(['gradient.', z.string()])])),
  regime: z.string(),
});
