// What fixtures need of node:crypto, where there is none: SHA-256 (FIPS 180-4).
const primes = firstPrimes(64);
const fraction = (x: number): number => ((x - Math.floor(x)) * 2 ** 32) >>> 0;
const start = primes.slice(0, 8).map((p) => fraction(Math.sqrt(p)));
const constants = primes.map((p) => fraction(cubeRoot(p)));

export function createHash(name: string) {
  if (name !== 'sha256') throw new RangeError(`there is no ${name} here`);
  const parts: Uint8Array[] = [];
  const hash = {
    update(data: Uint8Array | string) {
      parts.push(typeof data === 'string' ? new TextEncoder().encode(data) : data);
      return hash;
    },
    digest(_: 'hex'): string {
      return hex(digest(parts));
    },
  };
  return hash;
}

function digest(parts: readonly Uint8Array[]): number[] {
  const length = parts.reduce((sum, part) => sum + part.length, 0);
  const bytes = new Uint8Array(Math.ceil((length + 9) / 64) * 64);
  let at = 0;
  for (const part of parts) {
    bytes.set(part, at);
    at += part.length;
  }
  bytes[length] = 0x80;
  const view = new DataView(bytes.buffer);
  view.setBigUint64(bytes.length - 8, BigInt(length) * 8n);
  let state = start;
  for (let block = 0; block < bytes.length; block += 64) state = compressed(state, view, block);
  return state;
}

function compressed(state: readonly number[], view: DataView, block: number): number[] {
  const w = Array.from({ length: 64 }, (_, i) => (i < 16 ? view.getUint32(block + 4 * i) : 0));
  for (let i = 16; i < 64; i++) {
    const [x, y] = [w[i - 15]!, w[i - 2]!];
    const s0 = turned(x, 7) ^ turned(x, 18) ^ (x >>> 3);
    const s1 = turned(y, 17) ^ turned(y, 19) ^ (y >>> 10);
    w[i] = (w[i - 16]! + s0 + w[i - 7]! + s1) | 0;
  }
  let [a, b, c, d, e, f, g, h] = state as [number, number, number, number, number, number, number, number];
  for (let i = 0; i < 64; i++) {
    const one = (h + (turned(e, 6) ^ turned(e, 11) ^ turned(e, 25)) + ((e & f) ^ (~e & g)) + constants[i]! + w[i]!) | 0;
    const two = ((turned(a, 2) ^ turned(a, 13) ^ turned(a, 22)) + ((a & b) ^ (a & c) ^ (b & c))) | 0;
    [a, b, c, d, e, f, g, h] = [(one + two) | 0, a, b, c, (d + one) | 0, e, f, g];
  }
  return [a, b, c, d, e, f, g, h].map((x, i) => (x + state[i]!) | 0);
}

const turned = (x: number, by: number): number => (x >>> by) | (x << (32 - by));
const hex = (words: readonly number[]): string => words.map((x) => (x >>> 0).toString(16).padStart(8, '0')).join('');

/** By Newton's method, to the last digits: 32 bits of them are needed. */
function cubeRoot(p: number): number {
  let x = p;
  for (let i = 0; i < 60; i++) x -= (x * x * x - p) / (3 * x * x);
  return x;
}
function firstPrimes(count: number): number[] {
  const found: number[] = [];
  for (let n = 2; found.length < count; n++) if (found.every((p) => n % p !== 0)) found.push(n);
  return found;
}
