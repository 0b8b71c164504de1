import { elementary } from '../elementary.ts';
import { mayGenerateCode, numberLiteral } from '../generated-code.ts';
import type { Program } from '../kernel/program.ts';
import type { Operation } from '../profile.ts';
import type { Ball } from './ball.ts';
import { growth, isPowerOfTwo, movedAtan, movedQuotient, movedRoot, movedTanh } from './operations.ts';
import { type Plan, planOf, type Question, SAME, type Step } from './plan.ts';
import type { Rounding } from './rounding.ts';

/**
 * A program on balls without anything special: finite, without kink or overflow, no comparison left open. Undefined
 * where something special is met; then the program has to be walked step by step (`run` of branches.ts), which gives
 * the same numbers to the last bit where both give some.
 */
export type Plain = (xs: readonly Ball[]) => Ball[] | undefined;

/** A kernel is compiled when this many elements have been walked: compiling costs about as much. */
const WORTH_COMPILING = 64;
/** Kernels with constants of their own would otherwise pile up. */
const MOST_COMPILED = 4096;

const compiled = new Map<string, Plain>();
const walked = new Map<string, number>();

/** The compiled program for such a rounding; undefined as long as it is not worth it, or where it cannot be had. */
export function plainOf(rounding: Rounding, program: Program, elements: number): Plain | undefined {
  if (rounding.dependsOnArgument || !mayGenerateCode()) return undefined;
  const key = `${rounding.key} ${program.key}`;
  const known = compiled.get(key);
  if (known) return known;
  const times = (walked.get(key) ?? 0) + elements;
  if (compiled.size + walked.size > MOST_COMPILED) {
    compiled.clear();
    walked.clear();
  }
  walked.set(key, times);
  if (times < WORTH_COMPILING) return undefined;
  const made = compilePlain(rounding, program);
  compiled.set(key, made);
  return made;
}

/**
 * The source is built from a fixed vocabulary: operators, positions and number literals of the program, never from
 * text that somebody passed in.
 */
export function compilePlain(rounding: Rounding, program: Program): Plain {
  const plan = planOf(program);
  const body = plan.steps.map((step, i) => statements(rounding, plan, step, i));
  const results = plan.results.map((i) => `{ value: v${i}, error: e${i}, kink: 0, overflow: false }`);
  const make = new Function(
    ...Object.keys(vocabulary),
    `'use strict';
    return (xs) => {
      ${body.join('\n')}
      return [${results.join(', ')}];
    };`,
  );
  return make(...Object.values(vocabulary)) as Plain;
}

const vocabulary = {
  ...elementary,
  abs: Math.abs,
  sqrt: Math.sqrt,
  max: Math.max,
  isPowerOfTwo,
  growth,
  movedQuotient,
  movedRoot,
  movedTanh,
  movedAtan,
};

