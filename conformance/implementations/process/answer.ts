import { same } from '../../../reference/tensor/shape.ts';
import { type Case, type StorageType, shapeOfOutput, type TypedTensor, tensorFromJson, type Want } from '../../case.ts';
import type { Outcome } from '../../outcome.ts';
import type { Answer, WireTensor } from './messages.ts';

/** An answer that names its item but breaks the protocol. */
export interface Malformed {
  readonly malformed: string;
}

/**
 * What an answer says of its case. Outputs must be exactly as wanted: every one there, in the storage type that the
 * implementation declares, the value shaped as the cotangent, gradients as their operands (of parameters: rank 0).
 * Outputs that were not wanted are not looked at.
 */
export function outcomeOf(answer: Answer | Malformed, c: Case, storage: StorageType): Outcome {
  if ('malformed' in answer) return { status: 'protocol_error', detail: answer.malformed };
  if ('rejected' in answer) return { status: 'rejected', ...answer.rejected };
  if ('unsupported' in answer) return { status: 'unsupported', what: answer.unsupported.what };
  if ('error' in answer) return { status: 'adapter_error', trace: answer.error.trace };
  const outputs: Partial<Record<Want, TypedTensor>> = {};
  for (const want of c.wants) {
    const output = answer.ok.outputs[want];
    const wrong = output ? flaw(output, shapeOfOutput(c, want), storage) : 'it is missing';
    if (wrong) return { status: 'protocol_error', detail: `output ${want}: ${wrong}` };
    try {
      outputs[want] = tensorFromJson(output!, `output ${want}`);
    } catch (error) {
      return { status: 'protocol_error', detail: (error as Error).message };
    }
  }
  return { status: 'value', outputs };
}

function flaw({ dtype, shape }: WireTensor, expected: readonly number[], storage: StorageType): string | undefined {
  if (dtype !== storage) return `its dtype is ${dtype}, expected ${storage}`;
  if (!same(shape, expected)) return `its shape is [${shape}], expected [${expected}]`;
  return undefined;
}
