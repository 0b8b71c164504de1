import { z } from 'zod';
import { caseSchema } from '../run/case-schema.ts';
import { failureClasses } from '../run/failure-classes.ts';

/** A part that the published schema has once, by its name. */
const part = <T extends z.ZodType>(id: string, description: string, schema: T): T => schema.meta({ id, description });

const numberSchema = part(
  'number',
  'A number; NaN, the infinities and -0, which JSON does not have, by name.',
  z.union([z.number(), z.enum(['NaN', 'Infinity', '-Infinity', '-0'])]),
);

const dtype = z.enum(['f64', 'f32', 'f16', 'bf16']);
const count = z.int().nonnegative();
const counts = z.record(z.string(), count);

const evidence = part(
  'evidence',
  'What was seen when a law was found broken: the smallest case that shows it.',
  z.strictObject({
    class: z.enum(failureClasses),
    case: part('case', 'A question: raw bits, little-endian in base64.', caseSchema),
    message: z.string(),
    output: z.string().optional(),
    index: count.optional(),
    got: numberSchema.optional(),
    expected: numberSchema.optional(),
    bound: numberSchema.optional(),
    ratio: numberSchema.optional(),
  }),
);

const verdict = part(
  'verdict',
  'What is said of one law; only pass is a pass.',
  z.discriminatedUnion('verdict', [
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
  ]),
);

const test = part(
  'test',
  'One law of one loss in one dtype: loss/law/dtype, or loss@form/law/dtype.',
  z.strictObject({
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
  }),
);

const drawn = part(
  'drawn',
  'An output along a curve; got is null where the implementation did not answer.',
  z.strictObject({
    got: z.array(numberSchema.nullable()),
    reference: z.array(numberSchema),
    permitted: z.array(numberSchema),
  }),
);

const comparisons = part(
  'comparisons',
  'One output of one loss against the reference; worst and errors are fractions or multiples of the permitted error.',
  z.strictObject({
    output: z.string(),
    count,
    worst: numberSchema,
    regime: z.string(),
    medianBoundUlp: numberSchema.nullable(),
    vacuous: counts,
    grade: z.enum(['strict', 'published', 'none']),
    regimes: z.record(
      z.string(),
      z.strictObject({
        count,
        worst: numberSchema,
        errors: counts.describe(
          'How many errors lie in each bin, by its upper end: 0, 0.001, 0.002, 0.005, 0.01, ..., 1, 10, 1000, Infinity.',
        ),
      }),
    ),
  }),
);

const loss = part(
  'loss',
  'One line of the report: a loss, or a form of it, in one dtype.',
  z.strictObject({
    loss: z.string(),
    form: z.string().optional(),
    dtype,
    origin: z.enum(['library', 'composed']),
    cases: count,
    evaluated: count,
    comparisons: z.array(comparisons),
    coverage: z.strictObject({ regimes: counts, options: counts }),
    uncovered: z.array(z.string()),
    curve: z
      .strictObject({
        example: z.string(),
        reduction: z.enum(['none', 'sum', 'mean']),
        operand: z.string(),
        at: z.array(numberSchema),
        value: drawn,
        gradient: drawn.optional(),
      })
      .optional(),
    unsupported: z.string().optional(),
  }),
);

/** A run as other programs read it; also `npx lossproof run --report json`. */
export const reportSchema = z.strictObject({
  schema: z.literal('lossproof-report/2'),
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
  shard: z
    .strictObject({ index: z.int().positive(), of: z.int().positive(), lines: z.array(z.string()) })
    .optional()
    .describe(
      'Which part of a run this is; lines are those of the whole run, loss/dtype and loss@form/dtype, in its order.',
    ),
  budget: z
    .strictObject({ firstSeed: z.int(), runs: z.int().positive(), evaluated: count, totalMs: z.number() })
    .optional()
    .describe('Where it was asked again within a budget of time: this is the last of so many runs.'),
  replayWith: z.string().optional(),
  placement: z
    .strictObject({
      provider: z.string(),
      proof: z.enum(['profile', 'no other provider']),
      graphs: count.optional(),
      operators: counts.optional(),
      unanswered: counts.optional(),
    })
    .optional(),
  timing: z.strictObject({
    totalMs: z.number(),
    implementationMs: z.number(),
    workers: z.number(),
    implementations: z.number().optional(),
  }),
});

/** The JSON Schema of `lossproof-report/2`, as committed in report.schema.json. */
export function reportJsonSchema(): Record<string, unknown> {
  const { $schema, ...schema } = z.toJSONSchema(reportSchema);
  return { $schema, title: 'lossproof-report/2: a run of lossproof', ...schema };
}

export type ReportJson = z.infer<typeof reportSchema>;
