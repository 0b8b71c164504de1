import { expect, it } from 'vitest';
import { modelBytes, node, valueInfo } from './model.ts';
import { withOutputs } from './with-outputs.ts';

const chain = (outputs: readonly string[]) =>
  modelBytes({
    name: 'chain',
    nodes: [node('Abs', ['x'], ['a'], {}), node('Neg', ['a'], ['y'], {})],
    constants: [],
    inputs: [valueInfo('x', 'float', [2])],
    outputs: outputs.map((name) => valueInfo(name, 'float', [2])),
    metadata: { note: 'kept' },
  });
const hex = (bytes: Uint8Array) => Buffer.from(bytes).toString('hex');

it('writes the same bytes where the outputs are the same', () => {
  expect(hex(withOutputs(chain(['y']), ['y']))).toBe(hex(chain(['y'])));
});
it('names a value inside the graph as an output, without a type', () => {
  // Field 12 of the graph, 3 bytes long, holds field 1, the name.
  expect(hex(withOutputs(chain(['y']), ['a']))).toContain('6203' + '0a0161');
  expect(hex(withOutputs(chain(['y']), ['a']))).not.toContain('0a0179' + '12');
});
it('keeps what it does not know', () => {
  // Field 1000 of the model, a varint: no version of the format has it.
  const unknown = Uint8Array.of(...chain(['y']), 0xc0, 0x3e, 0x07);
  expect(hex(withOutputs(unknown, ['a']))).toContain('c03e07');
});
it('refuses names that the graph does not have, and what is no model', () => {
  expect(() => withOutputs(chain(['y']), ['b'])).toThrow(
    new RangeError('the graph has no value b; its nodes write a, y'),
  );
  expect(() => withOutputs(Uint8Array.of(), ['y'])).toThrow('these bytes are no ONNX model');
});
