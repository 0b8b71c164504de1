// LINEX as somebody might have it, right but for one sign: `linex@mirrored` punishes the wrong side.
//   npx lossproof run --loss docs/examples/my-loss --select 'linex{,@*}' docs/examples/my-loss/linex.mjs
const linex =
  (side) =>
  ({ prediction, target, weight }, { a, b, denominator, reduction, empty }) => {
    const counts = weight ?? prediction.map(() => 1);
    const terms = prediction.map((p, i) => {
      const x = side * a * (p - target[i]);
      return counts[i] === 0 ? 0 : counts[i] * b * (Number.isFinite(x) ? Math.exp(x) - x - 1 : Math.abs(x));
    });
    const sum = (xs) => xs.reduce((total, x) => total + x, 0);
    if (reduction === 'none') return terms;
    if (reduction === 'sum') return sum(terms);
    const over = denominator === 'count' ? terms.length : sum(counts);
    if (over === 0 && empty === 'throw') throw new RangeError('a mean over nothing');
    return over === 0 && empty === 'zero' ? 0 : sum(terms) / over;
  };

export const losses = { linex: linex(1), 'linex@mirrored': linex(-1) };
