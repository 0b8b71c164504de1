import { withRespectTo } from '../case.ts';
import { conclude } from './support/conclude.ts';
import { ask, defineProperty } from './support/define-property.ts';
import { scaled } from './support/exact-steps.ts';
import { reducedBy, related, wantsOfOperands } from './support/related-case.ts';
import { sameOutputs } from './support/same-outputs.ts';

/** Beyond any number that is added to a sum of weights, or put under it, to keep it from 0. */
const far = [2 ** 40, 2 ** -40, 2 ** -40];

/** Of the mean, whatever the base's own reduction; the gradient in the weights scales by the inverse. */
export const weightScale = defineProperty('weight_scale', {
  sentence: 'A mean does not depend on the scale of the weights.',
  plan(base, { weight }, { spec, draw }) {
    const w = base.operands[weight];
    if (!w) return undefined;
    const t = draw.pick([2, 0.25, 32, ...far]);
    const heavier = scaled(w, t, base.dtype);
    if (!heavier) return undefined;
    const mean = related(reducedBy(spec, base, 'mean'), { wants: wantsOfOperands(base) });
    const other = related(mean, { operands: { [weight]: heavier } });
    const factor = (want: (typeof base.wants)[number]) => (withRespectTo(want) === weight ? 1 / t : 1);
    const law = `${weight} may be multiplied by ${t}`;
    return ask({ mean, other }, (e) => conclude(sameOutputs(e.other, e.mean, { factor }), mean, law));
  },
});
