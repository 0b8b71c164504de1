import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { bitLength, cosineOfTurn, naturalLog, power } from './elementary.ts';

const close = (got: number, wanted: number, ulps: number): void => {
  if (Math.abs(got - wanted) > ulps * 2 ** -52 * Math.abs(wanted)) expect.fail(`${got} is not ${wanted}`);
};

describe('functions of arithmetic alone', () => {
  it('are what they are called, to a few units in the last place', () => {
    for (let i = 1; i < 4000; i++) {
      const x = i / 1000;
      if (x !== 1) close(naturalLog(x), Math.log(x), 4);
      close(power(2, 10 * x - 20), 2 ** (10 * x - 20), 4);
      close(power(10, x), 10 ** x, 16);
      const turn = i / 4000;
      // The argument of Math.cos is rounded, which shows where the cosine is small.
      expect(Math.abs(cosineOfTurn(turn) - Math.cos(2 * Math.PI * turn))).toBeLessThan(2 ** -50);
    }
    close(naturalLog(Number.MIN_VALUE), -744.4400719213812, 2);
    close(naturalLog(Number.MAX_VALUE), 709.782712893384, 2);
    expect([0, 0.25, 0.5, 0.75].map(cosineOfTurn)).toEqual([1, -0, -1, 0]);
    expect(naturalLog(1)).toBe(0);
    expect([0, 1, 2, 3, 4, 255, 256].map(bitLength)).toEqual([0, 1, 2, 2, 3, 8, 9]);
  });
  it('give these bits on every engine', () => {
    const bits = (x: number): string => {
      const view = new DataView(new ArrayBuffer(8));
      view.setFloat64(0, x);
      return view.getBigUint64(0).toString(16);
    };
    const found = [naturalLog(0.1), naturalLog(3e-300), power(2, 0.1), power(1e4 / 7, 0.3), cosineOfTurn(0.3)].map(
      bits,
    );
    expect(found).toMatchInlineSnapshot(`
      [
        "c0026bb1bbb55515",
        "c0858d6a52bb2934",
        "3ff125fbee250664",
        "4021ae455da8a5f6",
        "bfd3c6ef372fe94e",
      ]
    `);
  });
  it('rely on whole powers of two, which engines have exactly', () => {
    const view = new DataView(new ArrayBuffer(8));
    for (let e = -1074; e < 1024; e++) {
      view.setBigUint64(0, e < -1022 ? 1n << BigInt(e + 1074) : BigInt(e + 1023) << 52n);
      if (2 ** e !== view.getFloat64(0)) expect.fail(`2 ** ${e} is ${2 ** e}`);
    }
  });
});

it('no generator asks the engine for a function that it may round in its own way', () => {
  const folder = fileURLToPath(new URL('.', import.meta.url));
  const files = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter(
    // Shrinking looks for what reads well; where it goes does not touch what is drawn.
    (name) => name.endsWith('.ts') && !name.endsWith('.test.ts') && !name.startsWith('shrink'),
  );
  expect(files.length).toBeGreaterThan(40);
  const exact = new Set([
    'abs',
    'ceil',
    'floor',
    'fround',
    'max',
    'min',
    'round',
    'sign',
    'sqrt',
    'LN2',
    'PI',
    'SQRT2',
  ]);
  for (const name of files) {
    const code = readFileSync(join(folder, name), 'utf8').replaceAll(/^\s*(?:\/\/|\*|\/\*).*$/gm, '');
    for (const [, f] of code.matchAll(/Math\.(\w+)/g)) if (!exact.has(f!)) expect.fail(`${name} calls Math.${f}`);
    // 2 to a whole power is exact.
    for (const [, base, to] of code.matchAll(/(\S+) \*\* (\S+)/g)) {
      if (!/(?:^|\W)2$/.test(base!) || /within|uniform/.test(to!)) expect.fail(`${name}: ${base} ** ${to}`);
    }
  }
});
