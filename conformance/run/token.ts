import { deflateRawSync, inflateRawSync } from 'node:zlib';
import { z } from 'zod';
import type { LawId } from '../../spec/language/law.ts';
import { type Case, caseFromJson, caseToJson } from '../case.ts';
import { properties } from '../properties/index.ts';
import { caseSchema } from './case-schema.ts';

/** What a failure is replayed from: no generator and no seed. */
export interface Replay {
  readonly law: LawId;
  readonly instance: number;
  readonly round?: number;
  readonly form?: string;
  readonly base: Case;
}

const schema = z.object({
  law: z.string(),
  instance: z.number().int().nonnegative(),
  round: z.number().int().nonnegative().optional(),
  form: z.string().optional(),
  base: caseSchema,
});

/** The largest token, decompressed, in bytes: a counterexample is small. */
const limit = 1 << 24;

/** One word for a command line. */
export function writeToken({ base, ...rest }: Replay): string {
  return deflateRawSync(JSON.stringify({ ...rest, base: caseToJson(base) })).toString('base64url');
}

/** Reads a token; throws a TypeError that says what is wrong with it. */
export function readToken(token: string): Replay {
  let json: unknown;
  try {
    json = JSON.parse(inflateRawSync(Buffer.from(token, 'base64url'), { maxOutputLength: limit }).toString('utf8'));
  } catch {
    throw new TypeError('this is no replay token: copy the whole line that a report prints');
  }
  const parsed = schema.safeParse(json);
  if (!parsed.success) throw new TypeError(`this replay token is damaged: ${z.prettifyError(parsed.error)}`);
  const { law, base, instance, round, form } = parsed.data;
  if (!(law in properties)) {
    throw new TypeError(`this replay token names the law ${law}, which this version does not have`);
  }
  return {
    law: law as LawId,
    instance,
    ...(round === undefined ? {} : { round }),
    ...(form === undefined ? {} : { form }),
    base: caseFromJson(base as Parameters<typeof caseFromJson>[0]),
  };
}
