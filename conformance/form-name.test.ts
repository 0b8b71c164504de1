import { expect, it } from 'vitest';
import { formName } from './form-name.ts';
import { glob } from './run/glob.ts';

it.each(['base', 'LogSoftmax', 'F.softmax(logits)', 'per-item 2'])('%s names tests that patterns find', (form) => {
  expect(formName.test(form)).toBe(true);
  for (const pattern of ['*/definition', `mse@${form}`, `mse@${form}/*/f64`]) {
    expect(glob(pattern)(`mse@${form}/definition/f64`)).toBe(true);
  }
});
it.each(['', 'logits/T', 'a@b', 'a,b', '{a}', 'a*', 'a?'])('%j does not', (form) => {
  expect(formName.test(form)).toBe(false);
});
