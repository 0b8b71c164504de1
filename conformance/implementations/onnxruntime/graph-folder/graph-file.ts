import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { readMetadata } from '../../../../reference/arithmetic/onnx/read-metadata.ts';
import type { Dtype } from '../../../../reference/tensor/format.ts';
import type { LossSpec } from '../../../../spec/language/loss-spec.ts';
import type { ParamValue } from '../../../../spec/language/param.ts';
import type { Reduction } from '../../../../spec/language/reduction.ts';
import type { Want } from '../../../case.ts';
import { formName, formNameRule } from '../../../form-name.ts';
import { UsageError } from '../../../run/usage-error.ts';
import { defaultsOf } from '../../../settings.ts';

const paramValue = z.union([z.number(), z.string(), z.boolean(), z.null()]);

/** What stands in `NAME.json` beside `NAME.onnx`. */
const sidecar = z.strictObject({
  loss: z.string(),
  /** Another way to compute the loss, judged on its own: `loss@form`. */
  form: z.string().regex(formName, formNameRule).optional(),
  dtype: z.enum(['f32', 'f64', 'f16', 'bf16']).default('f32'),
  reduction: z.enum(['none', 'sum', 'mean']).default('mean'),
  /** The values of parameters that are built in; the spec's defaults where left out. */
  params: z.record(z.string(), paramValue).default({}),
  /** The operand, parameter or `cotangent` that an input takes, by the input's name; the same name where left out. */
  inputs: z.record(z.string(), z.string()).default({}),
  /** `value` or `gradient.<operand>`, by the output's name; the same name where left out. */
  outputs: z.record(z.string(), z.string()).default({}),
});

/** One `.onnx` file and what it is of. */
export interface GraphFile {
  readonly path: string;
  readonly bytes: Uint8Array<ArrayBuffer>;
  readonly loss: string;
  readonly form?: string;
  readonly dtype: Dtype;
  readonly reduction: Reduction;
  /** The values that are built in. */
  readonly params: Readonly<Record<string, ParamValue>>;
  readonly inputs: Readonly<Record<string, string>>;
  readonly outputs: Readonly<Record<string, Want>>;
}

/**
 * The graphs of a folder, each with a JSON beside it or with the metadata that `lossproof graphs` writes. Throws a
 * UsageError that names the file where there are none, or where one does not say what it is.
 */
export function graphFiles(folder: string, specs: Readonly<Record<string, LossSpec>>): GraphFile[] {
  const names = readdirSync(folder).filter((name) => name.endsWith('.onnx'));
  if (names.length === 0) throw new UsageError(`there is no .onnx file in ${folder}`);
  return names.sort().map((name) => {
    const path = join(folder, name);
    const bytes = new Uint8Array(readFileSync(path));
    const beside = path.replace(/\.onnx$/, '.json');
    const said = existsSync(beside) ? fromJson(beside) : fromMetadata(path, bytes);
    const spec = specs[said.loss];
    if (!spec) throw new UsageError(`${path} is of ${said.loss}, which is no loss of the spec`);
    for (const param of Object.keys(said.params)) {
      if (!spec.params[param]) throw new UsageError(`${path}: ${spec.id} has no parameter ${param}`);
    }
    if (!spec.reductions.includes(said.reduction))
      throw new UsageError(`${path}: ${spec.id} has no reduction ${said.reduction}`);
    const { form, ...rest } = said;
    const outputs = said.outputs as Record<string, Want>;
    return {
      ...rest,
      path,
      bytes,
      outputs,
      ...(form ? { form } : {}),
      params: { ...defaultsOf(spec), ...said.params },
    };
  });
}

function fromJson(path: string): z.infer<typeof sidecar> {
  let json: unknown;
  try {
    json = JSON.parse(readFileSync(path, 'utf8'));
  } catch (error) {
    throw new UsageError(`${path} is no JSON: ${(error as Error).message}`);
  }
  return checked(path, json);
}

function checked(path: string, json: unknown): z.infer<typeof sidecar> {
  const { success, data, error } = sidecar.safeParse(json);
  if (success) return data;
  const [first] = error.issues;
  throw new UsageError(`${path}: ${first!.path.join('.') || 'the top'}: ${first!.message}`);
}

function fromMetadata(path: string, bytes: Uint8Array): z.infer<typeof sidecar> {
  let metadata: Readonly<Record<string, string>>;
  try {
    metadata = readMetadata(bytes);
  } catch (error) {
    throw new UsageError(`${path}: ${(error as Error).message}`);
  }
  const { loss, settings, dtype, form, algorithm = 'strict' } = metadata;
  if (loss === undefined || settings === undefined) {
    const json = path.replace(/\.onnx$/, '.json');
    throw new UsageError(`${path} does not say which loss it is: write {"loss": "..."} into ${json}`);
  }
  const { reduction, ...params } = JSON.parse(settings) as Record<string, ParamValue>;
  const way = form ?? (algorithm === 'strict' ? undefined : algorithm.replaceAll(/\W+/g, '-'));
  return checked(path, { loss, dtype, reduction, params, ...(way ? { form: way } : {}) });
}
