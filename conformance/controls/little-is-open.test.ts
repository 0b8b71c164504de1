import { expect, test } from 'vitest';
import { specs } from '../../spec/losses/index.ts';
import { plainDeclaration } from '../acceptance/declaration.ts';
import { references } from '../acceptance/references.ts';
import type { Case } from '../case.ts';
import { isFiniteAndValid } from '../properties/support/define-property.ts';
import { drawBases } from '../run/draw-bases.ts';
import { Judge } from '../run/judge.ts';

// A text may leave a question open that has an answer: whether a hinge that was cut off at 0 violates the margin. Then
// everything passes that depends on it, and no mutant tells, since it is judged by the same text.
test.each(Object.values(specs))('$id: ordinary cases have an answer under every convention', (spec) => {
  const judge = new Judge({
    declaration: plainDeclaration('f64'),
    specOf: (id) => specs[id],
    referenceOf: (id) => references[id],
    strict: false,
  });
  const chosen = Object.entries(spec.params).flatMap(([name, param]) =>
    param.kind === 'choice' && param.convention ? Object.keys(param.values).map((value) => ({ [name]: value })) : [],
  );
  for (const defaults of chosen.length > 0 ? chosen : [{}]) {
    const constraint = { defaults, regimes: ['ordinary'] } as const;
    const drawn = drawBases(spec, { dtype: 'f64', seed: 5, count: 30, isFloor: true, constraint });
    const cases = drawn.filter((c) => isFiniteAndValid(c, spec));
    expect(cases.length).toBeGreaterThan(0);
    for (const [output, { numbers, open }] of openness(cases, judge)) {
      const convention = Object.entries(defaults).map(([name, value]) => `, ${name} = ${value}`);
      if (numbers >= 6 && open > numbers / 3) {
        expect.fail(`${output}${convention}: of ${numbers} numbers, ${open} may be almost anything`);
      }
    }
  }
});

/** Of each output under each reduction, how many numbers there are, and how many have no 4 digits. */
function openness(cases: readonly Case[], judge: Judge): Map<string, { numbers: number; open: number }> {
  const seen = new Map<string, { numbers: number; open: number }>();
  for (const c of cases) {
    for (const want of c.wants) {
      const { reference, radius } = judge.evaluation(c, { status: 'value', outputs: {} }).permitted(want);
      const isOpen = (r: number, i: number): boolean => r > 1e-6 && !(r <= 1e-4 * Math.abs(reference[i]!));
      const key = `${want}, reduction = ${c.reduction}`;
      const { numbers, open } = seen.get(key) ?? { numbers: 0, open: 0 };
      seen.set(key, { numbers: numbers + radius.length, open: open + radius.filter(isOpen).length });
    }
  }
  return seen;
}
