import * as runtime from 'onnxruntime-node';
import { afterAll, describe, expect, it } from 'vitest';
import { Graph } from '../../../reference/arithmetic/onnx/graph.ts';
import { Placements, RanElsewhere } from './placement.ts';
import { Sessions } from './sessions.ts';

const options = { executionProviders: ['cpu'], logSeverityLevel: 4 } as const;
const graph = new Graph({ name: 'test' });
graph.output('y', graph.input('x', ['N']).exp().sum());
const feeds = { x: new runtime.Tensor('float32', [0, 0], [2]) };

const open: Placements[] = [];
const placements = (provider: string): Placements => {
  open.push(new Placements(provider));
  return open.at(-1)!;
};
afterAll(() => {
  for (const p of open) p.close();
});

describe('Placements', () => {
  it("reads from ONNX Runtime's profile where each node ran, in the first run of each graph", async () => {
    const own = placements('CPUExecutionProvider');
    const sessions = new Sessions(runtime, options, 8, own);
    const session = await sessions.get('a', () => graph.bytes());
    expect(own.result().graphs).toBe(0);
    for (let i = 0; i < 3; i++) await session.run(feeds);
    const { provider, proof, graphs, operators } = own.result();
    expect([provider, proof, graphs]).toEqual(['CPUExecutionProvider', 'profile', 1]);
    expect(operators).toMatchObject({ Exp: 1, ReduceSum: 1 });
    sessions.close();
  });
  it('accepts no graph that ran anywhere else, and names the operators', async () => {
    const sessions = new Sessions(runtime, options, 8, placements('WebGpuExecutionProvider'));
    const session = await sessions.get('a', () => graph.bytes());
    const error = await session.run(feeds).then(
      () => undefined,
      (e: unknown) => e,
    );
    expect(error).toBeInstanceOf(RanElsewhere);
    expect((error as RanElsewhere).operators).toEqual(expect.arrayContaining(['Exp', 'ReduceSum']));
    sessions.close();
  });
  it('finds the operators that a provider lacks', async () => {
    const lacking = await placements('WebGpuExecutionProvider').missing(runtime, graph.bytes(), options, () => feeds);
    expect(lacking).toContain('Exp');
  });
});
