import { big } from './big-number.ts';
import {
  type Certified,
  type CertifiedArithmetic,
  exactNumber,
  isExact,
  isNonZero,
  isZero,
  one,
  zero,
} from './certified.ts';
import { applyElementary, power } from './elementary.ts';
import type { Derivative, Gradient } from './gradient.ts';
import type { Tape, TapeNode } from './tape.ts';

/**
 * A Euclidean norm at 0: its subdifferential is the unit ball, so the gradient is not one but all of
 * sum over j of u_j rows_j with sum of u_j^2 at most 1. The gradient beside it takes u = 0.
 */
export interface NormCorner {
  readonly rows: readonly Gradient[];
}

/**
 * The derivative of sum over outputs of weight times output, by one walk back over the tape, and the norms at 0 that
 * lie on the way. With `final` digits a norm that cannot be told from 0 is one at 0.
 */
export function backward(
  tape: Tape,
  outputs: readonly (readonly [TapeNode, Certified])[],
  final = false,
): { readonly gradient: Gradient; readonly corners: readonly NormCorner[] } {
  const { arithmetic } = tape;
  const adjoints: (Certified | undefined)[] = [];
  const gradient: Derivative[] = [];
  const corners: NormCorner[] = [];
  const give = (node: TapeNode, contribution: Certified): void => {
    if (!node.active || isZero(contribution)) return;
    const sofar = adjoints[node.id];
    adjoints[node.id] = sofar ? arithmetic.add(sofar, contribution) : contribution;
  };
  for (const [node, weight] of outputs) give(node, weight);
  for (let id = adjoints.length - 1; id >= 0; id--) {
    const adjoint = adjoints[id];
    if (!adjoint) continue;
    const node = tape.nodes[id]!;
    if (node.variable) gradient.push({ variable: node.variable, value: adjoint });
    const squares = node.operation === 'sqrt' ? squaresAtZero(node.from[0]!, final) : undefined;
    if (squares) corners.push({ rows: squares.map((base) => backward(tape, [[base, adjoint]]).gradient) });
    else distribute(node, adjoint, arithmetic, give);
  }
  return { gradient, corners };
}

const half = exactNumber(big('0.5'));
const minusOne = exactNumber(big(-1));

/** Gives each argument of a node its share of the adjoint. */
function distribute(
  node: TapeNode,
  adjoint: Certified,
  arithmetic: CertifiedArithmetic,
  give: (node: TapeNode, contribution: Certified) => void,
): void {
  const [x, y] = node.from as [TapeNode, TapeNode];
  const { value } = node;
  const times = (factor: Certified): Certified => arithmetic.mul(adjoint, factor);
  switch (node.operation) {
    case 'add':
      give(x, adjoint);
      give(y, adjoint);
      break;
    case 'sub':
      give(x, adjoint);
      if (y.active) give(y, arithmetic.neg(adjoint));
      break;
    case 'neg':
      give(x, arithmetic.neg(adjoint));
      break;
    case 'sum':
      for (const term of node.from) give(term, adjoint);
      break;
    case 'mul':
      if (x.active) give(x, times(y.value));
      if (y.active) give(y, times(x.value));
      break;
    case 'div':
      if (x.active) give(x, arithmetic.div(adjoint, y.value));
      if (y.active) give(y, arithmetic.neg(times(arithmetic.div(value, y.value))));
      break;
    case 'pow':
      if (x.active) give(x, times(byBase(x.value, y.value, arithmetic)));
      if (y.active) give(y, times(byExponent(x.value, y.value, value, arithmetic)));
      break;
    case 'exp':
      give(x, times(value));
      break;
    case 'log':
      give(x, arithmetic.div(adjoint, x.value));
      break;
    case 'sqrt':
      give(x, arithmetic.div(times(half), value));
      break;
    case 'cosh':
      give(x, times(applyElementary('sinh', x.value, arithmetic)));
      break;
    case 'sinh':
      give(x, times(applyElementary('cosh', x.value, arithmetic)));
      break;
    case 'tanh': {
      const cosh = applyElementary('cosh', x.value, arithmetic);
      give(x, arithmetic.div(adjoint, arithmetic.mul(cosh, cosh)));
      break;
    }
    case 'atan':
      give(x, arithmetic.div(adjoint, arithmetic.add(one, arithmetic.mul(x.value, x.value))));
      break;
    default:
  }
}

/** y x^(y - 1); a constant, x^0, has derivative 0 at 0, too. */
function byBase(x: Certified, y: Certified, arithmetic: CertifiedArithmetic): Certified {
  if (isZero(y)) return zero;
  return arithmetic.mul(y, power(x, arithmetic.add(y, minusOne), arithmetic));
}

/** x^y log(x), which tends to 0 with x where y is positive. */
function byExponent(x: Certified, y: Certified, value: Certified, arithmetic: CertifiedArithmetic): Certified {
  if (isZero(x) && isExact(y) && y.value.gt(0)) return zero;
  if (isNonZero(x) || isExact(x)) return arithmetic.mul(value, applyElementary('log', x, arithmetic));
  const decay = y.value.toNumber() * x.error;
  return { ...zero, error: decay < -1 ? decay + Math.log10(-x.error + 1) + 1 : Infinity };
}

/** The numbers whose squares are summed, where a node is a sum of squares that are all 0. */
function squaresAtZero(node: TapeNode, final: boolean): readonly TapeNode[] | undefined {
  if (final ? isNonZero(node.value) : !isZero(node.value)) return undefined;
  const bases = terms(node).map((term) => {
    const [x, y] = term.from;
    const square = term.operation === 'pow' ? y!.value.value.eq(2) : term.operation === 'mul' && x === y;
    return square ? x : undefined;
  });
  return bases.every((base) => base !== undefined) ? bases : undefined;
}
const terms = (node: TapeNode): readonly TapeNode[] =>
  node.operation === 'sum' || node.operation === 'add' ? node.from.flatMap(terms) : [node];
