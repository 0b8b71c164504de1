// Huber and mean absolute error for a list of numbers, each reduced as it is asked to.
const reduced = (terms, reduction) => {
  if (reduction === 'none') return terms;
  const sum = terms.reduce((total, x) => total + x, 0);
  return reduction === 'sum' ? sum : sum / terms.length;
};
const elementwise =
  (term) =>
  ({ prediction, target }, params) =>
    reduced(
      [prediction].flat(9).map((p, i) => term(p, [target].flat(9)[i], params)),
      params.reduction,
    );

export const mae = elementwise((p, t) => Math.abs(p - t));
export const huber = elementwise((p, t, { delta }) => {
  const e = Math.abs(p - t);
  return e <= delta ? (e * e) / 2 : delta * (e - delta / 2);
});
