import { type MathNode, math } from './big-number.ts';
import { type Expression, type Formula, FormulaError, type Operator, operators } from './expression.ts';
import { knownConstants, knownFunctions } from './known-functions.ts';

/** A formula as mathjs evaluates it, and as ours. */
export interface ParsedFormula extends Formula {
  /** Those of the given names that occur in it: its value depends on nothing else. */
  readonly mentions: ReadonlySet<string>;
  readonly compiled: { evaluate(scope: Map<string, unknown>): unknown };
}

/** mathjs' node types have no common discriminated union; these are the properties read here. */
interface RawNode extends MathNode {
  readonly value?: unknown;
  readonly name?: string;
  readonly op?: string;
  readonly implicit?: boolean;
  readonly args?: readonly RawNode[];
  readonly fn?: RawNode;
  readonly content?: RawNode;
  readonly condition?: RawNode;
  readonly trueExpr?: RawNode;
  readonly falseExpr?: RawNode;
  readonly object?: RawNode;
  readonly index?: RawNode | null;
  readonly dimensions?: readonly RawNode[];
  readonly params?: readonly string[];
  readonly expr?: RawNode;
  readonly blocks?: readonly { readonly node: RawNode }[];
}

const parsed = new Map<string, ParsedFormula>();

/**
 * Reads a formula over these names. `where` says which formula it is, for the error. Throws a FormulaError where it is
 * no formula: strings, ranges, objects, units, array literals, unknown functions and unknown names are refused.
 */
export function parseFormula(text: string, names: ReadonlySet<string>, where: string): ParsedFormula {
  const key = `${[...names]}|${text}`;
  const known = parsed.get(key);
  if (known) return known;
  const formula = read(text, names, where);
  parsed.set(key, formula);
  return formula;
}

function read(text: string, names: ReadonlySet<string>, where: string): ParsedFormula {
  const fail = (what: string): never => {
    throw new FormulaError(`${where}: ${what}`);
  };
  let root: RawNode;
  try {
    root = math.parse(text);
  } catch (error) {
    return fail(`${(error as Error).message} in ${text}`);
  }
  const steps = root.type === 'BlockNode' ? root.blocks!.map((block) => block.node) : [root];
  const value = steps.pop();
  if (!value) return fail('there is nothing to evaluate');
  const defined = new Set(names);
  const definitions = steps.map((step) => {
    const isFunction = step.type === 'FunctionAssignmentNode';
    if (!isFunction && (step.type !== 'AssignmentNode' || step.index)) {
      fail(`${step} has no effect; a step in front of the value defines a name`);
    }
    const name = isFunction ? step.name! : step.object!.name!;
    refuseTaken(name, defined, fail);
    const meaning = isFunction ? convertFunction(step, defined, fail) : convert(step.value as RawNode, defined, fail);
    defined.add(name);
    return { name, value: meaning };
  });
  const mentions = new Set<string>();
  root.traverse((node: RawNode) => {
    if (node.type === 'SymbolNode' && names.has(node.name!)) mentions.add(node.name!);
  });
  return { text, definitions, value: convert(value, defined, fail), mentions, compiled: root.compile() };
}

/** Our node for mathjs' one; everything that has no clause here is refused. */
function convert(node: RawNode, names: ReadonlySet<string>, fail: (what: string) => never): Expression {
  const text = node.toString();
  const of = (child: RawNode): Expression => convert(child, names, fail);
  switch (node.type) {
    case 'ParenthesisNode':
      return of(node.content!);
    case 'ConstantNode':
      if (!math.isBigNumber(node.value)) return fail(`${text} is not a number`);
      return { kind: 'number', text };
    case 'SymbolNode':
      if (names.has(node.name!) || knownConstants.includes(node.name!)) return { kind: 'name', text, name: node.name! };
      return fail(`${text} is not known here; there are ${[...names].join(', ')}`);
    case 'OperatorNode': {
      if (node.implicit) return fail(`write the * in ${text}`);
      if (!operators.includes(node.op as Operator))
        return fail(`the operator ${node.op} in ${text} is not one of ours`);
      return { kind: 'operator', text, operator: node.op as Operator, args: node.args!.map(of) };
    }
    case 'ConditionalNode':
      return {
        kind: 'choice',
        text,
        condition: of(node.condition!),
        whenTrue: of(node.trueExpr!),
        whenFalse: of(node.falseExpr!),
      };
    case 'AccessorNode':
      return { kind: 'element', text, of: of(node.object!), at: node.index!.dimensions!.map(of) };
    case 'FunctionNode':
      return call(node, text, names, fail);
    default:
      return fail(`${text} is a ${node.type}, which formulas do not have`);
  }
}

/** A function definition; its parameters are names inside it. */
function convertFunction(node: RawNode, names: ReadonlySet<string>, fail: (what: string) => never): Expression {
  const params = node.params!;
  const body = convert(node.expr!, new Set([...names, ...params]), fail);
  return { kind: 'function', text: node.toString(), name: node.name!, params, body };
}

// In mathjs an inline function, too, takes its name for the rest of the formula.
function refuseTaken(name: string, names: ReadonlySet<string>, fail: (what: string) => never): void {
  if (names.has(name)) fail(`${name} is defined twice, or is an operand, a parameter or an extent`);
  if (name in knownFunctions || knownConstants.includes(name)) fail(`${name} already means ${meaningOf(name)}`);
}
const meaningOf = (name: string): string => knownFunctions[name]?.does ?? 'a constant';

function call(node: RawNode, text: string, names: ReadonlySet<string>, fail: (what: string) => never): Expression {
  const name = node.fn!.name ?? '';
  const args = node.args!;
  const own = names.has(name);
  if (!own && !Object.hasOwn(knownFunctions, name)) {
    fail(`the function ${name} in ${text} is not known; there are ${Object.keys(knownFunctions).join(', ')}`);
  }
  const {
    does,
    args: [least, most],
  } = own ? { does: '', args: [0, Infinity] as const } : knownFunctions[name]!;
  if (args.length < least || args.length > most) fail(`${name} is ${does}, and ${text} has ${args.length} arguments`);
  const convertArgument = (arg: RawNode, i: number): Expression => {
    if (own || name !== 'map' || i < args.length - 1) return convert(arg, names, fail);
    if (arg.type === 'FunctionAssignmentNode') {
      refuseTaken(arg.name!, names, fail);
      return convertFunction(arg, names, fail);
    }
    const mapped = arg.type === 'SymbolNode' ? arg.name! : '';
    if (!names.has(mapped) && Object.hasOwn(knownFunctions, mapped))
      return { kind: 'name', text: mapped, name: mapped };
    return convert(arg, names, fail);
  };
  return { kind: 'call', text, name, args: args.map(convertArgument) };
}
