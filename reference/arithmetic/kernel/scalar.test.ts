import { describe, expect, it } from 'vitest';
import { abs, select } from './functions.ts';
import { Condition, Scalar, Trace } from './scalar.ts';

describe('a trace', () => {
  it('holds equal expressions once', () => {
    const t = new Trace();
    const [x, y] = [t.argument(0), t.argument(1)];
    expect(x.add(y)).toBe(x.add(y));
    expect(x.add(1)).toBe(x.add(1));
    expect(t.argument(0)).toBe(x);
    expect(abs(x.sub(y))).toBe(abs(x.sub(y)));
  });

  it('keeps apart what rounds or signs differently', () => {
    const t = new Trace();
    const [x, y] = [t.argument(0), t.argument(1)];
    expect(x.add(y)).not.toBe(y.add(x));
    expect(t.lift(0)).not.toBe(t.lift(-0));
    expect(t.lift(Number.NaN)).toBe(t.lift(Number.NaN));
  });

  it('numbers scalars in the order in which they can be computed', () => {
    const t = new Trace();
    const x = t.argument(0);
    const y = select(x.gt(1), x.mul(2), x.div(3));
    for (const s of t.nodes) for (const a of s.args) expect(a.id).toBeLessThan(s.id);
    expect(y.args).toHaveLength(3);
  });

  it('gives comparisons a type that no arithmetic accepts', () => {
    const t = new Trace();
    const x = t.argument(0);
    expect(x.lt(1)).toBeInstanceOf(Condition);
    expect(x.lt(1)).not.toBeInstanceOf(Scalar);
    // @ts-expect-error: a condition is no number
    const wrong = () => x.add(x.lt(1));
    expect(wrong).toBeTypeOf('function');
  });

  it('has lt and le only: gt and ge turn round', () => {
    const t = new Trace();
    const [x, y] = [t.argument(0), t.argument(1)];
    expect(x.gt(y).scalar).toBe(y.lt(x).scalar);
    expect(x.ge(y).scalar).toBe(y.le(x).scalar);
  });
});
