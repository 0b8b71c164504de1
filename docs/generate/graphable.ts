import { formsOf } from '../../conformance/implementations/onnxruntime/form.ts';
import { references } from '../../reference/losses/index.ts';
import { specs } from '../../spec/losses/index.ts';

/** Whether some algorithm of the loss can be written as an ONNX graph, with its gradients. */
export function graphable(id: string): string {
  const [spec, reference] = [specs[id], references[id]];
  if (!spec || !reference) return 'no';
  return formsOf({ spec, reference }).has('composed') ? 'yes' : 'no';
}
