import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { isOfEngine } from './engine-error.ts';

// biome-ignore lint/suspicious/noExplicitAny: mistakes that types would not let through
type Anything = any;
const [nothing, none, five, record]: Anything[] = [undefined, null, 5, {}];
const frozen: Anything = Object.freeze([1]);
const endless = (): number => 1 + endless();

function thrownBy(f: () => unknown): Error {
  try {
    f();
  } catch (error) {
    return error as Error;
  }
  throw new Error('it threw nothing');
}

describe('an error of the engine', () => {
  it.each<[string, () => unknown]>([
    ['a member of nothing', () => nothing.data],
    ['an element of null', () => none[0]],
    ['a member to be set', () => Object.assign({}, { x: (nothing.data = 1) })],
    ['a pattern for nothing', () => (({ data }: Anything) => data)(nothing)],
    ['a misspelt method', () => [1].map((x: Anything) => x.toFixd(2))],
    ['a result that is no function', () => record.toString()(1)],
    ['a misspelt class', () => new record.Tensor()],
    ['a number for a list', () => [...five]],
    ['a number for a pair', () => (([a]: Anything) => a)(five)],
    ['a number for arguments', () => Math.max(...five)],
    ['nothing for arguments', () => Math.max(...nothing)],
    ['a list that is frozen', () => frozen.push(2)],
    ['an element that is frozen', () => Object.assign({}, { x: (frozen[0] = 2) })],
    ['reduce of an empty list', () => ([] as number[]).reduce((a, b) => a + b)],
    ['no callback', () => [1].map(nothing)],
    ['the keys of nothing', () => Object.keys(nothing)],
    ['bigint and number', () => record.length ?? 1n + five],
    ['in of a number', () => 'x' in five],
    ['a list of a negative length', () => new Array(-1)],
    ['a typed list of a negative length', () => new Float64Array(-1)],
    ['too many digits', () => (1).toFixed(200)],
    ['a recursion without end', () => endless()],
    ['a function of Node', () => readFileSync(record)],
  ])('%s', (_, f) => {
    const error = thrownBy(f);
    expect(error instanceof TypeError || error instanceof RangeError).toBe(true);
    expect(isOfEngine(error), `${error.message}\n${error.stack}`).toBe(true);
  });
});

describe('an error of an author', () => {
  class ShapeError extends TypeError {}
  it.each<[string, () => unknown]>([
    ['a TypeError', () => refuse(new TypeError('labels must be integers'))],
    ['made without new', () => refuse(TypeError('target is not a list of numbers'))],
    ['of a class of its own', () => refuse(new ShapeError('Cannot read labels of this shape'))],
    ['in a callback', () => [1].map(() => refuse(new TypeError('label 1 is not iterable: give a list')))],
    ['a RangeError', () => refuse(new RangeError('Invalid array length 3, expected 4'))],
    ['without a stack', () => refuse(Object.assign(new TypeError('labels must be integers'), { stack: '' }))],
  ])('%s', (_, f) => {
    expect(isOfEngine(thrownBy(f))).toBe(false);
  });
});

function refuse(error: Error): never {
  throw error;
}
