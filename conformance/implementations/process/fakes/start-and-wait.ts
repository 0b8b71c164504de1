// Evaluates a case on which the fake adapter hangs: the tests interrupt this process in the midst of it. With the argument
// `listens` it answers the first interrupt itself, as a command line that stops in its own time does.
import { processImplementation } from '../../process.ts';
import { fakeAdapter, fakeCases } from './fake-cases.ts';

if (process.argv[2] === 'listens') process.once('SIGINT', () => console.log('stopping'));
const implementation = processImplementation(fakeAdapter('hang'), { timeoutMs: 60_000 });
await implementation.describe();
console.log('asking');
await implementation.evaluate(fakeCases(1, [0]));
