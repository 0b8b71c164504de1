import type { Format } from '../../../reference/tensor/format.ts';

/** The shortest decimal that rounds to a finite number of the format: sign * digits * 10^exponent, digits d.ddd. */
export interface Decimal {
  readonly negative: boolean;
  /** The significant digits, without a point; "0" for zero. */
  readonly digits: string;
  /** Of the first digit. */
  readonly exponent: number;
}

export function shortestDecimal(x: number, format: Format): Decimal {
  // JavaScript's own shortest form is that of a double; shorter ones may do in a narrower format.
  let text = x.toExponential();
  if (format.name !== 'f64') {
    for (let digits = 0; digits < 9; digits++) {
      const candidate = x.toExponential(digits);
      if (format.round(Number(candidate)) === x) {
        text = candidate;
        break;
      }
    }
  }
  const [mantissa, exponent] = text.replace('-', (_, at: number) => (at === 0 ? '' : '-')).split('e') as [
    string,
    string,
  ];
  const digits = mantissa.replace('.', '').replace(/0+$/, '') || '0';
  return { negative: x < 0, digits, exponent: Number(exponent) };
}
