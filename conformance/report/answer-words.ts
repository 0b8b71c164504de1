import type { Evidence } from '../verdict.ts';
import { readableNumber, readableRatio } from './readable-number.ts';

/** What came out and what should, in words; what the evidence does not have is not there. In the order of a report. */
export interface AnswerWords {
  readonly output?: string;
  readonly got?: string;
  readonly expected?: string;
  readonly error?: string;
}

/** The numbers of an evidence as every report shows them: -0 as such, and the error beside the permitted one. */
export function answerWords(e: Evidence): AnswerWords {
  const { output, index, got, expected, case: c } = e;
  const error = errorOf(e);
  return {
    ...(output === undefined ? {} : { output: `${output}${index === undefined ? '' : `, element ${index}`}` }),
    ...(got === undefined ? {} : { got: readableNumber(got, c.dtype) }),
    ...(expected === undefined ? {} : { expected: readableNumber(expected, 'f64') }),
    ...(error === undefined ? {} : { error }),
  };
}

function errorOf({ got, expected, bound, ratio }: Evidence): string | undefined {
  const isFar = ratio === undefined || !Number.isFinite(ratio);
  const error = got === undefined || expected === undefined ? Number.NaN : Math.abs(got - expected);
  if (bound === undefined || !Number.isFinite(error)) {
    return isFar ? undefined : `${readableRatio(ratio)} times the permitted one`;
  }
  const [is, may] = [error, bound].map((x) => readableNumber(Number(x.toPrecision(3)), 'f64'));
  return `${is}, permitted ${may}${isFar ? '' : `: ${readableRatio(ratio)} times that`}`;
}
