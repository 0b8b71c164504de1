import { bfloat16, float64 as doubles, float16, float32 } from '../tensor/format.ts';
import { Decimals } from './decimal.ts';
import { Float64, float64 } from './float64.ts';
import { Rounded } from './rounded.ts';
import { Tangent } from './tangent.ts';
import { Tape } from './tape.ts';
import { arithmeticContract } from './test-support/arithmetic-contract.ts';

const of64 = { format: doubles, ulps: 4 };

arithmeticContract('float64, compiled,', () => ({
  ...of64,
  tensor: (v, s) => float64.tensor(v, s),
  numbers: (x) => float64.numbers(x),
}));

const interpreted = new Float64({ generateCode: false });
arithmeticContract('float64, interpreted,', () => ({
  ...of64,
  tensor: (v, s) => interpreted.tensor(v, s),
  numbers: (x) => interpreted.numbers(x),
}));

for (const order of ['sequential', 'pairwise', 'reverse'] as const) {
  const rounded = new Rounded(doubles, { order });
  arithmeticContract(rounded.name, () => ({
    ...of64,
    tensor: (v, s) => rounded.tensor(v, s),
    numbers: (x) => rounded.numbers(x),
  }));
}
for (const format of [float32, float16, bfloat16]) {
  for (const options of [{}, { accumulator: float32, order: 'pairwise' }] as const) {
    const rounded = new Rounded(format, options);
    arithmeticContract(rounded.name, () => ({
      format,
      ulps: 6,
      tensor: (v, s) => rounded.tensor(v, s),
      numbers: (x) => rounded.numbers(x),
    }));
  }
}

const decimals = new Decimals(40);
arithmeticContract(decimals.name, () => ({
  ...of64,
  tensor: (v, s) => decimals.tensor(v, s),
  numbers: (x) => decimals.numbers(x),
}));

arithmeticContract('a tape over float64', () => {
  const tape = new Tape(float64);
  return {
    ...of64,
    tensor: (v, s) => tape.variable(float64.tensor(v, s)),
    numbers: (x) => float64.numbers(x.rep.value),
  };
});

arithmeticContract('a tangent over float64', () => {
  const tangent = new Tangent(float64);
  return {
    ...of64,
    tensor: (v, s) => tangent.variable(float64.tensor(v, s), float64.tensor([1], [])),
    numbers: (x) => float64.numbers(x.rep.value),
  };
});
