import { formats } from '../../../reference/tensor/format.ts';
import { holdsLabels } from '../../../spec/language/domain.ts';
import type { Operand } from '../../../spec/language/operand.ts';
import { type Case, type TypedTensor, type Want, withRespectTo } from '../../case.ts';
import type { Draw, Evaluation, PropertyContext } from '../../property.ts';
import { outputOf, read } from './answers.ts';
import type { Comparison } from './conclude.ts';
import { exactly, zero } from './estimate.ts';
import { itemOf, layoutOf } from './layout.ts';
import { mapped, related } from './related-case.ts';

/** The case with everything that these items hold replaced, in all operands of numbers but the kept ones. */
export function replaced(
  base: Case,
  isReplaced: (item: number) => boolean,
  keep: readonly string[],
  { spec, draw }: PropertyContext,
): Case {
  const layout = layoutOf(spec, base);
  const operands = Object.entries(base.operands).flatMap(([name, x]): [string, TypedTensor][] => {
    const item = itemOf(layout, name);
    const operand = spec.operands[name]!;
    if (!item || keep.includes(name) || holdsLabels(operand.domain)) return [];
    const other = otherNumber(operand, base, draw);
    return [[name, mapped(x, (v, k) => (isReplaced(item[k]!) ? other(v) : v))]];
  });
  return related(base, { operands: Object.fromEntries(operands) });
}

/** What a replaced number becomes: another finite one, a huge one, NaN or an infinity, as far as its domain lets it. */
function otherNumber({ domain }: Operand, { dtype }: Case, draw: Draw): (v: number) => number {
  const { largest, round } = formats[dtype];
  const always = (x: number) => () => x;
  switch (domain.kind) {
    case 'real':
      return draw.pick([(v: number) => round(1 - v / 2), ...[largest, -largest, NaN, Infinity, -Infinity].map(always)]);
    case 'box_xyxy':
      return draw.pick([0, largest, NaN, Infinity].map(always));
    case 'interval': {
      const ends = [domain.min, domain.max].map(round).filter((x) => Number.isFinite(x) && domain.open === 'none');
      return draw.pick([NaN, ...ends].map(always));
    }
    default:
      return always(NaN);
  }
}

/**
 * That the case with replaced items has the outputs of the original, and both a gradient of exactly 0 in those items.
 * What is permitted is taken from the original, since the two are the same question; `isExempt` names elements that may
 * change.
 */
export function* sameBut(
  other: Evaluation,
  original: Evaluation,
  isReplaced: (item: number) => boolean,
  { spec }: PropertyContext,
  isExempt: (want: Want, item: number) => boolean = () => false,
): Generator<Comparison> {
  const layout = layoutOf(spec, original.case);
  for (const output of original.case.wants) {
    const name = withRespectTo(output);
    const item = name === undefined ? undefined : itemOf(layout, name);
    const [from, again] = [outputOf(original, output).data, outputOf(other, output).data];
    const isSame = from.every((x, i) => Number.isFinite(x) && x === again[i]);
    // Numbers that did not change need no permitted error.
    const estimates = isSame ? Array.from(from, exactly) : read(original, output);
    for (const [index, of] of estimates.entries()) {
      const got = { value: again[index]!, radius: of.radius };
      const own = item?.[index];
      if (own !== undefined && isReplaced(own)) {
        if (isExempt(output, own)) continue;
        for (const x of [from[index]!, again[index]!]) {
          // Where nothing is known, an overflow on the way may have met the 0.
          const isExcused = of.radius === Infinity && !Number.isFinite(x);
          if (!isExcused) yield { got: exactly(x), asked: 'equal', of: zero, output, index };
        }
      } else yield { got, asked: 'equal', of, output, index };
    }
  }
}
