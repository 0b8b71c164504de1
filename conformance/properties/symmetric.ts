import { type Want, withRespectTo } from '../case.ts';
import { conclude } from './support/conclude.ts';
import { ask, defineProperty } from './support/define-property.ts';
import { related, wantsOfOperands } from './support/related-case.ts';
import { sameOutputs } from './support/same-outputs.ts';

/** The value stays, and the gradients of the two change places. */
export const symmetric = defineProperty('symmetric', {
  sentence: 'Exchanging the two operands leaves the value and exchanges their gradients.',
  plan(base, { swap: [a, b] }) {
    const [x, y] = [base.operands[a], base.operands[b]];
    if (!x || !y || x.data.every((v, i) => Object.is(v, y.data[i]))) return undefined;
    const exchange = (name: string): string => (name === a ? b : name === b ? a : name);
    const exchangeWant = (want: Want): Want => (want === 'value' ? want : `gradient.${exchange(withRespectTo(want))}`);
    // Only what may be wanted of both: an implementation may lack the gradient of one of the two.
    const wants = wantsOfOperands(base).filter((want) => base.wants.includes(exchangeWant(want)));
    const swapped = related(base, { operands: { [a]: y, [b]: x }, wants });
    return ask({ base, swapped }, (e) =>
      conclude(sameOutputs(e.swapped, e.base, { source: exchangeWant }), base, `${a} and ${b} may be exchanged`),
    );
  },
});
