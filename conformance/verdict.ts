import type { Case, Want } from './case.ts';

/** What was seen when a law was found broken: enough to print, to replay and to match against expectations. */
export interface Evidence {
  /**
   * What kind of failure: a wrong `value`, a wrong `gradient`, a deviation on the rim of the definition (`edge`), a
   * non-finite answer where the mathematics is finite (`non_finite`), a valid case `rejected`, a bad one `accepted`,
   * an answer that is not repeated (`nondeterministic`), a wrong shape, dtype or missing output (`malformed`), or the
   * outcome that was no answer.
   */
  readonly class:
    | 'value'
    | 'gradient'
    | 'edge'
    | 'non_finite'
    | 'rejected'
    | 'accepted'
    | 'nondeterministic'
    | 'malformed'
    | 'adapter_error'
    | 'crash'
    | 'timeout'
    | 'protocol_error';
  /** The case that shows it; of a law about several cases, the base that they are derived from. */
  readonly case: Case;
  /** What was found, in one sentence. */
  readonly message: string;
  readonly output?: Want;
  /** Position in the output, in C order. */
  readonly index?: number;
  readonly got?: number;
  readonly expected?: number;
  /** The permitted error there. */
  readonly bound?: number;
  /** |got - expected| / bound. */
  readonly ratio?: number;
}

/** What one law says of one base case. `ratio` is the worst error as a fraction of the permitted one. */
export type Finding =
  | { readonly verdict: 'pass'; readonly ratio?: number; readonly grade?: 'strict' | 'published' }
  | { readonly verdict: 'fail'; readonly evidence: Evidence }
  | { readonly verdict: 'vacuous'; readonly why: string }
  | { readonly verdict: 'unsupported'; readonly what: string };

/** What a run says of one law of one loss in one dtype. Only `pass` is a pass. */
export type Verdict =
  | { readonly verdict: 'pass' }
  | { readonly verdict: 'fail'; readonly evidence: Evidence }
  | {
      readonly verdict: 'other_convention';
      readonly which: string;
      /** Those under which this does not fail; none where no library has this convention. */
      readonly dialects: readonly string[];
      readonly evidence: Evidence;
    }
  | { readonly verdict: 'expected_failure'; readonly reason: string; readonly evidence: Evidence }
  | { readonly verdict: 'unexpected_pass'; readonly reason: string }
  | { readonly verdict: 'vacuous'; readonly why: string }
  | { readonly verdict: 'unsupported'; readonly what: string }
  | { readonly verdict: 'not_run'; readonly reason: string };
