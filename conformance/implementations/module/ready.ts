import { basename } from 'node:path';
import type { Dtype } from '../../../reference/tensor/format.ts';
import type { LossSpec } from '../../../spec/language/loss-spec.ts';
import { type ArithmeticDeclaration, plainDeclaration } from '../../acceptance/declaration.ts';
import { didYouMean } from '../../did-you-mean.ts';
import { formName, formNameRule } from '../../form-name.ts';
import type { Description, LossSupport } from '../../implementation.ts';
import { probe } from './probe.ts';
import type { UserModule } from './user-module.ts';

export interface ModuleReady {
  readonly op: 'ready';
  readonly protocol: 1;
  readonly implementation: Omit<Description, 'arithmetic' | 'losses'>;
  readonly arithmetic: Description['arithmetic'];
  readonly supports: readonly (LossSupport & { readonly loss: string; readonly form?: string })[];
}

interface Trials {
  readonly specs: Readonly<Record<string, LossSpec>>;
  /** Functions that do not come back from a trial: they have what one has that answers no example. */
  readonly untried?: ReadonlySet<string>;
  readonly onTrial?: (loss: string) => void;
}

/**
 * The ready message of protocol 1 for a module: what it says of itself, and what is found by trying. Throws an Error
 * where a loss is none of the spec, or the name of a form cannot be one.
 */
export async function readyMessage(
  path: string,
  { losses, describe }: UserModule,
  { specs, untried, onTrial }: Trials,
): Promise<ModuleReady> {
  const declared = Object.entries(describe.arithmetic ?? { f64: 'f64' });
  const arithmetic = Object.fromEntries(
    declared.map(([dtype, how]) => [
      dtype,
      typeof how === 'string' ? { ...plainDeclaration(how), storage: dtype } : how,
    ]),
  ) as Partial<Record<Dtype, ArithmeticDeclaration>>;
  const supports: ModuleReady['supports'][number][] = [];
  for (const [key, loss] of Object.entries(losses)) {
    const { id, form } = partsOf(key);
    const spec = specs[id];
    if (!spec) {
      const near = didYouMean(id, Object.keys(specs));
      const hint = near ? `.${near}` : '; `lossproof list` has the names.';
      throw new Error(`losses.${id} is no loss of the spec${hint} A loss of yours is given with --loss DIR.`);
    }
    const isTried = !untried?.has(key);
    if (isTried) onTrial?.(key);
    const support = await probe(
      isTried ? loss : noAnswer,
      spec,
      describe.losses?.[key] ?? {},
      Object.keys(arithmetic) as Dtype[],
    );
    supports.push({ loss: id, ...(form === undefined ? {} : { form }), ...support });
  }
  return {
    op: 'ready',
    protocol: 1,
    implementation: {
      name: describe.name ?? basename(path),
      version: describe.version ?? '0',
      language: `JavaScript (Node ${process.versions.node})`,
      device: describe.device ?? 'cpu',
      deterministic: describe.deterministic ?? true,
      validates: describe.validates ?? false,
    },
    arithmetic,
    supports,
  };
}

const noAnswer = (): never => {
  throw new Error('not tried');
};

/** The loss and the form of `loss@form`; throws an Error where no test could be named after the form. */
function partsOf(key: string): { readonly id: string; readonly form: string | undefined } {
  const at = key.indexOf('@');
  if (at < 0) return { id: key, form: undefined };
  const form = key.slice(at + 1);
  if (!formName.test(form)) throw new Error(`losses[${JSON.stringify(key)}]: ${formNameRule}`);
  return { id: key.slice(0, at), form };
}
