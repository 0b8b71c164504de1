import type { Dialect } from '../language/dialect.ts';

/** The loss of torchaudio. */
export const torchaudio: Dialect = {
  id: 'torchaudio',
  library: 'torchaudio',
  versions: '0.13 and 2.11',
  losses: {
    rnn_transducer: {
      function: 'torchaudio.functional.rnnt_loss',
      params: { empty: 'throw' },
      differs:
        'the blank is the last class by default; padding that no sequence needs is refused; log-probabilities are not taken by 0.13',
      source: 'torchaudio/functional/functional.py and src/libtorchaudio/rnnt/cpu at 2.11; values run',
    },
  },
};
