// What fixtures need of node:zlib, where there is none.
const table = Uint32Array.from({ length: 256 }, (_, n) => {
  let x = n;
  for (let k = 0; k < 8; k++) x = x & 1 ? (x >>> 1) ^ 0xedb88320 : x >>> 1;
  return x;
});

export function crc32(bytes: Uint8Array): number {
  let x = 0xffffffff;
  for (const b of bytes) x = (x >>> 8) ^ table[(x ^ b) & 255]!;
  return ~x >>> 0;
}
