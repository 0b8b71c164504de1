// Evaluates a case on which the fake adapter hangs: the tests interrupt this process in the midst of it.
import { processImplementation } from '../../process.ts';
import { fakeAdapter, fakeCases } from './fake-cases.ts';

const implementation = processImplementation(fakeAdapter('hang'), { timeoutMs: 60_000 });
await implementation.describe();
console.log('asking');
await implementation.evaluate(fakeCases(1, [0]));
