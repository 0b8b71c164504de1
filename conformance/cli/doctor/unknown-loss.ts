import type { ProcessImplementation } from '../../implementations/process.ts';
import type { Answered } from './ask.ts';
import type { Check } from './check.ts';

/** Whether a loss that nobody has is unsupported, and neither answered nor the end. */
export async function checkUnknownLoss(implementation: ProcessImplementation, like: Answered): Promise<Check> {
  const name = 'unknown loss';
  const loss = 'no_such_loss';
  const [outcome] = await implementation.evaluate([{ ...like.case, loss }]);
  if (outcome!.status === 'unsupported')
    return { name, status: 'ok', says: ['a loss that it does not have is unsupported'] };
  const said =
    outcome!.status === 'value'
      ? `it has a value for ${loss}, which is no loss`
      : `${loss} is answered with ${outcome!.status}`;
  const fix =
    'look the name up, and answer `unsupported` where it is none of yours (docs/protocol.md, "evaluate, batch")';
  return { name, status: 'problem', says: [said], fix };
}
