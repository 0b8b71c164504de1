import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { CaseJson } from '../case.ts';
import { caseSchema } from '../run/case-schema.ts';
import { packageRoot } from './package-info.ts';

/** The cases that once showed a mistake of the suite or of a reference; every run tries them first. */
export function counterexamples(): CaseJson[] {
  const folder = join(packageRoot, 'fixtures', 'counterexamples');
  if (!existsSync(folder)) return [];
  return readdirSync(folder)
    .filter((name) => name.endsWith('.json'))
    .sort()
    .map((name) => caseSchema.parse(JSON.parse(readFileSync(join(folder, name), 'utf8')).case));
}
