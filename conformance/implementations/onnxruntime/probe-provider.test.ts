import * as runtime from 'onnxruntime-node';
import { describe, expect, it } from 'vitest';
import { plainDeclaration } from '../../acceptance/declaration.ts';
import type { OnnxRuntime } from './load-onnxruntime.ts';
import { probeProvider } from './probe-provider.ts';
import { probes } from './probes.ts';
import { Sessions } from './sessions.ts';

const declared = plainDeclaration('f32');
const cpu = () => new Sessions(runtime, { executionProviders: ['cpu'], logSeverityLevel: 4 }, 64);

/** A provider that computes on the CPU and then changes every number that comes out. */
function changing(change: (x: number, type: string) => number): Sessions {
  const sessions = cpu();
  const get = sessions.get.bind(sessions);
  sessions.get = async (key, bytes) => {
    const session = await get(key, bytes);
    const { run } = session;
    session.run = async (feeds) => {
      const results = await run.call(session, feeds);
      const { data, dims } = results.result as runtime.Tensor;
      const changed = Float32Array.from(data as Float32Array, (x) => change(x, key));
      return { result: new runtime.Tensor('float32', changed, dims) };
    };
    return session;
  };
  return sessions;
}

describe('probeProvider', () => {
  it("finds what is known of ONNX Runtime's CPU provider, and nothing else", async () => {
    const sessions = cpu();
    const { findings, operators, declaration } = await probeProvider(runtime as OnnxRuntime, sessions, declared);
    sessions.close();
    expect(operators).toEqual(probes.map(({ operator }) => operator));
    expect(findings.map(({ operator, about }) => [operator, about])).toEqual([
      ['Tanh', 'subnormals'],
      ['Sigmoid', 'ordinary numbers'],
    ]);
    expect(findings[1]!.ratio).toBeGreaterThan(1000);
    expect(declaration).toEqual({ ...declared, subnormals: 'kept' });
  });

  it('allows what the table of WGSL says and no more: an error of 2^-10 is found in every operator but one', async () => {
    const sessions = changing((x) => x * (1 + 2 ** -10));
    const wgsl = { ...declared, subnormals: 'flushed', profile: 'wgsl' } as const;
    const { findings } = await probeProvider(runtime as OnnxRuntime, sessions, wgsl);
    sessions.close();
    const ordinary = findings.filter(({ about }) => about === 'ordinary numbers').map(({ operator }) => operator);
    // That of Atan is 4096 ulp.
    for (const { operator } of probes) if (operator !== 'Atan') expect(ordinary).toContain(operator);
  });

  it('finds where NaN and infinities get lost', async () => {
    const sessions = changing((x, key) => (/Log/.test(key) && !Number.isFinite(x) ? -88 : x));
    const { findings } = await probeProvider(runtime as OnnxRuntime, sessions, declared);
    sessions.close();
    const ofLog = findings.filter(({ operator }) => operator === 'Log');
    expect(ofLog.map(({ about, got }) => [about, got])).toEqual([
      ['infinities', -88],
      ['NaN', -88],
    ]);
  });

  it('tightens what was declared of subnormals where they survive, and never loosens it', async () => {
    const flush = (x: number) => (Math.abs(x) < 2 ** -126 ? 0 : x);
    const flushed = { ...declared, subnormals: 'flushed' } as const;
    const flushing = changing(flush);
    expect((await probeProvider(runtime as OnnxRuntime, flushing, flushed)).declaration.subnormals).toBe('flushed');
    const strict = await probeProvider(runtime as OnnxRuntime, flushing, declared);
    expect(strict.declaration.subnormals).toBe('kept');
    expect(strict.findings.some(({ about }) => about === 'subnormals')).toBe(true);
    flushing.close();
    const sessions = cpu();
    // Its Tanh loses digits of subnormals.
    expect((await probeProvider(runtime as OnnxRuntime, sessions, flushed)).declaration.subnormals).toBe('flushed');
    sessions.close();
    const asked = [2 ** -127, 2 ** -149, -(2 ** -128)];
    const nearest = (x: number) => asked.reduce((a, b) => (Math.abs(b - x) < Math.abs(a - x) ? b : a));
    const keeping = changing((x, key) => (/Tanh/.test(key) && Math.abs(x) < 2 ** -126 ? nearest(x) : x));
    expect((await probeProvider(runtime as OnnxRuntime, keeping, flushed)).declaration.subnormals).toBe('kept');
    keeping.close();
  });

  it('takes a refusal for a finding', async () => {
    const sessions = cpu();
    sessions.get = () => Promise.reject(new Error('no kernel'));
    const { findings } = await probeProvider(runtime as OnnxRuntime, sessions, declared);
    expect(findings[0]).toEqual({ operator: 'Exp', about: 'ordinary numbers', message: 'no kernel' });
  });
});
