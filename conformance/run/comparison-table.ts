import { formats } from '../../reference/tensor/format.ts';
import { ulp } from '../../reference/tensor/ulp.ts';
import { binOf } from './error-bins.ts';
import { type Comparison, isVacuous } from './judge.ts';
import { median } from './median.ts';
import type { Comparisons } from './run-report.ts';

interface Row {
  count: number;
  worst: number;
  regime: string;
  bounds: number[];
  vacuous: Record<string, number>;
  grade: Comparisons['grade'];
  regimes: Record<string, { count: number; worst: number; errors: Record<string, number> }>;
}

const order = ['strict', 'published', 'none'] as const;

/** Adds up the comparisons with the reference, output by output, while it is open. */
export class ComparisonTable {
  private readonly rows = new Map<string, Row>();
  private listening = false;

  open(listening: boolean): void {
    this.listening = listening;
  }

  add({ case: c, output, judgement }: Comparison): void {
    if (!this.listening) return;
    let row = this.rows.get(output);
    if (!row) {
      row = { count: 0, worst: 0, regime: '', bounds: [], vacuous: {}, grade: 'strict', regimes: {} };
      this.rows.set(output, row);
    }
    row.count++;
    const ratio = judgement.ratio ?? 0;
    if (ratio > row.worst || row.regime === '') {
      row.worst = ratio;
      row.regime = c.regime;
    }
    const here = (row.regimes[c.regime] ??= { count: 0, worst: 0, errors: {} });
    here.count++;
    here.worst = here.worst >= ratio || Number.isNaN(here.worst) ? here.worst : ratio;
    const bin = String(binOf(ratio));
    here.errors[bin] = (here.errors[bin] ?? 0) + 1;
    if (isVacuous(judgement, output, c.regime)) row.vacuous[c.regime] = (row.vacuous[c.regime] ?? 0) + 1;
    const { worst } = judgement;
    if (worst && Number.isFinite(worst.bound)) row.bounds.push(worst.bound / ulp(worst.expected, formats[c.dtype]));
    const grade = judgement.accepted ? (judgement.grade ?? 'none') : 'none';
    if (order.indexOf(grade) > order.indexOf(row.grade)) row.grade = grade;
  }

  result(): Comparisons[] {
    return [...this.rows].map(([output, { bounds, ...row }]) => ({
      output,
      ...row,
      medianBoundUlp: median(bounds.filter(Number.isFinite)) ?? null,
    }));
  }
}
