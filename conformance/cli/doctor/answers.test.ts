import { expect, it } from 'vitest';
import type { Case } from '../../case.ts';
import { checkAnswers } from './answers.ts';

const says = (trace: string): string[] => [
  ...checkAnswers([{ key: 'mse', title: 'one', case: {} as Case, outcome: { status: 'adapter_error', trace } }]).says,
];

it('says of a trace what went wrong, and not where', () => {
  const total = '0 of 1 example and edges of the spec have a value';
  const javascript =
    'TypeError: p.minus is not a function\n    at huber (mine.mjs:7:60)\n    at Array.map (<anonymous>)';
  expect(says(javascript)).toEqual([total, 'one: TypeError: p.minus is not a function']);
  const python = 'Traceback (most recent call last):\n  File "mine.py", line 7\nAttributeError: minus\n';
  expect(says(python)).toEqual([total, 'one: AttributeError: minus']);
  expect(says('value of mse is undefined')).toEqual([total, 'one: value of mse is undefined']);
});
