import { expect, test } from 'vitest';
import { HandingDown } from '../../reference/arithmetic/test-support/handing-down.ts';
import { specs } from '../../spec/losses/index.ts';
import { referenceImplementation } from '../implementations/reference.ts';
import { run } from '../run/run.ts';

const differentiating = referenceImplementation({ arithmetic: HandingDown, name: 'node by node' });

test.each(Object.keys(specs))('%s is right where the cotangent is handed down from node to node', async (loss) => {
  const { tests } = await run(differentiating, {
    specs: Object.values(specs),
    select: `${loss}/{gradient,cotangent_linear}`,
    profile: 'smoke',
    seed: 631098,
    dtypes: ['f32'],
    strict: false,
    expectations: [],
  });
  const broken = tests.flatMap(({ id, verdict }) =>
    verdict.verdict === 'fail' ? [[id, verdict.evidence.message]] : [],
  );
  expect(broken).toEqual([]);
  expect(tests.filter(({ verdict }) => verdict.verdict === 'pass').length).toBeGreaterThan(0);
});
