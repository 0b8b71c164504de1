import { big } from './big-number.ts';
import { at, builtins } from './builtins.ts';
import { type Expression, type Formula, FormulaError, type Operator } from './expression.ts';
import type { Order, Questions } from './questions.ts';
import type { Tape, TapeNode } from './tape.ts';
import {
  asArray,
  asMatrix,
  asNumber,
  asVector,
  type Callable,
  elementwise,
  isArray,
  isNumber,
  kindOf,
  type Value,
} from './value.ts';

type Names = ReadonlyMap<string, Value>;

const operations: Readonly<Partial<Record<Operator, 'add' | 'sub' | 'mul' | 'div' | 'pow'>>> = {
  '+': 'add',
  '-': 'sub',
  '*': 'mul',
  '.*': 'mul',
  '/': 'div',
  './': 'div',
  '^': 'pow',
  '.^': 'pow',
};
const comparisons: Readonly<Partial<Record<Operator, readonly Order[]>>> = {
  '<': ['less'],
  '<=': ['less', 'equal'],
  '>': ['greater'],
  '>=': ['greater', 'equal'],
};

/** Evaluates formulas on a tape, so that they can be differentiated. One walker serves one tape and one set of decisions. */
export class Walker {
  private readonly tape: Tape;
  private readonly questions: Questions;
  private readonly where: string;
  private readonly functions: Readonly<Record<string, Callable>>;

  /** `where` says which formula it is, for errors. */
  constructor(tape: Tape, questions: Questions, where: string) {
    this.tape = tape;
    this.questions = questions;
    this.where = where;
    this.functions = builtins(tape, questions);
  }

  /** The value of a formula over these names; throws a FormulaError that says which part has none. */
  evaluate(formula: Formula, names: Names): Value {
    const scope = new Map(names);
    try {
      for (const { name, value } of formula.definitions) scope.set(name, this.value(value, scope));
      return this.value(formula.value, scope);
    } catch (error) {
      throw error instanceof FormulaError ? new FormulaError(`${this.where}: ${error.message}`) : error;
    }
  }

  private value(expression: Expression, names: Names): Value {
    switch (expression.kind) {
      case 'number':
        return this.tape.literal(big(expression.text));
      case 'name':
        return names.get(expression.name) ?? this.functions[expression.name] ?? this.constant(expression.name);
      case 'choice':
        return this.truth(expression.condition, names)
          ? this.value(expression.whenTrue, names)
          : this.value(expression.whenFalse, names);
      case 'function':
        return { call: (...args) => this.called(expression, args, names) };
      default:
        return this.compound(expression, names);
    }
  }

  private constant(name: string): TapeNode {
    if (name === 'pi') return this.tape.pi();
    throw new FormulaError(`${name} has no value here: it is a parameter that is null`);
  }

  private compound(expression: Expression & { kind: 'operator' | 'call' | 'element' }, names: Names): Value {
    try {
      if (expression.kind === 'operator') return this.operator(expression.operator, expression.args, names);
      const args = (expression.kind === 'call' ? expression.args : expression.at).map((arg) => this.value(arg, names));
      if (expression.kind === 'element') {
        return args.reduce((x, k) => at(asArray(x, 'what is indexed'), k, 'element'), this.value(expression.of, names));
      }
      const f = names.get(expression.name) ?? this.functions[expression.name];
      if (f === undefined || typeof f === 'boolean' || isNumber(f) || isArray(f)) {
        throw new FormulaError(`${expression.name} is not a function`);
      }
      return f.call(...args);
    } catch (error) {
      if (!(error instanceof FormulaError) || error.message.includes(' in `')) throw error;
      throw new FormulaError(`${error.message} in \`${expression.text}\``);
    }
  }

  private called(f: Expression & { kind: 'function' }, args: readonly Value[], names: Names): Value {
    if (args.length !== f.params.length) {
      throw new FormulaError(`${f.name} takes ${f.params.length} arguments, and is given ${args.length}`);
    }
    return this.value(f.body, new Map([...names, ...f.params.map((name, i) => [name, args[i]!] as const)]));
  }

  private truth(expression: Expression, names: Names): boolean {
    const value = this.value(expression, names);
    if (typeof value === 'boolean') return value;
    throw new FormulaError(`a condition must be true or false, and \`${expression.text}\` is ${kindOf(value)}`);
  }

  private operator(operator: Operator, args: readonly Expression[], names: Names): Value {
    if (operator === 'not') return !this.truth(args[0]!, names);
    if (operator === 'and') return this.truth(args[0]!, names) && this.truth(args[1]!, names);
    if (operator === 'or') return this.truth(args[0]!, names) || this.truth(args[1]!, names);
    const [x, y] = args.map((arg) => this.value(arg, names)) as [Value, Value | undefined];
    if (y === undefined) {
      return operator === '+' ? x : elementwise((e) => this.tape.apply('neg', asNumber(e!, 'what - negates')), x);
    }
    const operation = operations[operator];
    if (!operation) return this.comparison(operator, x, y);
    if (operator === '*' && isArray(x) && isArray(y)) return this.product(x, y);
    if ((operator === '/' && isArray(y)) || (operator === '^' && (isArray(x) || isArray(y)))) {
      throw new FormulaError(`${operator} is for numbers; between the elements of arrays it is .${operator}`);
    }
    return elementwise((a, b) => this.tape.apply(operation, asNumber(a!, operator), asNumber(b!, operator)), x, y);
  }

  private comparison(operator: Operator, x: Value, y: Value): boolean {
    const [a, b] = [asNumber(x, `the left of ${operator}`), asNumber(y, `the right of ${operator}`)];
    if (operator === '==') return this.questions.order(a, b) === 'equal';
    if (operator === '!=') return this.questions.order(a, b) !== 'equal';
    return comparisons[operator]!.includes(this.questions.side(a, b));
  }

  /** Of two vectors their scalar product, else the matrix product. */
  private product(x: readonly Value[], y: readonly Value[]): Value {
    const dot = (row: readonly Value[], column: readonly Value[]): TapeNode =>
      this.functions.dot!.call(row, column) as TapeNode;
    const columns = isArray(y[0]!) ? (this.functions.transpose!.call(y) as readonly TapeNode[][]) : undefined;
    const times = (row: readonly TapeNode[]): Value => (columns ? columns.map((c) => dot(row, c)) : dot(row, y));
    return isArray(x[0]!) ? asMatrix(x, 'a factor of *').map(times) : times(asVector(x, 'a factor of *'));
  }
}
