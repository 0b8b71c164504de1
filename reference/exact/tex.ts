import type { Expression, Operator } from './expression.ts';

const greek = new Set(
  'alpha beta gamma delta epsilon zeta eta theta kappa lambda mu nu xi rho sigma tau phi chi psi omega pi'.split(' '),
);

/** A name: a Greek letter, a single letter, or a word set upright. */
export function texName(name: string): string {
  if (greek.has(name)) return `\\${name}`;
  return name.length === 1 ? name : `\\mathrm{${name.replaceAll('_', '\\_')}}`;
}

/** How tightly a rendering holds together; an argument that holds less tightly is put in parentheses. */
const strength = {
  choice: 0,
  logic: 1,
  comparison: 2,
  sum: 3,
  bigSum: 3.5,
  product: 4,
  sign: 5,
  power: 6,
  atom: 7,
} as const;
interface Tex {
  readonly tex: string;
  readonly strength: number;
}

const brackets = (tex: string): string => `\\left(${tex}\\right)`;
const atom = (tex: string): Tex => ({ tex, strength: strength.atom });
const within = (x: Tex, least: number): string => (x.strength < least ? brackets(x.tex) : x.tex);

/** An expression as TeX for mathematics mode. */
export const tex = (expression: Expression): string => render(expression).tex;

function render(expression: Expression): Tex {
  switch (expression.kind) {
    case 'number':
      return atom(expression.text);
    case 'name':
      return atom(texName(expression.name));
    case 'element':
      return atom(`${within(render(expression.of), strength.atom)}_{${expression.at.map(tex).join(', ')}}`);
    case 'choice':
      return { tex: `\\begin{cases} ${cases(expression)} \\end{cases}`, strength: strength.choice };
    case 'function':
      return { tex: `${list(expression.params.map(texName))} \\mapsto ${tex(expression.body)}`, strength: 0 };
    case 'operator':
      return operator(expression.operator, expression.args);
    case 'call':
      return call(expression.name, expression.args);
  }
}

const list = (parts: readonly string[]): string => parts.join(', ');

function cases(expression: Expression): string {
  if (expression.kind !== 'choice') return `${tex(expression)} & \\text{otherwise}`;
  return `${tex(expression.whenTrue)} & \\text{if } ${tex(expression.condition)} \\\\ ${cases(expression.whenFalse)}`;
}

const infix: Readonly<Partial<Record<Operator, readonly [string, keyof typeof strength]>>> = {
  '+': ['+', 'sum'],
  '-': ['-', 'sum'],
  '*': ['\\cdot', 'product'],
  '.*': ['\\odot', 'product'],
  '==': ['=', 'comparison'],
  '!=': ['\\ne', 'comparison'],
  '<': ['<', 'comparison'],
  '<=': ['\\le', 'comparison'],
  '>': ['>', 'comparison'],
  '>=': ['\\ge', 'comparison'],
  and: ['\\land', 'logic'],
  or: ['\\lor', 'logic'],
};

function operator(op: Operator, args: readonly Expression[]): Tex {
  const [x, y] = args.map(render) as [Tex, Tex | undefined];
  if (op === 'not') return { tex: `\\lnot ${within(x, strength.atom)}`, strength: strength.sign };
  if (!y) return { tex: `${op}${within(x, strength.product)}`, strength: strength.sum };
  if (op === '/' || op === './') return { tex: `\\frac{${x.tex}}{${y.tex}}`, strength: strength.power };
  if (op === '^' || op === '.^') {
    return { tex: `${within(x, strength.atom)}^{${y.tex}}`, strength: strength.power };
  }
  const [sign, kind] = infix[op]!;
  const level = strength[kind];
  // a - (b - c) keeps its parentheses, and a + (b + c) does not need them.
  return { tex: `${within(x, level)} ${sign} ${within(y, op === '-' ? strength.bigSum : level)}`, strength: level };
}

const named: Readonly<Record<string, string>> = {
  exp: '\\exp',
  log: '\\log',
  cosh: '\\cosh',
  sinh: '\\sinh',
  tanh: '\\tanh',
  atan: '\\arctan',
  max: '\\max',
  min: '\\min',
  mean: '\\operatorname{mean}',
  count: '\\operatorname{count}',
  hold: '\\operatorname{hold}',
};

function call(name: string, args: readonly Expression[]): Tex {
  const parts = args.map(tex);
  const first = args[0] ? within(render(args[0]), strength.atom) : '';
  switch (name) {
    case 'sqrt':
      return atom(`\\sqrt{${parts[0]}}`);
    case 'abs':
      return atom(`\\left|${parts[0]}\\right|`);
    case 'norm':
      return atom(`\\left\\lVert ${parts[0]}\\right\\rVert`);
    case 'dot':
      return atom(`\\left\\langle ${list(parts)}\\right\\rangle`);
    case 'transpose':
      return { tex: `${first}^{\\top}`, strength: strength.power };
    case 'row':
      return atom(`${first}_{${parts[1]},:}`);
    case 'column':
      return atom(`${first}_{:,${parts[1]}}`);
    case 'indices':
      return atom(brackets(`1, \\dots, ${parts[0]}`));
    case 'sum':
      return sum(args[0]!);
    case 'map':
      return mapping(args);
    default:
      return atom(`${named[name] ?? texName(name)}${brackets(list(parts))}`);
  }
}

/** What a map runs over and what it makes of each element, where it runs over one array with a function of its own. */
function comprehension(args: readonly Expression[]): { body: Tex; from: string; to: string } | undefined {
  const [over, f] = args;
  if (args.length !== 2 || !over || !f) return undefined;
  const params = f.kind === 'function' ? f.params : ['v'];
  const body = f.kind === 'function' ? render(f.body) : f.kind === 'name' ? call(f.name, [variable('v')]) : undefined;
  if (!body) return undefined;
  if (over.kind === 'call' && over.name === 'indices') {
    return { body, from: `${texName(params[0]!)}=1`, to: `^{${tex(over.args[0]!)}}` };
  }
  return { body, from: `${texName(params[0]!)} \\in ${tex(over)}`, to: '' };
}
const variable = (name: string): Expression => ({ kind: 'name', text: name, name });

function sum(of: Expression): Tex {
  const each = of.kind === 'call' && of.name === 'map' ? comprehension(of.args) : undefined;
  const body = each ? `\\sum_{${each.from}}${each.to} ${within(each.body, strength.product)}` : undefined;
  return { tex: body ?? `\\sum ${within(render(of), strength.power)}`, strength: strength.bigSum };
}

function mapping(args: readonly Expression[]): Tex {
  const each = comprehension(args);
  const f = args.at(-1)!;
  if (f.kind === 'name') return call(f.name, args.slice(0, -1));
  if (each) return atom(`\\left[${each.body.tex}\\right]_{${each.from}}${each.to}`);
  return atom(`\\operatorname{map}${brackets(list(args.map(tex)))}`);
}
