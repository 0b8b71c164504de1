import { formats } from '../../../reference/tensor/format.ts';
import type { Evaluation } from '../../property.ts';
import type { Finding } from '../../verdict.ts';
import { outputOf } from './answers.ts';

/**
 * That every output element is finite whose reference is within a quarter of the largest number and whose permitted
 * error is finite: then no intermediate result of an admissible algorithm can overflow.
 */
export function staysFinite(evaluation: Evaluation): Finding {
  const { case: of } = evaluation;
  const { largest } = formats[of.dtype];
  let examined = 0;
  for (const output of of.wants) {
    const { reference, radius, overflow } = evaluation.permitted(output);
    const got = outputOf(evaluation, output).data;
    for (const [index, expected] of reference.entries()) {
      if (!(Math.abs(expected) <= largest / 4) || !(radius[index]! < Infinity) || overflow[index]) continue;
      examined++;
      if (Number.isFinite(got[index]!)) continue;
      const message = `${output}[${index}] is ${got[index]}, where the mathematics gives ${expected}`;
      return {
        verdict: 'fail',
        evidence: { class: 'non_finite', case: of, message, output, index, got: got[index]!, expected },
      };
    }
  }
  return examined > 0 ? { verdict: 'pass' } : { verdict: 'vacuous', why: 'nothing has to be finite here' };
}
