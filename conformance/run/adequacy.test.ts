import { describe, expect, it } from 'vitest';
import { specs } from '../../spec/losses/index.ts';
import { referenceImplementation } from '../implementations/reference.ts';
import { type Perturbation, perturbations } from '../mutants/perturbations.ts';
import { lawAdequacy } from './adequacy.ts';

const adequacy = (loss: string, law: string, tried: readonly Perturbation[]) =>
  lawAdequacy({
    specs: [specs[loss]!],
    perturbations: tried,
    selected: (_, other) => other === law,
    dtype: 'f64',
    seed: 1,
  });

describe('lawAdequacy', () => {
  it('names the first perturbation that a law notices', async () => {
    expect(await adequacy('mse', 'non_negative', perturbations)).toMatchObject([
      { loss: 'mse', law: 'non_negative', brokenBy: { class: 'value' } },
    ]);
  });
  it('asks laws that are stated for another value of a convention', async () => {
    const [found] = await adequacy('uncertainty_weighting', 'two_routes', perturbations);
    expect(found?.brokenBy).toMatchObject({ perturbation: 'value-noise', class: 'value' });
  });
  it('finds nothing where nothing is wrong', async () => {
    const none: Perturbation = { id: 'none', mistake: 'changes nothing', of: () => referenceImplementation() };
    const found = [
      ...(await adequacy('mse', 'non_negative', [none])),
      ...(await adequacy('uncertainty_weighting', 'two_routes', [none])),
    ];
    expect(found).toEqual([
      { loss: 'mse', law: 'non_negative' },
      { loss: 'uncertainty_weighting', law: 'two_routes' },
    ]);
  });
});
