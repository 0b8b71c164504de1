import { formats } from '../../../reference/tensor/format.ts';
import { ulp } from '../../../reference/tensor/ulp.ts';
import { plainDeclaration } from '../../acceptance/declaration.ts';
import { type Case, typedTensor, type Want } from '../../case.ts';
import type { Mutant, Outputs } from '../../mutants/mutant.ts';
import { narrowed } from '../../mutants/narrowed.ts';
import type { Outcome } from '../../outcome.ts';
import type { Permitted } from '../../property.ts';
import { Judge, type JudgeOptions } from '../judge.ts';
import type { Candidate } from './candidate.ts';

/** The known mistakes of a loss; what they would answer is bounded as the right answer is. */
export function mistakes(mutants: readonly Mutant[], loss: string, options: JudgeOptions, right: Judge): Candidate[] {
  return mutants
    .filter((mutant) => mutant.loss === loss)
    .map(({ mistake, text, corrupt, precision }): Candidate => {
      const about = { kind: 'mistake', says: mistake } as const;
      if (corrupt) return { ...about, ...corrupted(corrupt, right) };
      const reference = options.referenceOf(loss)!;
      const algorithms = text ? ([{ grade: 'strict', name: mistake, text }] as const) : reference.algorithms;
      const judge = new Judge({
        specOf: options.specOf,
        referenceOf: (id) => (id === loss ? { ...reference, algorithms } : options.referenceOf(id)),
        strict: options.strict,
        declaration: precision ? { ...options.declaration, ...plainDeclaration(precision) } : options.declaration,
      });
      const asked = (c: Case): Case => (precision ? narrowed(c, precision) : c);
      return {
        ...about,
        accepts: (c, outcome) => judge.evaluation(asked(c), outcome).accepted().verdict !== 'fail',
        permitted: (c, want) => judge.evaluation(asked(c), { status: 'value', outputs: {} }).permitted(want),
      };
    });
}

/** What becomes of right outputs: of their middle, and of both ends of what is permitted. */
function corrupted(corrupt: NonNullable<Mutant['corrupt']>, judge: Judge): Pick<Candidate, 'accepts' | 'permitted'> {
  const permitted = (c: Case, want: Want): Permitted => {
    const of = judge.evaluation(c, { status: 'value', outputs: {} });
    const each = c.wants.map((w) => [w, of.permitted(w)] as const);
    const moved = (side: number): Float64Array => {
      const outputs: Outputs = Object.fromEntries(
        each.map(([w, { reference, radius }]) => [
          w,
          typedTensor(
            'f64',
            reference.map((x, i) => (side === 0 ? x : x + side * radius[i]!)),
            shapeOf(c, w),
          ),
        ]),
      );
      return corrupt(outputs, c)[want]!.data;
    };
    const [low, reference, high] = [moved(-1), moved(0), moved(1)];
    const radius = reference.map((x, i) => {
      const r = Math.max(Math.abs(low[i]! - x), Math.abs(high[i]! - x));
      return Number.isFinite(x) ? (Number.isNaN(r) ? Infinity : r + ulp(x, formats[c.dtype]) / 2) : 0;
    });
    return { reference, radius, overflow: of.permitted(want).overflow };
  };
  return {
    permitted,
    accepts: (c: Case, outcome: Outcome) =>
      outcome.status === 'value' &&
      c.wants.every((want) => {
        const { reference, radius, overflow } = permitted(c, want);
        const { round } = formats[c.dtype];
        return outcome.outputs[want]!.data.every((x, i) => {
          const [middle, stored] = [reference[i]!, round(reference[i]!)];
          const isInfinity = x === Infinity * Math.sign(middle) && (overflow[i]! || stored === x);
          // Where nothing can be said of what is right, nor can it of what becomes of that.
          return radius[i] === Infinity || isInfinity || Object.is(x, middle) || Math.abs(x - middle) <= radius[i]!;
        });
      }),
  };
}

const shapeOf = (c: Case, want: Want): readonly number[] =>
  want === 'value' ? c.cotangent.shape : (c.operands[want.slice('gradient.'.length)]?.shape ?? []);
