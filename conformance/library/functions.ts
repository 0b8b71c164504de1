import type { LossSpec } from '../../spec/language/loss-spec.ts';
import { specs as ownSpecs } from '../../spec/losses/index.ts';
import type { Description, Implementation } from '../implementation.ts';
import { answerCase } from '../implementations/module/answer-case.ts';
import { readyMessage } from '../implementations/module/ready.ts';
import type { UserModule } from '../implementations/module/user-module.ts';
import { outcomeOf } from '../implementations/process/answer.ts';
import type { Answer } from '../implementations/process/messages.ts';

/** Functions of this process as an implementation of these losses, asked as those of a module are. */
export async function functions(
  name: string,
  given: UserModule,
  specs: Readonly<Record<string, LossSpec>> = ownSpecs,
): Promise<Implementation> {
  const { implementation, arithmetic, supports } = await readyMessage(name, given, { specs });
  const keyOf = (loss: string, form?: string): string => (form === undefined ? loss : `${loss}@${form}`);
  const description: Description = {
    ...implementation,
    arithmetic,
    losses: Object.fromEntries(supports.map(({ loss, form, ...support }) => [keyOf(loss, form), support])),
  };
  return {
    describe: async () => description,
    evaluate: async (cases, form) =>
      await Promise.all(
        cases.map(async (c) => {
          const [loss, spec] = [given.losses[keyOf(c.loss, form)], specs[c.loss]];
          if (!loss || !spec) return { status: 'unsupported' as const, what: c.loss };
          const storage = arithmetic[c.dtype]?.storage ?? c.dtype;
          return outcomeOf((await answerCase(loss, spec, c, storage)) as Answer, c, storage);
        }),
      ),
    close: async () => {},
  };
}
