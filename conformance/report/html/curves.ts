import type { Curve, Drawn } from '../../run/run-report.ts';
import { readableRatio } from '../readable-number.ts';
import { asText } from './as-text.ts';

const [width, height, left, foot, top] = [330, 220, 58, 24, 22] as const;

/** The implementation's value and derivative over the reference, along one operand; the numbers as a table beside them. */
export function curves({ operand, example, reduction, at, value, gradient }: Curve, name: string): string {
  const along = `${name} along ${operand}`;
  const plots = [
    plot(at, value, `value of ${along}`, operand),
    ...(gradient ? [plot(at, gradient, `derivative of ${along}`, operand)] : []),
  ];
  const caption = `The first number of ${operand} moves, everything else is as in the example “${example}”, with reduction = ${reduction}. Line: reference. Dots: the implementation; crosses where it is further off than permitted.`;
  return `<figure><div class="plots">${plots.join('')}</div><figcaption>${asText(caption)}</figcaption>${numbers({ operand, at, value, ...(gradient ? { gradient } : {}) }, along)}</figure>`;
}

function plot(at: readonly number[], { got, reference, permitted }: Drawn, title: string, operand: string): string {
  const [from, to] = extent(at, 0);
  const [low, high] = extent(visible(reference, got), 0.06);
  const x = (v: number): number => round(left + ((width - left - 8) * (v - from)) / (to - from));
  const y = (v: number): number => round(height - foot - ((height - foot - top) * (v - low)) / (high - low));
  const isIn = (v: number | null | undefined): v is number => v !== null && v !== undefined && v >= low && v <= high;
  const line = reference
    .map((v, i) => (isIn(v) ? `${isIn(reference[i - 1]) ? 'L' : 'M'}${x(at[i]!)} ${y(v)}` : ''))
    .join('');
  const isOff = (i: number): boolean => !isPermitted(got[i]!, reference[i]!, permitted[i]!);
  const shown = got.flatMap((v, i) => (isIn(v) ? [{ i, px: x(at[i]!), py: y(v) }] : []));
  const dots = shown.filter(({ i }) => !isOff(i)).map(({ px, py }) => `M${px} ${py}h0`);
  const crosses = shown.filter(({ i }) => isOff(i)).map(({ px, py }) => `M${px - 3} ${py - 3}l6 6m0-6l-6 6`);
  const off = got.filter((_, i) => got[i] !== null && isOff(i)).length;
  const said = `${title}, from ${short(from)} to ${short(to)}: ${off === 0 ? 'the implementation is on the reference' : `${off} of ${at.length} points are further off than permitted`}`;
  return `<svg viewBox="0 0 ${width} ${height}" width="${width}" height="${height}" role="img" aria-label="${asText(said)}"><path class="base" d="M${left} ${top}V${height - foot}H${width - 8}"/>
<text x="${left - 6}" y="${top + 8}" text-anchor="end">${short(high)}</text><text x="${left - 6}" y="${height - foot}" text-anchor="end">${short(low)}</text><text x="${left}" y="${height - 7}">${short(from)}</text><text x="${width - 8}" y="${height - 7}" text-anchor="end">${short(to)}</text><text x="${(left + width) / 2}" y="${height - 7}" text-anchor="middle">${asText(operand)}</text><text class="name" x="${left}" y="12">${asText(title.split(' ')[0]!)}</text>
<path class="line" d="${line}"/><path class="dots" d="${dots.join('')}"/>${crosses.length > 0 ? `<path class="cross" d="${crosses.join('')}"/>` : ''}</svg>`;
}

/** What the axis must show: the reference, and answers that are not much further away than it is wide. */
function visible(reference: readonly number[], got: readonly (number | null)[]): number[] {
  const own = reference.filter(Number.isFinite);
  const [low, high] = extent(own, 1);
  return [...own, ...got.filter((v): v is number => v !== null && v >= low && v <= high)];
}

/** From the least to the largest of the finite numbers, wider by a part of that on both sides. */
function extent(numbers: readonly number[], margin: number): [number, number] {
  const finite = numbers.filter(Number.isFinite);
  if (finite.length === 0) return [0, 1];
  const [low, high] = [Math.min(...finite), Math.max(...finite)];
  const wide = high > low ? high - low : Math.abs(low) || 1;
  return high > low ? [low - margin * wide, high + margin * wide] : [low - wide / 2, high + wide / 2];
}

/** A gradient that overflows in the reference says nothing. */
const isPermitted = (got: number | null, reference: number, permitted: number): boolean =>
  got === null || Number.isNaN(reference) || Object.is(got, reference) || Math.abs(got - reference) <= permitted;

const round = (v: number): number => Math.round(v * 10) / 10;
const short = (v: number): string => String(Number(v.toPrecision(3)));

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
  return `<details class="numbers"><summary>The same as a table</summary><section class="scroll" tabindex="0" aria-label="${asText(`${along}, as a table`)}"><table><thead><tr><th scope="col" class="number">${asText(operand)}</th>${heads.join('')}</tr></thead><tbody>${rows.join('')}</tbody></table></section></details>`;
}

const digits = (v: number): string => String(Number(v.toPrecision(9)));
function ratio(got: number, reference: number, permitted: number): string {
  if (Object.is(got, reference)) return '0';
  const of = Math.abs(got - reference) / permitted;
  return Number.isNaN(of) ? '' : readableRatio(of);
}
