import { type Format, float32 } from '../../tensor/format.ts';
import { type Accuracy, accuracyOf, type Operation, type Profile } from '../profile.ts';
import { type Ball, exact, unbounded } from './ball.ts';

type Table = Readonly<Record<Operation, Accuracy>>;

/** The accuracy of every operation in a format: the same for every case. */
function tableOf(profile: Profile, { name }: Format): Table {
  let byFormat = tables.get(profile);
  if (!byFormat) tables.set(profile, (byFormat = new Map()));
  let table = byFormat.get(name);
  if (!table) {
    const operations = Object.keys(profile.operations) as Operation[];
    const rows = operations.map((operation) => [operation, accuracyOf(profile, operation, name)]);
    byFormat.set(name, (table = Object.fromEntries(rows) as Table));
  }
  return table;
}
const tables = new WeakMap<Profile, Map<string, Table>>();

/** What one operation of a platform adds to the error: its accuracy in a format, underflow and overflow. */
export class Rounding {
  readonly format: Format;
  readonly accumulator: Format;
  readonly flushesSubnormals: boolean;
  /** What sets the operations on single numbers apart: equal keys, equal results. */
  readonly key: string;
  /** Whether some function is less accurate for some arguments than for others. */
  readonly dependsOnArgument: boolean;
  private readonly lost: number;
  /** Units of roundoff of one addition. */
  readonly additionUnits: number;
  private readonly table: Table;
  private readonly literals = new Map<number, Ball>();

  constructor(format: Format, accumulator: Format, flushesSubnormals: boolean, profile: Profile) {
    this.format = format;
    this.accumulator = accumulator;
    this.flushesSubnormals = flushesSubnormals;
    this.lost = this.underflow();
    this.table = tableOf(profile, format);
    this.additionUnits = this.table.add.units;
    this.dependsOnArgument = Object.values(this.table).some((a) => a.perMagnitude || a.absolute || a.divisors);
    this.key = `${format.name} ${profile.name} ${flushesSubnormals}`;
  }

  /** What underflow may cost one result: half the smallest subnormal, or all of a subnormal where they are flushed. */
  underflow(format: Format = this.format): number {
    // Half of float64's smallest subnormal is no double.
    return this.flushesSubnormals ? format.smallestNormal : format.tiny / 2 || format.tiny;
  }

  /** An operand as the platform has it. */
  operand(value: number): Ball {
    const { format } = this;
    if (!Number.isFinite(value)) return exact(value);
    if (this.flushesSubnormals && value !== 0 && Math.abs(value) < format.smallestNormal) {
      return { value, error: Math.abs(value), kink: 0, overflow: false };
    }
    return format.round(value) === value ? exact(value) : this.within(value, 0, 0, 1);
  }

  /**
   * A number in a formula. Only short ones are meant exactly: log 2 and 0.1 are off by a rounding even in float64.
   */
  literal(value: number): Ball {
    let ball = this.literals.get(value);
    if (!ball || Object.is(value, -0)) {
      const meant = !Number.isFinite(value) || float32.round(value) === value || Number.isInteger(value);
      ball = meant ? this.operand(value) : this.within(value, 0, 0, 1);
      if (!Object.is(value, -0)) this.literals.set(value, ball);
    }
    return ball;
  }

  /**
   * The result of an operation on this platform. `error` and `kink` are what the operands' errors and kinks bring;
   * `argument` is the operand of a function, where its accuracy depends on it.
   */
  result(operation: Operation, value: number, error: number, kink: number, argument?: Ball, overflow = false): Ball {
    const accuracy = this.table[operation];
    if (!argument || (!accuracy.perMagnitude && !accuracy.absolute)) {
      return this.within(value, error, kink, accuracy.units, overflow);
    }
    const { units, perMagnitude = 0, absolute } = accuracy;
    const magnitude = perMagnitude * (Math.abs(argument.value) + argument.error);
    const extra = absolute && meets(argument, absolute.from, absolute.to) ? absolute.units * this.format.unit : 0;
    return this.within(value, error + extra, kink, units + magnitude, overflow);
  }

  /** `units` of roundoff on top of what the operands bring. */
  within(value: number, error: number, kink: number, units: number, overflow = false): Ball {
    // A NaN of bounded operands comes from a NaN, or from infinities that are exact: so it does on every platform.
    if (Number.isNaN(value)) return exact(value);
    const size = Math.abs(value) + error;
    // Beyond float64 nothing is known of what a platform makes of it.
    if (!(size < Infinity)) return unbounded(value);
    // In the subnormal range a unit is half the smallest subnormal, whatever the operation.
    const total = error + units * this.format.unit * size + this.lostBy(units);
    if (!overflow && Math.abs(value) + total <= this.format.largest) return { value, error: total, kink, overflow };
    return Math.abs(value) > total ? { value, error: total, kink, overflow: true } : unbounded(value);
  }

  /** Whether a difference of this magnitude may be taken for 0. */
  flushes(apart: number): boolean {
    return this.flushesSubnormals && apart < this.format.smallestNormal;
  }

  /** Whether two numbers that differ are the same where the difference, or one of them, is flushed. */
  mayBeFlushedTogether(x: Ball, y: Ball): boolean {
    const apart = Math.abs(x.value - y.value);
    return apart > 0 && this.flushes(apart) && apart <= x.error + y.error;
  }

  /** Whether the platform promises anything of a quotient with this divisor. */
  divides(divisor: Ball): boolean {
    const { divisors } = this.table.div;
    const size = Math.abs(divisor.value);
    return !divisors || (size - divisor.error >= divisors.from && size + divisor.error <= divisors.to);
  }

  /** What underflow may cost the result of an operation of so many units. */
  lostBy(units: number): number {
    return Math.max(1, units) * this.lost;
  }

  /** Relative error of a sum of n terms in any order, before the result is rounded to the format. */
  gamma(n: number): number {
    const each = Math.max(0, n - 1) * this.additionUnits * this.accumulator.unit;
    return each < 1 ? each / (1 - each) : Infinity;
  }
  get widensSums(): boolean {
    return this.accumulator.unit < this.format.unit;
  }
  /** Units of roundoff of a function around this argument. */
  unitsOf(operation: Operation, magnitude = 0): number {
    const { units, perMagnitude = 0 } = this.table[operation];
    return units + perMagnitude * magnitude;
  }
  /** Absolute error of a function for some arguments in [low, high], in units of roundoff. */
  absoluteUnitsOf(operation: Operation, low: number, high: number): number {
    const { absolute } = this.table[operation];
    return absolute && low <= absolute.to && high >= absolute.from ? absolute.units : 0;
  }
}

const meets = (b: Ball, from: number, to: number): boolean => b.value - b.error <= to && b.value + b.error >= from;
