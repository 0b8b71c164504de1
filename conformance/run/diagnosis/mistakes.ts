import { formats } from '../../../reference/tensor/format.ts';
import { ulp } from '../../../reference/tensor/ulp.ts';
import { plainDeclaration } from '../../acceptance/declaration.ts';
import { type Case, shapeOfOutput, typedTensor, type Want } from '../../case.ts';
import type { Mutant, Outputs } from '../../mutants/mutant.ts';
import { mutantImplementation } from '../../mutants/mutant-implementation.ts';
import { narrowed } from '../../mutants/narrowed.ts';
import type { Outcome } from '../../outcome.ts';
import type { Permitted } from '../../property.ts';
import { Judge, type JudgeOptions } from '../judge.ts';
import type { Candidate } from './candidate.ts';

/** The known mistakes of a loss; what they would answer is bounded as the right answer is. */
export function mistakes(mutants: readonly Mutant[], loss: string, options: JudgeOptions, right: Judge): Candidate[] {
  return mutants
    .filter((mutant) => mutant.loss === loss)
    .map((mutant): Candidate => {
      const { mistake, text, corrupt, precision } = mutant;
      const about = {
        kind: 'mistake',
        says: mistake,
        answers: (cases: readonly Case[]) => mutantImplementation(mutant).evaluate(cases),
      } as const;
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

/** What becomes of right outputs: of their middle, of both ends of what is permitted, and of what may have overflowed. */
function corrupted(corrupt: NonNullable<Mutant['corrupt']>, judge: Judge): Pick<Candidate, 'accepts' | 'permitted'> {
  type Move = (right: Permitted, index: number) => number;
  const movedBy = (c: Case): ((move: Move) => Outputs) => {
    const of = judge.evaluation(c, { status: 'value', outputs: {} });
    const each = c.wants.map((w) => [w, of.permitted(w)] as const);
    return (move) => {
      const outputs = each.map(([w, right]) => {
        return [
          w,
          typedTensor(
            'f64',
            right.reference.map((_, i) => move(right, i)),
            shapeOfOutput(c, w),
          ),
        ];
      });
      return corrupt(Object.fromEntries(outputs) as Outputs, c);
    };
  };
  const permitted = (c: Case, want: Want): Permitted => {
    const moved = movedBy(c);
    const end = (side: number): Float64Array =>
      moved((right, i) => right.reference[i]! + side * right.radius[i]!)[want]!.data;
    const reference = moved((right, i) => right.reference[i]!)[want]!.data;
    const [low, high] = [end(-1), end(1)];
    const radius = reference.map((x, i) => {
      const r = Math.max(Math.abs(low[i]! - x), Math.abs(high[i]! - x));
      return Number.isFinite(x) ? (Number.isNaN(r) ? Infinity : r + ulp(x, formats[c.dtype]) / 2) : 0;
    });
    const { overflow } = judge.evaluation(c, { status: 'value', outputs: {} }).permitted(want);
    return { reference, radius, overflow };
  };
  return {
    permitted,
    accepts: (c: Case, outcome: Outcome) => {
      if (outcome.status !== 'value') return false;
      const overflowed = movedBy(c)(({ reference, overflow }, i) => reference[i]! * (overflow[i] ? Infinity : 1));
      return c.wants.every((want) => {
        const { reference, radius, overflow } = permitted(c, want);
        const { round } = formats[c.dtype];
        return outcome.outputs[want]!.data.every((x, i) => {
          const [middle, stored] = [reference[i]!, round(reference[i]!)];
          const isInfinity = x === Infinity * Math.sign(middle) && (overflow[i]! || stored === x);
          // Where nothing can be said of what is right, nor can it of what becomes of that.
          if (radius[i] === Infinity || isInfinity || Object.is(x, overflowed[want]!.data[i])) return true;
          return Object.is(x, middle) || Math.abs(x - middle) <= radius[i]!;
        });
      });
    },
  };
}
