import { readFileSync } from 'node:fs';
import { z } from 'zod';
import { caseFromJson } from '../case.ts';
import { fileTrouble } from '../file-trouble.ts';
import { caseSchema } from './case-schema.ts';
import type { Expectation } from './expectations.ts';
import { failureClasses } from './failure-classes.ts';
import { glob } from './glob.ts';
import { inVersionRange } from './version-range.ts';

/** A string that `read` takes without throwing. */
const readable = (read: (text: string) => unknown) =>
  z.string().superRefine((text, context) => {
    try {
      read(text);
    } catch (e) {
      context.addIssue({ code: 'custom', message: (e as Error).message });
    }
  });

const pin = z.strictObject({ case: caseSchema, exact: z.string(), got: z.string() }).superRefine((p, context) => {
  try {
    caseFromJson(p.case);
  } catch (e) {
    context.addIssue({ code: 'custom', path: ['case'], message: (e as Error).message });
  }
});

const expectation = z.strictObject({
  id: readable(glob),
  status: z.enum(['fails', 'flaky']),
  reason: z.string().min(1),
  kind: z.enum(['wrong', 'imprecise', 'edge', 'convention']).optional(),
  issue: z.union([z.literal('unreported'), z.url({ protocol: /^https?$/ })]),
  versions: readable((range) => inVersionRange('0', range)).optional(),
  expires: z.iso.date().optional(),
  classes: z.array(z.enum(failureClasses)).min(1),
  pin: pin.optional(),
});

/** A file of known deviations: `{"schema": "lossproof-expectations/1", "expectations": [...]}`. */
const expectationsSchema = z.strictObject({
  schema: z.literal('lossproof-expectations/1'),
  expectations: z.array(expectation),
});

/**
 * The expectations of a file. Throws an Error that names the file and every entry that is wrong, and what it should
 * hold.
 */
export function readExpectations(path: string): Expectation[] {
  let json: unknown;
  try {
    json = JSON.parse(readFileSync(path, 'utf8'));
  } catch (e) {
    throw new Error(`the expectations file ${path} cannot be read: ${fileTrouble(e)}`);
  }
  const { success, data, error } = expectationsSchema.safeParse(json);
  if (success) return data.expectations as Expectation[];
  const where = error.issues.map(({ path: at, message }) => `  at ${at.join('.') || 'the top'}: ${message}`);
  throw new Error(`the expectations file ${path} is not as it should be:\n${where.join('\n')}`);
}
