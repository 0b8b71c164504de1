import { elementary } from '../elementary.ts';
import { numberLiteral } from '../generated-code.ts';
import type { Program } from '../kernel/program.ts';
import type { Op } from '../kernel/scalar.ts';
import type { Kind, Loop, Mode } from './loop.ts';

/**
 * A program as one JavaScript loop. The source is built from a fixed vocabulary: operators, positions and number
 * literals of the program, never from text that somebody passed in.
 */
export function compile(program: Program, kinds: readonly Kind[], mode: Mode): Loop {
  const name = new Map(
    program.nodes.map((s, i) => [
      s,
      s.op === 'argument' ? `a${s.value}` : s.op === 'constant' ? numberLiteral(s.value) : `t${i}`,
    ]),
  );
  const body = program.nodes
    .filter((s) => s.op !== 'argument' && s.op !== 'constant')
    .map((s) => {
      const [a = '', b = '', c = ''] = s.args.map((x) => name.get(x)!);
      return `const ${name.get(s)} = ${expression[s.op as Computed](a, b, c)};`;
    })
    .join('\n');
  const results = program.results.map((s) => name.get(s)!);
  const load = (kind: Kind, at: string): string =>
    kinds.map((k, i) => (k === kind ? `const a${i} = x${i}[${at}];` : '')).join(' ');
  const [first] = results;
  const store = mode === 'elements' ? results.map((r, i) => `o${i}[k] = ${r};`).join(' ') : `total += ${first};`;
  const make = new Function(
    ...Object.keys(elementary),
    `'use strict';
    return (outer, inner, xs, outs) => {
    ${kinds.map((_, i) => `const x${i} = xs[${i}];`).join(' ')}
    ${results.map((_, i) => `const o${i} = outs[${i}];`).join(' ')}
    ${load('number', '0')}
    let total = 0;
    for (let r = 0, k = 0; r < outer; r++) {
      ${load('row', 'r')}
      ${mode === 'rows' ? 'total = 0;' : ''}
      for (let c = 0; c < inner; c++, k++) {
        ${load('column', 'c')} ${load('whole', 'k')}
        ${body}
        ${store}
      }
      ${mode === 'rows' ? 'o0[r] = total;' : ''}
    }
    ${mode === 'total' ? 'o0[0] = total;' : ''}
    };`,
  );
  return make(...Object.values(elementary)) as Loop;
}

type Computed = Exclude<Op, 'argument' | 'constant'>;

const call =
  (f: string) =>
  (a: string): string =>
    `${f}(${a})`;
const infix =
  (operator: string) =>
  (a: string, b: string): string =>
    `${a} ${operator} ${b}`;
const expression: Readonly<Record<Computed, (a: string, b: string, c: string) => string>> = {
  add: infix('+'),
  sub: infix('-'),
  mul: infix('*'),
  div: infix('/'),
  neg: (a) => `-${a}`,
  exp: call('exp'),
  expm1: call('expm1'),
  log: call('log'),
  log1p: call('log1p'),
  sqrt: call('Math.sqrt'),
  tanh: call('tanh'),
  atan: call('atan'),
  abs: call('Math.abs'),
  max: (a, b) => `Math.max(${a}, ${b})`,
  min: (a, b) => `Math.min(${a}, ${b})`,
  lt: infix('<'),
  le: infix('<='),
  eq: infix('==='),
  // A sign is computed without a branch, which random signs would mispredict half of the time.
  select: (a, b, c) => (b === numberLiteral(1) && c === numberLiteral(-1) ? `2 * ${a} - 1` : `${a} ? ${b} : ${c}`),
};
