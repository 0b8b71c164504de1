import { expect, it } from 'vitest';
import { specs } from '../../spec/losses/index.ts';
import type { Case } from '../case.ts';
import { isFiniteAndValid } from '../properties/support/define-property.ts';
import { gradientsOf } from '../properties/support/related-case.ts';
import { drawBases } from '../run/draw-bases.ts';
import { textInput } from '../settings.ts';
import { checkDirections } from './check-directions.ts';
import { plainDeclaration } from './declaration.ts';
import { type Output, PermittedError } from './permitted-error.ts';
import { references } from './references.ts';

/** Whether the reference's own gradients belong together; undefined where no kink was met. */
function belongTogether(c: Case): boolean | undefined {
  const gradients: Output[] = gradientsOf(c);
  const wrt = gradients.map((output) => output.slice('gradient.'.length));
  const inputs = { ...textInput(specs[c.loss]!, c), wrt, cotangent: c.cotangent };
  const permitted = new PermittedError(references[c.loss]!.algorithms, inputs, plainDeclaration('f64'));
  const [strict] = permitted.admissible;
  if (!gradients.some((output) => permitted.undecided(strict!, output) > 0)) return undefined;
  const own = Object.fromEntries(wrt.map((name, i) => [name, permitted.reference(gradients[i]!)]));
  return checkDirections(permitted, strict!, own) === undefined;
}

// What is a rounding from the reference's gradients is taken for one branch, without a look at directions.
it('the gradients of every reference are those of one branch', { timeout: 120_000 }, () => {
  const found = Object.values(specs).flatMap((spec) =>
    drawBases(spec, { dtype: 'f64', seed: 1, count: 60, isFloor: true })
      .filter((c) => isFiniteAndValid(c, spec))
      .map((c) => ({ loss: spec.id, regime: c.regime, together: belongTogether(c) })),
  );
  expect(found.filter(({ together }) => together === false)).toEqual([]);
  const met = new Set(found.flatMap(({ loss, together }) => (together ? [loss] : [])));
  expect(met.size).toBeGreaterThan(20);
});
