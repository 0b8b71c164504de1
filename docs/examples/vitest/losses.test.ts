import { conformance } from 'lossproof/vitest';
// @ts-expect-error plain JavaScript
import { huber, mae } from './losses.mjs';

// One test for each law of each loss; what these losses do not have (weights, gradients) is skipped, with the reason.
await conformance({ losses: { huber, mae } });
