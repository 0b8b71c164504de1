import { readFileSync } from 'node:fs';
import { fromBinary } from '@bufbuild/protobuf';
import { describe, expect, it } from 'vitest';
import { file_onnx, ModelProtoSchema } from './gen/onnx_pb.ts';
import { constantTensor, modelBytes, node, valueInfo } from './model.ts';

const hex = (bytes: Uint8Array) => Buffer.from(bytes).toString('hex');
const empty = { name: 'g', constants: [], inputs: [], outputs: [], metadata: {} };

describe('modelBytes', () => {
  it('writes the wire format, byte for byte', () => {
    const bytes = modelBytes({
      ...empty,
      nodes: [node('Abs', ['x'], ['y'], {})],
      inputs: [valueInfo('x', 'float', ['N', 3])],
      outputs: [valueInfo('y', 'float', [])],
    });
    // A field's key is its number times 8 plus 0 (varint) or 2 (bytes, which begin with their length); by hand.
    const abs = '0a0178' + '120179' + '2203416273';
    const x = '0a0178' + '12' + '0f' + '0a0d' + '0801' + '1209' + '0a03' + '12014e' + '0a02' + '0803';
    const y = '0a0179' + '12' + '06' + '0a04' + '0801' + '1200';
    const graph = `0a0b${abs}1201675a14${x}620b${y}`;
    const model = `080812096c6f737370726f6f663a33${graph}42021012`;
    expect(hex(bytes)).toBe(model);
  });

  it('orders the metadata by key, so that equal content gives equal bytes', () => {
    const nodes = [node('Abs', ['x'], ['y'], {})];
    const a = modelBytes({ ...empty, nodes, metadata: { b: '2', a: '1' } });
    expect(hex(a)).toBe(hex(modelBytes({ ...empty, nodes, metadata: { a: '1', b: '2' } })));
    const read = fromBinary(ModelProtoSchema, a).metadataProps.map(({ key, value }) => [key, value]);
    expect(read).toEqual([
      ['a', '1'],
      ['b', '2'],
    ]);
  });
});

describe('node', () => {
  it('keeps an attribute that is 0, which the format would otherwise leave out', () => {
    const [keepdims] = node('ReduceSum', ['x'], ['y'], { keepdims: 0 }).attribute;
    expect(keepdims).toMatchObject({ name: 'keepdims', type: 2, i: 0n });
    const bytes = modelBytes({ ...empty, nodes: [node('ReduceSum', ['x'], ['y'], { keepdims: 0 })] });
    // name, i = 0, type = INT
    expect(hex(bytes)).toContain(`0a08${Buffer.from('keepdims').toString('hex')}1800a00102`);
  });
  it('tells numbers, lists and strings apart', () => {
    const { attribute } = node('Op', [], [], { axis: -1, perm: [1, 0], mode: 'reflect' });
    expect(attribute.map(({ name, type }) => [name, type])).toEqual([
      ['axis', 2],
      ['perm', 7],
      ['mode', 3],
    ]);
    expect(attribute[0]!.i).toBe(-1n);
    expect(attribute[1]!.ints).toEqual([1n, 0n]);
    expect(Buffer.from(attribute[2]!.s!).toString()).toBe('reflect');
  });
});

describe('constantTensor', () => {
  it('writes numbers of 16 bits, rounded', () => {
    const raw = (type: 'float16' | 'bfloat16') => hex(constantTensor('c', [3], type, [1, -2.5, 1 / 3]).rawData);
    // Sign, exponent with a bias of 15, ten bits of fraction; and the upper half of a float32.
    expect(raw('float16')).toBe('003c' + '00c1' + '5535');
    expect(raw('bfloat16')).toBe('803f' + '20c0' + 'ab3e');
  });
  it('writes little-endian IEEE bits', () => {
    expect(hex(constantTensor('c', [2], 'float', [1, -0]).rawData)).toBe('0000803f' + '00000080');
    expect(hex(constantTensor('c', [], 'double', [-2]).rawData)).toBe('00000000000000c0');
    expect(hex(constantTensor('c', [1], 'int64', [-1]).rawData)).toBe('ffffffffffffffff');
  });
  it('keeps NaN and the infinities', () => {
    expect(hex(constantTensor('c', [2], 'float', [Infinity, -Infinity]).rawData)).toBe('0000807f' + '000080ff');
    expect(hex(constantTensor('c', [], 'float', [Number.NaN]).rawData)).toBe('0000c07f');
  });
});

describe('the generated messages', () => {
  it('have the fields of onnx.proto: generate them again after a change (its first lines say how)', () => {
    const proto = readFileSync(new URL('./onnx.proto', import.meta.url), 'utf8');
    const declared = [...proto.matchAll(/^\s*(?:repeated |optional )?\w+ (\w+) = (\d+);/gm)].map(
      ([, name, at]) => `${name} ${at}`,
    );
    const messages = file_onnx.messages.flatMap((m) => [...m.nestedMessages, m]);
    const generated = messages.flatMap((m) => m.fields.map(({ name, number }) => `${name} ${number}`));
    expect(declared.length).toBeGreaterThan(30);
    expect(generated.sort()).toEqual(declared.sort());
  });
});
