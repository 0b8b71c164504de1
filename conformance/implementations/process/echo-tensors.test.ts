import { describe, expect, it } from 'vitest';
import { echoDifference, echoTensors } from './echo-tensors.ts';

/** Every number of a dtype in the echo, as hexadecimal digits, most significant first. */
function bits(dtype: string, width: number): string[] {
  return echoTensors()
    .filter((t) => t.dtype === dtype)
    .flatMap(({ data }) => {
      const bytes = Buffer.from(data, 'base64');
      return Array.from({ length: bytes.length / width }, (_, i) =>
        Buffer.from(bytes.subarray(i * width, (i + 1) * width))
          .reverse()
          .toString('hex'),
      );
    });
}

describe('echoTensors', () => {
  // NaN, the infinities, both zeros, smallest and largest subnormal, smallest normal, largest, and 1 with its successor.
  it.each([
    ['f16', 2, '7e00 7c00 fc00 0000 8000 0001 8001 03ff 83ff 0400 7bff fbff 3c00 3c01'],
    ['bf16', 2, '7fc0 7f80 ff80 0000 8000 0001 8001 007f 807f 0080 7f7f ff7f 3f80 3f81'],
    ['f32', 4, '7fc00000 7f800000 80000000 00000001 807fffff 00800000 7f7fffff ff7fffff 3f800001'],
    ['f64', 8, '7ff8000000000000 fff0000000000000 8000000000000000 0000000000000001 800fffffffffffff 7fefffffffffffff'],
    ['i64', 8, '0000000000000000 ffffffffffffffff ffffffffffffff9c 001fffffffffffff ffe0000000000001'],
  ])('holds the extremes of %s', (dtype, width, wanted) => {
    expect(bits(dtype, width)).toEqual(expect.arrayContaining(wanted.split(' ')));
  });
  it('holds a rank-0 and an empty tensor of every floating-point dtype', () => {
    const shapes = echoTensors().map(({ dtype, shape }) => `${dtype}[${shape}]`);
    for (const dtype of ['f64', 'f32', 'f16', 'bf16']) {
      expect(shapes).toContain(`${dtype}[]`);
      expect(shapes).toContain(`${dtype}[2,0,3]`);
    }
  });
});

describe('echoDifference', () => {
  it('is nothing for the same bits', () => {
    expect(echoDifference(echoTensors(), echoTensors())).toBeUndefined();
  });
  it('names a changed bit, shape, dtype, length and count', () => {
    const [first, ...rest] = echoTensors();
    const changed = (change: object) => echoDifference([first!, ...rest], [{ ...first!, ...change }, ...rest]);
    const bytes = Buffer.from(first!.data, 'base64');
    bytes[8]! ^= 1;
    expect(changed({ data: bytes.toString('base64') })).toMatch(
      /tensor 0, f64\[19\]: the bits 0000000000000000 at position 1 came back as 0000000000000001/,
    );
    expect(changed({ shape: [1, 19] })).toMatch(/came back as f64\[1,19\]/);
    expect(changed({ dtype: 'f32' })).toMatch(/came back as f32\[19\]/);
    expect(changed({ data: '' })).toMatch(/has 152 bytes and came back with 0/);
    expect(echoDifference([first!, ...rest], rest)).toBe('13 tensors were sent and 12 came back');
  });
});
