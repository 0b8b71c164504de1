import type { Curve, Drawn } from '../../run/run-report.ts';
import { readableRatio } from '../readable-number.ts';
import { axesOf, extent, height, short, width } from './axes.ts';
import { escaped } from './escaped.ts';

/** The implementation's value and derivative over the reference, along one operand; the numbers as a table beside them. */
export function curves({ operand, example, reduction, at, value, gradient }: Curve, name: string): string {
  const along = `${name} along ${operand}`;
  const plots = [
    plot(at, value, `value of ${along}`, operand),
    ...(gradient ? [plot(at, gradient, `derivative of ${along}`, operand)] : []),
  ];
  const caption = `The first number of ${operand} moves, everything else is as in the example “${example}”, with reduction = ${reduction}. Line: reference. Dots: the implementation; crosses where it is further off than permitted.`;
  return `<figure><div class="plots">${plots.join('')}</div><figcaption>${escaped(caption)}</figcaption>${numbers({ operand, at, value, ...(gradient ? { gradient } : {}) }, along)}</figure>`;
}

function plot(at: readonly number[], { got, reference, permitted }: Drawn, title: string, operand: string): string {
  const { x, y, isIn, frame, line } = axesOf(at, visible(reference, got), title.split(' ')[0]!, operand);
  const isOff = (i: number): boolean => !isPermitted(got[i]!, reference[i]!, permitted[i]!);
  const shown = got.flatMap((v, i) => (isIn(v) ? [{ i, px: x(at[i]!), py: y(v) }] : []));
  const dots = shown.filter(({ i }) => !isOff(i)).map(({ px, py }) => `M${px} ${py}h0`);
  const crosses = shown.filter(({ i }) => isOff(i)).map(({ px, py }) => `M${px - 3} ${py - 3}l6 6m0-6l-6 6`);
  const off = got.filter((_, i) => got[i] !== null && isOff(i)).length;
  const [from, to] = extent(at, 0);
  const said = `${title}, from ${short(from)} to ${short(to)}: ${off === 0 ? 'the implementation is on the reference' : `${off} of ${at.length} points are further off than permitted`}`;
  return `<svg viewBox="0 0 ${width} ${height}" width="${width}" height="${height}" role="img" aria-label="${escaped(said)}">${frame}
<path class="line" d="${line(reference)}"/><path class="dots" d="${dots.join('')}"/>${crosses.length > 0 ? `<path class="cross" d="${crosses.join('')}"/>` : ''}</svg>`;
}

/** What the axis must show: the reference, and answers that are not much further away than it is wide. */
function visible(reference: readonly number[], got: readonly (number | null)[]): number[] {
  const own = reference.filter(Number.isFinite);
  const [low, high] = extent(own, 1);
  return [...own, ...got.filter((v): v is number => v !== null && v >= low && v <= high)];
}

/** A gradient that overflows in the reference says nothing. */
const isPermitted = (got: number | null, reference: number, permitted: number): boolean =>
  got === null || Number.isNaN(reference) || Object.is(got, reference) || Math.abs(got - reference) <= permitted;

function numbers(
  { operand, at, value, gradient }: Pick<Curve, 'operand' | 'at' | 'value' | 'gradient'>,
  along: string,
): string {
  const outputs = [['value', value] as const, ...(gradient ? [['derivative', gradient] as const] : [])];
  const heads = outputs.map(
    ([of]) =>
      `<th scope="col" class="number">${of}</th><th scope="col" class="number">reference</th><th scope="col" class="number">error / permitted</th>`,
  );
  const rows = at.map((v, i) => {
    const cells = outputs.map(([, { got, reference, permitted }]) => {
      const [g, r, p] = [got[i]!, reference[i]!, permitted[i]!];
      const isOff = !isPermitted(g, r, p);
      return `<td class="number">${g === null ? 'no answer' : digits(g)}</td><td class="number">${digits(r)}</td><td class="number${isOff ? ' fail' : ''}">${g === null ? '' : ratio(g, r, p)}</td>`;
    });
    return `<tr><th scope="row" class="number">${digits(v)}</th>${cells.join('')}</tr>`;
  });
  return `<details class="numbers"><summary>The same as a table</summary><section class="scroll" tabindex="0" aria-label="${escaped(`${along}, as a table`)}"><table><thead><tr><th scope="col" class="number">${escaped(operand)}</th>${heads.join('')}</tr></thead><tbody>${rows.join('')}</tbody></table></section></details>`;
}

const digits = (v: number): string => String(Number(v.toPrecision(9)));
function ratio(got: number, reference: number, permitted: number): string {
  if (Object.is(got, reference)) return '0';
  const of = Math.abs(got - reference) / permitted;
  return Number.isNaN(of) ? '' : readableRatio(of);
}
