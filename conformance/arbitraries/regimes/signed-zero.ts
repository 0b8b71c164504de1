import { inInterval } from '../../../spec/language/domain.ts';
import type { Operand } from '../../../spec/language/operand.ts';
import { ordinaryNumbers } from '../numbers.ts';
import { carriers, hasCarrier } from '../operand-view.ts';
import type { Regime } from '../regime.ts';

const holdsZero = ({ domain }: Operand): boolean =>
  domain.kind === 'interval' ? inInterval(-0, domain) : domain.kind === 'real' || domain.kind === 'box_xyxy';

/** At least one negative zero, beside positive ones and small whole numbers. */
export const signedZero: Regime = {
  name: 'signed_zero',
  weight: 1,
  applicable: (spec) => hasCarrier(spec, holdsZero),
  numbers(random) {
    let first = true;
    const draw = (others: () => number): number => {
      if (first || random.chance(0.4)) {
        first = false;
        return -0;
      }
      return random.chance(0.4) ? 0 : others();
    };
    const plain = ordinaryNumbers(random);
    return {
      real: () => draw(() => random.pick([1, -1, plain.real()])),
      magnitude: () => draw(() => random.pick([1, plain.magnitude()])),
      shares: () => {
        const others = plain.shares();
        return () => draw(others);
      },
    };
  },
  holds: ({ views }) => carriers(views).some(({ data }) => data.some((x) => Object.is(x, -0))),
};
