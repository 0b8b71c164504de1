import { describe, expect, it } from 'vitest';
import { specs } from '../../spec/losses/index.ts';
import { type Case, typedTensor } from '../case.ts';
import type { Implementation, LossSupport } from '../implementation.ts';
import { defaultsOf } from '../settings.ts';
import { Answers, type Subject } from './answers.ts';
import { Interrupted } from './interrupted.ts';

const support: LossSupport = {
  origin: 'library',
  params: { denominator: 'any' },
  reductions: ['none', 'sum', 'mean'],
  dtypes: ['f64'],
  wants: ['value', 'gradient.prediction'],
};
const subject: Subject = { spec: specs.mse!, support, supports: { mse: support }, specOf: (id) => specs[id] };
const target = typedTensor('f64', [0], [1]);
const one = typedTensor('f64', [1], [1]);
const at = Array.from({ length: 600 }, (_, x) => typedTensor('f64', [x], [1]));
/** Related cases share their tensors, by which they are told apart. */
const mse = (x: number, wants: Case['wants'] = ['value']): Case => ({
  loss: 'mse',
  dtype: 'f64',
  reduction: 'none',
  params: defaultsOf(specs.mse!),
  operands: { prediction: at[x]!, target },
  cotangent: one,
  wants,
  regime: 'ordinary',
});

/** Notes how many cases every question has. */
function noting(onQuestion: () => void = () => {}) {
  const questions: number[] = [];
  const implementation: Implementation = {
    describe: async () => {
      throw new Error('not asked');
    },
    async evaluate(cases) {
      questions.push(cases.length);
      onQuestion();
      return cases.map(({ operands, wants }) => ({
        status: 'value',
        outputs: Object.fromEntries(wants.map((want) => [want, operands.prediction!])),
      }));
    },
    async close() {},
  };
  return { implementation, questions };
}

describe('Answers', () => {
  it('asks equal cases once, and what is known not again', async () => {
    const { implementation, questions } = noting();
    const answers = new Answers(implementation);
    const both: Case['wants'] = ['value', 'gradient.prediction'];
    await answers.to([mse(1, both), mse(1, both), mse(2)], subject);
    const outcomes = await answers.to([mse(2), mse(1), mse(3)], subject);
    expect(questions).toEqual([2, 1]);
    expect(outcomes.map((o) => o.status === 'value' && o.outputs.value!.data[0])).toEqual([2, 1, 3]);
    await answers.afresh([mse(1)], subject);
    answers.forget();
    await answers.to([mse(1)], subject);
    expect(questions).toEqual([2, 1, 1, 1]);
    expect(answers.asked).toBe(5);
  });
  it('asks a long question in parts, and joins their answers in order', async () => {
    const { implementation, questions } = noting();
    const cases = Array.from({ length: 600 }, (_, i) => mse(i));
    const outcomes = await new Answers(implementation).to(cases, subject);
    expect(questions).toEqual([256, 256, 88]);
    expect(outcomes.map((o) => o.status === 'value' && o.outputs.value!.data[0])).toEqual(cases.map((_, i) => i));
  });
  it('asks for all that is wanted of a case at once', async () => {
    const { implementation, questions } = noting();
    const both: Case['wants'] = ['value', 'gradient.prediction'];
    const cases = [mse(1), mse(2), mse(1, both), mse(1, ['gradient.prediction'])];
    const outcomes = await new Answers(implementation).to(cases, subject);
    expect(questions).toEqual([2]);
    expect(outcomes.map((o) => o.status === 'value' && Object.keys(o.outputs))).toEqual([both, ['value'], both, both]);
  });
  it('takes a refusal for that of the same question alone', async () => {
    const { implementation, questions } = noting();
    const noGradients: Implementation = {
      ...implementation,
      evaluate: async (cases, form) =>
        (await implementation.evaluate(cases, form)).map((outcome, i) =>
          cases[i]!.wants.length > 1 ? { status: 'rejected', kind: 'domain', message: 'no gradient' } : outcome,
        ),
    };
    const answers = new Answers(noGradients);
    const cases = [mse(1), mse(1, ['value', 'gradient.prediction'])];
    for (let i = 0; i < 2; i++) {
      expect((await answers.to(cases, subject)).map(({ status }) => status)).toEqual(['value', 'rejected']);
      expect(questions).toEqual([1, 1]);
    }
  });
  it('ends between two parts where the user ends the run', async () => {
    let pressed = false;
    const { implementation, questions } = noting(() => setImmediate(() => (pressed = true)));
    const cases = Array.from({ length: 600 }, (_, i) => mse(i));
    const asked = new Answers(implementation, { interrupted: () => pressed }).to(cases, subject);
    await expect(asked).rejects.toThrow(Interrupted);
    expect(questions).toEqual([256]);
  });
  it('counts the time that the implementation says it took, where it knows better', async () => {
    const { implementation } = noting();
    const slow = { ...implementation, evaluatedMs: 5 };
    const answers = new Answers(slow);
    const asked = answers.to([mse(1)], subject);
    slow.evaluatedMs += 7;
    await asked;
    expect(answers.waited).toBe(7);
  });
});

describe('another loss that a law needs', () => {
  const mae = (x: number): Case => ({ ...mse(x), loss: 'mae', params: defaultsOf(specs.mae!) });
  /** In which forms both are asked, or what is lacking. */
  async function formsOf(form: string | undefined, ...keys: string[]): Promise<unknown[]> {
    const { implementation } = noting();
    const forms: unknown[] = [];
    const evaluate: Implementation['evaluate'] = (cases, asked) => {
      forms.push(...cases.map(({ loss }) => `${loss}@${asked ?? ''}`));
      return implementation.evaluate(cases, asked);
    };
    const of: Subject = {
      ...subject,
      ...(form === undefined ? {} : { form }),
      supports: Object.fromEntries(keys.map((key) => [key, support])),
    };
    const outcomes = await new Answers({ ...implementation, evaluate }).to([mae(1), mse(2), mae(3)], of);
    expect(outcomes[1]).toMatchObject({ outputs: { value: { data: Float64Array.of(2) } } });
    const [first, , last] = outcomes;
    if (first!.status === 'unsupported') return [...forms, first!.what];
    expect([first, last]).toMatchObject([1, 3].map((x) => ({ outputs: { value: { data: Float64Array.of(x) } } })));
    return forms;
  }
  it('is asked as it is usually computed', async () => {
    const forms = ['mse@base', 'mae@', 'mae@'];
    expect(await formsOf('base', 'mse', 'mse@base', 'mae', 'mae@base')).toEqual(forms);
  });
  it('is asked in the same form where it has no other way', async () => {
    expect(await formsOf('base', 'mse@base', 'mae@base')).toEqual(['mse@base', 'mae@base', 'mae@base']);
  });
  it('is lacking where it has other forms only, or none', async () => {
    const what = 'it needs the plain loss mae, without a form';
    expect(await formsOf('base', 'mse@base', 'mae@fused')).toEqual(['mse@base', `${what} or in the same one`]);
    expect(await formsOf(undefined, 'mse', 'mae@fused')).toEqual(['mse@', what]);
    expect(await formsOf('base', 'mse@base')).toEqual(['mse@base', 'it needs mae, which is not there']);
  });
});
