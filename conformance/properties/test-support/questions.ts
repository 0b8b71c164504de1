import type { Question } from './examine.ts';

/** Three elements that differ, one of them far. */
export const regression: Question = {
  sample: { operands: { prediction: [0.5, -2, 7.25], target: [1, 1.5, -3] } },
  wants: ['value', 'gradient.prediction', 'gradient.target'],
};
export const weighted: Question = {
  ...regression,
  sample: { operands: { ...regression.sample.operands, weight: [1, 0.5, 3] } },
};

/** Three rows of three classes, none of them tied. */
export const classification: Question = {
  sample: {
    operands: {
      logits: [
        [2, 1, 0.125],
        [0.5, -2.5, 0.25],
        [-1, 0.75, 3],
      ],
      target: [0, 1, 1],
    },
  },
  wants: ['value', 'gradient.logits'],
};
export const classWeighted: Question = {
  ...classification,
  sample: { operands: { ...classification.sample.operands, class_weight: [1, 2, 0.5] } },
};
export const ignoring: Question = {
  ...classification,
  sample: {
    operands: { ...classification.sample.operands, target: [0, -100, 1] },
    params: { ignore_index: -100 },
  },
};

/** Two triplets inside the margin, of three coordinates. */
export const triplets: Question = {
  sample: {
    operands: {
      anchor: [
        [0, 0, 1],
        [1, 2, 0.5],
      ],
      positive: [
        [1.5, -2, 0],
        [0.25, 0, 4],
      ],
      negative: [
        [0.5, 1, 1.25],
        [2, 2.5, 1],
      ],
    },
  },
  wants: ['value', 'gradient.anchor', 'gradient.positive', 'gradient.negative'],
};

export const labels: Question = {
  sample: { operands: { logits: [1.5, -0.75, 4], target: [1, 0.25, 0] } },
  wants: ['value', 'gradient.logits', 'gradient.target'],
};

/** The question under another reduction. */
export const under = (question: Question, reduction: 'none' | 'sum' | 'mean'): Question => ({
  ...question,
  sample: { ...question.sample, reduction },
});
/** The question with these parameters. */
export const withParams = (question: Question, params: NonNullable<Question['sample']['params']>): Question => ({
  ...question,
  sample: { ...question.sample, params: { ...question.sample.params, ...params } },
});
