/**
 * The upper ends of the bins in which errors are counted, as fractions and multiples of the permitted ones: 0 is an answer
 * within half an ulp, what is above 1 fails, NaN is with what is infinitely far off.
 */
export const errorBins = [0, 0.001, 0.002, 0.005, 0.01, 0.02, 0.05, 0.1, 0.2, 0.5, 1, 10, 1000, Infinity] as const;

/** The upper end of the bin of an error. */
export const binOf = (ratio: number): number => errorBins.find((end) => ratio <= end) ?? Infinity;
