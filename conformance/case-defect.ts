import { type InputDefect, inputDefect } from '../reference/losses/input-defect.ts';
import { formats } from '../reference/tensor/format.ts';
import type { LossSpec } from '../spec/language/loss-spec.ts';
import type { Case } from './case.ts';

/** What puts a case outside of what its loss is defined on; undefined where nothing does. */
export function caseDefect(spec: LossSpec, c: Case): InputDefect | undefined {
  let known = found.get(c);
  if (known?.spec !== spec) {
    known = { spec, defect: inputDefect(spec, c.operands, c.params, formats[c.dtype]) };
    found.set(c, known);
  }
  return known.defect;
}
/** Every law asks the same cases for theirs. */
const found = new WeakMap<Case, { readonly spec: LossSpec; readonly defect: InputDefect | undefined }>();