/** v and e of one step: the middle of its ball and its error. */
function statements(rounding: Rounding, plan: Plan, step: Step, i: number): string {
  const { a, b, c } = step;
  const [v, e] = [`v${i}`, `e${i}`];
  const [va, ea, vb, eb, vc, ec] = [`v${a}`, `e${a}`, `v${b}`, `e${b}`, `v${c}`, `e${c}`];
  const set = (value: string, error: string): string => `${v} = ${value}; ${e} = ${error};`;
  const isZero = (value: string, error: string): string => `${value} === 0 && ${error} === 0`;
  const isPower = (value: string, error: string): string => `${error} === 0 && isPowerOfTwo(abs(${value}))`;
  /** `within` of the rounding: what the operands bring, and so many units on top. */
  const within = (brought: string, units: number): string =>
    `d = ${brought}; ${e} = d + ${numberLiteral(units * rounding.format.unit)} * (abs(${v}) + d) + ${numberLiteral(rounding.lostBy(units))};
     if (!(abs(${v}) + ${e} <= ${numberLiteral(rounding.format.largest)})) return undefined;`;
  const units = (operation: Operation): number => rounding.unitsOf(operation);
  /** And that a difference of this size is not taken for 0. */
  const kept = (size: string): string =>
    rounding.flushesSubnormals ? ` && ${size} >= ${numberLiteral(rounding.format.smallestNormal)}` : '';
  const finite = operandsOf(step)
    .filter((k) => mayBeInfinite(plan, k))
    .map((k) => `if (!(abs(v${k}) < Infinity)) return undefined;`)
    .join(' ');
  const guarded = (code: string): string => `let ${v}, ${e}; { let d; ${finite} ${code} }`;
  /** Whether the one is at least the other; where the balls leave it open, nothing plain is known. */
  const asked = (x: number, y: number, { pair }: Question, use: (answer: string) => string): string =>
    pair === SAME
      ? use('true')
      : `d = v${x} - v${y}; if (!(abs(d) > e${x} + e${y}${kept('abs(d)')})) return undefined; ${use('d > 0')}`;

  switch (step.op) {
    case 'argument':
      return `const { value: ${v}, error: ${e}, kink: k${i}, overflow: o${i} } = xs[${step.value}];
        if (o${i} || k${i} !== 0 || !(abs(${v}) + ${e} < Infinity)) return undefined;`;
    case 'constant': {
      const { value, error, overflow } = rounding.literal(step.value);
      if (overflow || error === Infinity) return 'return undefined;';
      return `const ${v} = ${numberLiteral(value)}, ${e} = ${numberLiteral(error)};`;
    }
    case 'add':
    case 'sub': {
      const sign = step.op === 'sub' ? '-' : '';
      return guarded(`${v} = ${va} + ${sign}${vb};
        if (${isZero(va, ea)}) { if (${isZero(vb, eb)}) ${e} = 0; else { ${set(`${sign}${vb}`, eb)} } }
        else if (${isZero(vb, eb)}) { ${set(va, ea)} }
        else if (${v} === 0 && ${ea} === 0 && ${eb} === 0) ${e} = 0;
        else { ${within(`${ea} + ${eb}`, units('add'))} }`);
    }
    case 'mul':
      return guarded(`${v} = ${va} * ${vb};
        if ((${isZero(va, ea)}) || (${isZero(vb, eb)})) ${e} = 0;
        else {
          const brought = abs(${va}) * ${eb} + abs(${vb}) * ${ea} + ${ea} * ${eb};
          if ((${isPower(va, ea)}) || (${isPower(vb, eb)})) { ${within('brought', 0)} }
          else { ${within('brought', units('mul'))} }
        }`);
    case 'div':
      return guarded(`${v} = ${va} / ${vb};
        const divisor = abs(${vb});
        if (!(divisor > ${eb})) return undefined;
        if (${isZero(va, ea)}) ${e} = 0;
        else {
          const size = abs(${v});
          let brought = movedQuotient(size, divisor, ${ea}, ${eb});
          if (${eb} === 0) {
            if (1 / divisor < ${numberLiteral(rounding.format.smallestNormal)})
              brought += (abs(${va}) + ${ea}) * ${numberLiteral(rounding.underflow())};
            if (!isPowerOfTwo(divisor))
              brought += ${numberLiteral(units('div') * rounding.format.unit)} * (size + brought);
          }
          ${within('brought', units('div'))}
        }`);
    case 'neg':
      return `const ${v} = -${va}, ${e} = ${ea};`;
    case 'exp':
      return guarded(`if (${isZero(va, ea)}) { ${set('1', '0')} }
        else { ${v} = exp(${va}); ${within(`growth(${va}, ${ea})`, units('exp'))} }`);
    case 'expm1':
      return guarded(`if (${isZero(va, ea)}) { ${set(va, '0')} }
        else { ${v} = expm1(${va}); ${within(`growth(${va}, ${ea})`, units('expm1'))} }`);
    case 'log':
      return guarded(`if (!(${va} > ${ea})) return undefined;
        ${v} = log(${va}); ${within(`-log1p(-${ea} / ${va})`, units('log'))}`);
    case 'log1p':
      return guarded(`if (${isZero(va, ea)}) { ${set(va, '0')} }
        else {
          const x = 1 + ${va};
          if (!(x > ${ea})) return undefined;
          ${v} = log1p(${va}); ${within(`-log1p(-${ea} / x)`, units('log1p'))}
        }`);
    case 'sqrt':
      return guarded(`if (!(${va} >= 0)) return undefined;
        ${v} = sqrt(${va});
        if (${isZero(va, ea)}) ${e} = 0;
        else { ${within(`movedRoot(${va}, ${v}, ${ea})`, units('sqrt'))} }`);
    case 'tanh':
      return guarded(`${v} = tanh(${va});
        if (${isZero(va, ea)}) ${e} = 0;
        else { ${within(`movedTanh(${va}, ${v}, ${ea})`, units('tanh'))} }`);
    case 'atan':
      return guarded(`${v} = atan(${va});
        if (${isZero(va, ea)}) ${e} = 0;
        else { ${within(`movedAtan(${va}, ${v}, ${ea})`, units('atan'))} }`);
    case 'abs':
      // Against 0, which is exact: the question is about the sign.
      return guarded(`if (${isZero(va, ea)}) { ${set('0', '0')} }
        else {
          if (!(abs(${va}) > ${ea}${kept(`abs(${va})`)})) return undefined;
          ${set(`abs(${va})`, ea)}
        }`);
    case 'max':
      return guarded(asked(a, b, step.asks!, (is) => `if (${is}) { ${set(va, ea)} } else { ${set(vb, eb)} }`));
    case 'min':
      return guarded(asked(a, b, step.asks!, (is) => `if (${is}) { ${set(vb, eb)} } else { ${set(va, ea)} }`));
    case 'lt':
      return guarded(asked(a, b, step.asks!, (is) => set(`${is} ? 0 : 1`, '0')));
    case 'le':
      return guarded(asked(b, a, step.asks!, (is) => set(`${is} ? 1 : 0`, '0')));
    case 'eq':
      return `const ${v} = ${va} === ${vb} ? 1 : 0, ${e} = 0;
        ${rounding.flushesSubnormals ? `if (${v} === 0 && abs(${va} - ${vb}) <= ${ea} + ${eb}) return undefined;` : ''}`;
    case 'select':
      return `const ${v} = ${va} ? ${vb} : ${vc}, ${e} = ${va} ? ${eb} : ${ec};`;
  }
}

const arity: Readonly<Partial<Record<Step['op'], number>>> = {
  argument: 0,
  constant: 0,
  add: 2,
  sub: 2,
  mul: 2,
  div: 2,
};
const pairs: ReadonlySet<string> = new Set(['max', 'min', 'lt', 'le', 'eq']);
function operandsOf({ op, a, b, c }: Step): number[] {
  if (op === 'select') return [a, b, c];
  return [a, b].slice(0, arity[op] ?? (pairs.has(op) ? 2 : 1));
}

/** Constants may be infinite, such as that of a mask, and what merely hands them on. */
function mayBeInfinite(plan: Plan, i: number): boolean {
  const { op, a, b, c, value } = plan.steps[i]!;
  if (op === 'constant') return !Number.isFinite(value);
  if (op === 'neg') return mayBeInfinite(plan, a);
  return op === 'select' && [b, c].some((k) => mayBeInfinite(plan, k));
}
