// Where the runner gets the admissible algorithms: acceptance is the only judge that looks at them.
export { references } from '../../reference/losses/index.ts';
export type { LossReference } from '../../reference/losses/loss-reference.ts';
