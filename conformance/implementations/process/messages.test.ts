import { expect, it } from 'vitest';
import { type Case, caseToJson, typedTensor } from '../../case.ts';
import { messages, protocolSchema } from './messages.ts';

it('the committed JSON Schema is the one of these definitions (vitest run -u writes it)', async () => {
  await expect(`${JSON.stringify(protocolSchema(), null, 2)}\n`).toMatchFileSnapshot('../../protocol.schema.json');
});

const example: Case = {
  loss: 'cross_entropy',
  dtype: 'f32',
  reduction: 'mean',
  params: { label_smoothing: 0.1, smoothing_form: 'uniform', class_axis: 1, ignore_index: null, flag: true },
  operands: { logits: typedTensor('f32', [1, 2], [1, 2]), target: typedTensor('i64', [1], [1]) },
  cotangent: typedTensor('f32', [1], []),
  wants: ['value', 'gradient.logits'],
  regime: 'ordinary',
};

it('a case in JSON, without its regime, is an item', () => {
  const { regime: _, ...question } = caseToJson({ ...example, params: { ...example.params, label_smoothing: 0.5 } });
  const item = { id: '1', ...question };
  expect(messages.toAdapter.parse({ op: 'evaluate', ...item })).toEqual({ op: 'evaluate', ...item });
  expect(messages.toAdapter.parse({ op: 'batch', id: 'b', items: [item] })).toEqual({
    op: 'batch',
    id: 'b',
    items: [item],
  });
});

it.each([
  { id: '1' },
  { id: '1', ok: {} },
  { id: '1', ok: { outputs: {} }, rejected: { kind: 'RangeError', message: '' } },
  { id: 1, ok: { outputs: {} } },
  { id: '1', ok: { outputs: { value: 0.5 } } },
  { id: '1', ok: { outputs: { value: { dtype: 'float32', shape: [], data: 'AAAAAA==' } } } },
  { id: '1', rejected: { kind: 'RangeError' } },
])('%j is no answer', (answer) => {
  expect(messages.answer.safeParse(answer).success).toBe(false);
});

it.each([undefined, 'fused', 'logits/T', ''])('the form %j of a loss may be declared or not', (form) => {
  const support = { loss: 'mse', origin: 'library', params: {}, reductions: [], dtypes: [], wants: ['value'] };
  const implementation = { name: 'x', version: '', language: '', device: '', deterministic: true, validates: false };
  const supports = [{ ...support, ...(form === undefined ? {} : { form }) }];
  const ready = messages.ready.safeParse({ op: 'ready', protocol: 1, implementation, arithmetic: {}, supports });
  expect(ready.success).toBe(form === undefined || form === 'fused');
});
