// TensorFlow.js on the CPU, judged by lossproof: values, and vector-Jacobian products through tf.grads.
//
//     (cd conformance/adapters/tfjs && npm install)
//     lossproof run --dialect tfjs conformance/adapters/tfjs/adapter.mjs
//
// losses.mjs has the calls, table.mjs what each of them supports, bridge.mjs what is between tensors and lists.
import '@tensorflow/tfjs-backend-cpu';
import tf from '@tensorflow/tfjs-core';
import { answering } from './bridge.mjs';
import { table } from './table.mjs';

const rows = Object.entries(table);

export const losses = Object.fromEntries(rows.map(([name, { call }]) => [name, answering(call)]));

export const describe = {
  name: 'TensorFlow.js',
  version: tf.version_core,
  // Numbers are kept in float32 and computed by JavaScript, each operation of which is rounded to float32.
  arithmetic: { f32: 'f32' },
  losses: Object.fromEntries(rows.map(([name, { call: _, ...supports }]) => [name, { optional: [], ...supports }])),
};
