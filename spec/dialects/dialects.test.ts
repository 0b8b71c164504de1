import { describe, expect, it } from 'vitest';
import { inInterval } from '../language/domain.ts';
import type { Param, ParamValue } from '../language/param.ts';
import { specs } from '../losses/index.ts';
import { dialects } from './index.ts';

const admits = (param: Param, value: ParamValue): boolean => {
  switch (param.kind) {
    case 'choice':
      return typeof value === 'string' && value in param.values;
    case 'flag':
      return typeof value === 'boolean';
    case 'integer':
      return value === null
        ? param.nullable
        : Number.isInteger(value) && (param.values?.includes(value as number) ?? true);
    case 'number':
      return value === null ? param.nullable : typeof value === 'number' && inInterval(value, param.domain);
  }
};

const entries = Object.entries(dialects).flatMap(([name, dialect]) =>
  Object.entries(dialect.losses).map(([loss, entry]) => ({ name, dialect, loss, entry })),
);

describe('dialects', () => {
  it('are filed under their own names and say something', () => {
    for (const [name, dialect] of Object.entries(dialects)) {
      expect(dialect.id).toBe(name);
      expect(Object.keys(dialect.losses).length).toBeGreaterThan(0);
    }
  });
  it.each(entries)('$name, $loss: function and source are given', ({ entry }) => {
    expect(entry.function).not.toBe('');
    expect(entry.source).not.toBe('');
  });
  it.each(entries.filter(({ loss }) => loss in specs))(
    "$name, $loss: parameters are the spec's, with values that it admits",
    ({ loss, entry }) => {
      const { params } = specs[loss]!;
      for (const [name, value] of Object.entries(entry.params)) {
        expect(Object.keys(params)).toContain(name);
        expect([name, value, admits(params[name]!, value)]).toEqual([name, value, true]);
      }
    },
  );
  it('name losses that the spec has', () => {
    expect(entries.filter(({ loss }) => !(loss in specs)).map(({ name, loss }) => `${name}: ${loss}`)).toEqual([]);
  });
});
