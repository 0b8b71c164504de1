/** The upper 33 bits of log 2, whose product with an exponent is exact, and the rest of it. */
export const upperLn2 = Math.floor(Math.LN2 * 2 ** 33) / 2 ** 33;
export const lowerLn2 = 7.440617110012397e-11;

const smallest = -1022;
const powers = new Float64Array(1023 - smallest + 1);
for (let [k, p] = [0, 1]; k <= 1023; k++, p *= 2) powers[k - smallest] = p;
for (let [k, p] = [0, 1]; k >= smallest; k--, p /= 2) powers[k - smallest] = p;

/** 2^k for a whole k from -1022 to 1023. */
export const power2 = (k: number): number => powers[k - smallest]!;
