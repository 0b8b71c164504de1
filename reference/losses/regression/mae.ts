import { abs } from '../../arithmetic/kernel/functions.ts';
import { elementLoss } from '../element-loss.ts';
import { defineReference } from '../loss-reference.ts';

/** The magnitude of the difference. */
export const mae = defineReference(
  'mae',
  elementLoss((p, t) => abs(p.sub(t)), 'prediction', 'target'),
);
