// The digest of a small set of fixtures, which is made here and not written: it must be the same on every engine, and the
// same as `lossproof fixtures generate` prints. docs/results/fixtures-identity.txt has how it is run in a browser.
import { references } from '../conformance/acceptance/references.ts';
import { byPath, type FileEntry, rootDigest, type SetOptions, sha256 } from '../fixtures/set/manifest.ts';
import { setFiles } from '../fixtures/set/set-files.ts';
import { specs } from '../spec/losses/index.ts';

const ids =
  'bce_with_logits,cauchy,circle,ciou,cosine_distance,cross_entropy,dice,gaussian_nll,huber,log_cosh,poisson_nll';
const options: SetOptions = {
  format: 'safetensors',
  losses: ids.split(','),
  dtypes: ['f32'],
  seed: 1,
  cases: null,
  elements: null,
  regimes: null,
};
const losses = options.losses.map((id) => ({ spec: specs[id]!, reference: references[id]! }));
const files: FileEntry[] = [];
for await (const part of setFiles(options, losses)) {
  for (const [path, bytes] of part.files) files.push({ path, bytes: bytes.length, sha256: sha256(bytes) });
}
files.sort(byPath);
for (const { path, sha256: digest } of files) console.log(`${digest}  ${path}`);
console.log(`digest ${rootDigest(files)}`);
