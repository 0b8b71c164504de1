import type { Want } from '../../conformance/case.ts';
import { chooseImplementation } from '../../conformance/cli/choose-implementation.ts';
import type { Outcome } from '../../conformance/outcome.ts';
import { replay } from '../../conformance/run/replay.ts';
import type { Board } from './board.ts';
import { type Defect, defectOf } from './defect.ts';

/**
 * Asks the library every claim of a run again, as its replay line does, and prints what it says. Whether the law is
 * broken for every case, and every number is the one that is claimed.
 */
export async function confirm({ runs, claims }: Board, name: string, words: readonly string[]): Promise<boolean> {
  const command = words[0] === '--' ? words.slice(1) : undefined;
  const { implementation } = await chooseImplementation(command ? undefined : words[0], command);
  const results: boolean[] = [];
  try {
    for (const claim of claims.filter((c) => c.run === name)) {
      const defect = defectOf(claim, runs);
      const { verdict } = await replay(implementation, defect.replay, { strict: false });
      const [outcome] = await implementation.evaluate([defect.case], defect.replay.form);
      const got = answerOf(outcome!, defect);
      const holds = verdict.verdict === 'fail' && got === claim.got;
      results.push(holds);
      console.log(`${holds ? 'confirmed' : 'NOT SO   '} ${claim.expectation}: ${got} against ${defect.exact}`);
      if (!holds) console.log(`          ${verdict.verdict}, and ${claim.got} is claimed`);
    }
  } finally {
    await implementation.close();
  }
  if (results.length === 0) console.log(`no claim is made of ${name}`);
  return results.length > 0 && results.every(Boolean);
}

function answerOf(outcome: Outcome, { claim }: Defect): string {
  if (outcome.status === 'rejected') return `refused: ${outcome.message.split('\n')[0]}`;
  if (outcome.status !== 'value') return outcome.status;
  const x = outcome.outputs[claim.output as Want]?.data[claim.index];
  return Object.is(x, -0) ? '-0' : String(x);
}
