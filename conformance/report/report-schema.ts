import { z } from 'zod';
import { caseSchema } from '../run/case-schema.ts';
import { failureClasses } from '../run/failure-classes.ts';

/** A number; NaN, the infinities and -0, which JSON does not have, by name. */
const numberSchema = z.union([z.number(), z.enum(['NaN', 'Infinity', '-Infinity', '-0'])]);

const dtype = z.enum(['f64', 'f32', 'f16', 'bf16']);
const count = z.int().nonnegative();
const counts = z.record(z.string(), count);

const evidence = z.strictObject({
  class: z.enum(failureClasses),
  case: caseSchema,
  message: z.string(),
  output: z.string().optional(),
  index: count.optional(),
  got: numberSchema.optional(),
  expected: numberSchema.optional(),
  bound: numberSchema.optional(),
  ratio: numberSchema.optional(),
});

const verdict = z.discriminatedUnion('verdict', [
  z.strictObject({ verdict: z.literal('pass') }),
  z.strictObject({ verdict: z.literal('fail'), evidence }),
  z.strictObject({
    verdict: z.literal('other_convention'),
    which: z.string(),
    dialects: z.array(z.string()),
    evidence,
  }),
  z.strictObject({ verdict: z.literal('expected_failure'), reason: z.string(), evidence }),
  z.strictObject({ verdict: z.literal('unexpected_pass'), reason: z.string() }),
  z.strictObject({ verdict: z.literal('vacuous'), why: z.string() }),
  z.strictObject({ verdict: z.literal('unsupported'), what: z.string() }),
  z.strictObject({ verdict: z.literal('not_run'), reason: z.string() }),
]);

const test = z.strictObject({
  id: z.string(),
  loss: z.string(),
  form: z.string().optional(),
  law: z.string(),
  dtype,
  verdict,
  examined: count,
  broken: count,
  vacuous: count,
  regime: z.string().optional(),
  replay: z.string().optional(),
  diagnosis: z.string().optional(),
});

const loss = z.strictObject({
  loss: z.string(),
  form: z.string().optional(),
  dtype,
  origin: z.enum(['library', 'composed']),
  cases: count,
  evaluated: count,
  comparisons: z.array(
    z.strictObject({
      output: z.string(),
      count,
      worst: numberSchema,
      regime: z.string(),
      medianBoundUlp: numberSchema.nullable(),
      vacuous: counts,
      grade: z.enum(['strict', 'published', 'none']),
    }),
  ),
  coverage: z.strictObject({ regimes: counts, options: counts }),
  uncovered: z.array(z.string()),
  unsupported: z.string().optional(),
});

/** A run as other programs read it; also `npx lossproof run --report json`. */
export const reportSchema = z.strictObject({
  schema: z.literal('lossproof-report/1'),
  suiteVersion: z.string(),
  implementation: z.strictObject({
    name: z.string(),
    version: z.string(),
    language: z.string(),
    device: z.string(),
    deterministic: z.boolean(),
    validates: z.boolean(),
    /** By dtype: what was declared of its arithmetic. */
    arithmetic: z.partialRecord(dtype, z.record(z.string(), z.unknown())),
    probes: z
      .strictObject({
        operators: z.array(z.string()),
        lacking: z.partialRecord(dtype, z.string()).optional(),
        findings: z.array(
          z.strictObject({
            operator: z.string(),
            about: z.enum(['ordinary numbers', 'infinities', 'subnormals', 'NaN']),
            input: z.array(numberSchema).optional(),
            got: numberSchema.optional(),
            expected: numberSchema.optional(),
            ratio: numberSchema.optional(),
            message: z.string().optional(),
          }),
        ),
      })
      .optional(),
  }),
  options: z.strictObject({
    seed: z.int(),
    cases: count,
    profile: z.string(),
    dtypes: z.array(dtype),
    strict: z.boolean(),
    dialect: z.string().optional(),
    select: z.string().optional(),
    skip: z.string().optional(),
    require: z.string().optional(),
  }),
  status: z.enum(['complete', 'incomplete', 'interrupted']),
  reason: z.string().optional(),
  losses: z.array(loss),
  tests: z.array(test),
  expectations: z.strictObject({
    file: z.string().optional(),
    unmatched: z.array(z.string()),
    expired: z.array(z.string()),
  }),
  placement: z
    .strictObject({
      provider: z.string(),
      proof: z.enum(['profile', 'no other provider']),
      graphs: count.optional(),
      operators: counts.optional(),
      unanswered: counts.optional(),
    })
    .optional(),
  timing: z.strictObject({ totalMs: z.number(), implementationMs: z.number(), workers: z.number() }),
});
export type ReportJson = z.infer<typeof reportSchema>;
