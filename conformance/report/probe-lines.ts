import type { Description } from '../implementation.ts';
import { readableNumber, readableRatio } from './readable-number.ts';

/** What the probes found before anything else was asked: operators that are wrong, dtypes that are not there; one line each. */
export function probeLines(probes: Description['probes']): string[] {
  const lacking = Object.entries(probes?.lacking ?? {}).map(([dtype, why]) => `there is no ${dtype}: ${why}`);
  const wrong = (probes?.findings ?? []).map(({ operator, about, input, got, expected, ratio, message }) => {
    if (got === undefined || expected === undefined) return `${operator} of ${about}: ${message}`;
    const number = (x: number): string => readableNumber(x, 'f32');
    const of = input ? `(${input.map(number).join(', ')})` : ` of ${about}`;
    const error = ratio === undefined || ratio === Infinity ? '' : `, ${readableRatio(ratio)} times what is permitted`;
    return `${operator}${of} is ${number(got)}, expected ${number(Math.fround(expected))}${error}`;
  });
  return [...wrong, ...lacking];
}
