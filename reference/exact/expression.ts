/** What a formula may say, and nothing else: there is no node here for what mathjs knows besides. */
export type Expression = { readonly text: string } & (
  | { readonly kind: 'number' }
  | { readonly kind: 'name'; readonly name: string }
  | { readonly kind: 'operator'; readonly operator: Operator; readonly args: readonly Expression[] }
  | { readonly kind: 'call'; readonly name: string; readonly args: readonly Expression[] }
  /** 1-based. */
  | { readonly kind: 'element'; readonly of: Expression; readonly at: readonly Expression[] }
  | {
      readonly kind: 'choice';
      readonly condition: Expression;
      readonly whenTrue: Expression;
      readonly whenFalse: Expression;
    }
  | { readonly kind: 'function'; readonly name: string; readonly params: readonly string[]; readonly body: Expression }
);

/** `^` and `.^` are one, and so are `*` and `.*` between numbers; a `-` or `+` with one argument is a sign. */
export const operators = [
  '+',
  '-',
  '*',
  '.*',
  '/',
  './',
  '^',
  '.^',
  '==',
  '!=',
  '<',
  '<=',
  '>',
  '>=',
  'and',
  'or',
  'not',
] as const;
export type Operator = (typeof operators)[number];

/** A formula: definitions, and the expression whose value it is. */
export interface Formula {
  readonly text: string;
  readonly definitions: readonly { readonly name: string; readonly value: Expression }[];
  readonly value: Expression;
}

/** A formula that cannot be read or evaluated: which one, where in it, what was expected. */
export class FormulaError extends Error {
  override readonly name = 'FormulaError';
}
