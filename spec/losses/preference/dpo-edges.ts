import type { Edge } from '../../language/sample.ts';

const pair = (chosen: number, rejected: number) => ({ policy_chosen: [chosen], policy_rejected: [rejected] });

/** What direct preference optimisation gives on the rim of its definition. */
export const dpoEdges: readonly Edge[] = [
  { title: 'a mean over nothing', operands: { policy_chosen: [], policy_rejected: [] }, value: Number.NaN },
  {
    title: 'a chosen answer, and a rejected one, that the policy cannot give',
    operands: { policy_chosen: [-Infinity, -1], policy_rejected: [-1, -Infinity] },
    reduction: 'none',
    value: [Infinity, 0],
  },
  {
    title: 'a reference that cannot give them',
    operands: {
      policy_chosen: [-1, -1],
      policy_rejected: [-1, -1],
      reference_chosen: [-Infinity, -1],
      reference_rejected: [-1, -Infinity],
    },
    reduction: 'none',
    value: [0, Infinity],
  },
  {
    title: 'with smoothing either one is infinitely too sure',
    operands: { policy_chosen: [-Infinity, -1], policy_rejected: [-1, -Infinity] },
    params: { label_smoothing: 0.1 },
    reduction: 'none',
    value: [Infinity, Infinity],
  },
  { title: 'neither answer can be given', operands: pair(-Infinity, -Infinity), value: Number.NaN },
  {
    title: 'far on the wrong side',
    operands: pair(-20000, 0),
    value: 2000,
    gradient: { policy_chosen: [-0.1], policy_rejected: [0.1] },
  },
  {
    title: 'nearly sure: exp(-33), which is not nothing',
    operands: pair(-1, -34),
    params: { beta: 1 },
    value: 4.658886145103387e-15,
    gradient: { policy_chosen: [-4.658886145103376e-15], policy_rejected: [4.658886145103376e-15] },
  },
  {
    title: 'a tie, one label in four wrong',
    operands: { policy_chosen: [-3], policy_rejected: [-3], reference_chosen: [-2], reference_rejected: [-2] },
    params: { beta: 1, label_smoothing: 0.25 },
    value: Math.LN2,
    gradient: {
      policy_chosen: [-0.25],
      policy_rejected: [0.25],
      reference_chosen: [0.25],
      reference_rejected: [-0.25],
      beta: 0,
      label_smoothing: 0,
    },
  },
  { title: 'beta 0', operands: pair(-1, -2), params: { beta: 0 }, value: 'rejected' },
  { title: 'smoothing above 1', operands: pair(-1, -2), params: { label_smoothing: 1.5 }, value: 'rejected' },
  { title: 'negative smoothing', operands: pair(-1, -2), params: { label_smoothing: -0.1 }, value: 'rejected' },
];
