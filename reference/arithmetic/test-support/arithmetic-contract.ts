import { describe } from 'vitest';
import { kernelContract } from './kernel-contract.ts';
import { layoutContract } from './layout-contract.ts';
import { reductionContract } from './reduction-contract.ts';
import { softmaxContract } from './softmax-contract.ts';
import { checksOf, type Subject } from './subject.ts';

/** What every arithmetic must do, on numbers for which the exact answer is known. Tests of an arithmetic call it. */
export function arithmeticContract<R>(name: string, subject: () => Subject<R>): void {
  describe(`${name} keeps the contract of an arithmetic`, () => {
    const checks = checksOf(subject);
    kernelContract(checks);
    reductionContract(checks);
    layoutContract(checks);
    softmaxContract(checks);
  });
}
