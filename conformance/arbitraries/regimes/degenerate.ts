import { inInterval } from '../../../spec/language/domain.ts';
import type { Operand } from '../../../spec/language/operand.ts';
import { carriers, extentOf, hasCarrier, isUnbounded, type OperandView, strideOf, viewsOf } from '../operand-view.ts';
import type { Random } from '../random.ts';
import type { Regime } from '../regime.ts';

const suits = ({ operand }: OperandView): boolean => operand.domain.kind !== 'simplex';

/** One number is only degenerate as 0 or as an end of its interval, and some intervals have neither. */
const canBe = ({ data, operand: { domain } }: OperandView): boolean =>
  data.length > 1 ||
  domain.kind !== 'interval' ||
  inInterval(0, domain) ||
  inInterval(domain.min, domain) ||
  inInterval(domain.max, domain);

/** The axis along which an operand holds vectors, where it has one. */
const vectorAxis = ({ labels }: OperandView): string | undefined => ['D', 'C'].find((label) => labels.includes(label));

/** Zero vectors, rows of one number, boxes without area, masks that are all 0 or all 1. */
export const degenerate: Regime = {
  name: 'degenerate',
  weight: 1,
  applicable: (spec) => hasCarrier(spec, ({ domain }) => domain.kind !== 'simplex'),
  arrange({ spec, params, operands, format, random }) {
    const views = carriers(viewsOf(spec, { operands, params })).filter((view) => suits(view) && canBe(view));
    if (views.length === 0) return;
    for (const view of random.chance(0.3) ? views : [random.pick(views)]) {
      const number = format.round(random.chance(0.6) ? 0 : random.gauss());
      if (view.operand.domain.kind === 'box_xyxy') flattenBoxes(view, random);
      else if (view.operand.domain.kind === 'real') flattenRows(view, number, random);
      else view.data.fill(random.chance(0.7) ? Math.min(...view.data) : Math.max(...view.data));
      const { domain } = view.operand;
      // One number alone is degenerate as 0 only.
      if (domain.kind === 'interval' && view.data.length === 1 && inInterval(0, domain)) view.data.fill(0);
      if (domain.kind === 'interval' && !isUnbounded(view.operand) && domain.open === 'none') {
        view.data.fill(random.chance(0.7) ? domain.min : domain.max);
      } else if (domain.kind === 'interval' && view.data.length === 1 && inInterval(0, domain)) {
        view.data.fill(0);
      }
      // A lone number is all of one number as it is: only an end of its interval makes it degenerate.
      if (domain.kind === 'interval' && view.data.length === 1 && inInterval(domain.min, domain))
        view.data[0] = domain.min;
    }
  },
  holds: (seen) => carriers(seen.views).some((view) => suits(view) && isDegenerate(view)),
};

/** Calls for the vectors of an operand: the position of the first element, the stride and the length. */
function eachVector(view: OperandView, visit: (at: number, stride: number, length: number) => void): void {
  const label = vectorAxis(view);
  if (view.operand.domain.kind !== 'real' || label === undefined) {
    visit(0, 1, view.data.length);
    return;
  }
  const [stride, length] = [strideOf(view, label), extentOf(view, label)];
  view.data.forEach((_, k) => {
    if (Math.floor(k / stride) % length === 0) visit(k, stride, length);
  });
}

function flattenRows(view: OperandView, number: number, random: Random): void {
  let first = true;
  eachVector(view, (at, stride, length) => {
    if (!first && random.chance(0.4)) return;
    first = false;
    const filling = length === 1 ? 0 : number;
    for (let i = 0; i < length; i++) view.data[at + i * stride] = filling;
  });
}

function flattenBoxes({ data }: OperandView, random: Random): void {
  for (let k = 0; k < data.length; k += 4) {
    if (k > 0 && random.chance(0.4)) continue;
    const flat = random.pick([[0], [1], [0, 1]]);
    for (const axis of flat) data[k + axis + 2] = data[k + axis]!;
  }
}

const isEnd = (x: number, { domain }: Operand): boolean =>
  domain.kind === 'interval' && (x === domain.min || x === domain.max);

function isDegenerate(view: OperandView): boolean {
  const { data, operand } = view;
  if (operand.domain.kind === 'box_xyxy') return data.some((x, k) => k % 4 < 2 && x === data[k + 2]);
  let found = false;
  eachVector(view, (at, stride, length) => {
    const first = data[at];
    if (first === undefined || !Number.isFinite(first)) return;
    if (length === 1 && first !== 0 && !isEnd(first, operand)) return;
    let same = true;
    for (let i = 1; i < length; i++) same &&= data[at + i * stride] === first;
    found ||= same;
  });
  return found;
}
