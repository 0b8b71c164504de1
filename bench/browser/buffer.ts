// What fixtures need of Node's Buffer, where there is none: esbuild puts it wherever a file speaks of it.
class Bytes extends Uint8Array {
  private get view(): DataView {
    return new DataView(this.buffer, this.byteOffset, this.byteLength);
  }
  writeUInt8(x: number, at: number): void {
    this.view.setUint8(at, x);
  }
  writeUInt16LE(x: number, at: number): void {
    this.view.setUint16(at, x, true);
  }
  writeUInt32LE(x: number, at: number): void {
    this.view.setUint32(at, x, true);
  }
  writeBigInt64LE(x: bigint, at: number): void {
    this.view.setBigInt64(at, x, true);
  }
  writeBigUInt64LE(x: bigint, at: number): void {
    this.view.setBigUint64(at, x, true);
  }
  writeFloatLE(x: number, at: number): void {
    this.view.setFloat32(at, x, true);
  }
  writeDoubleLE(x: number, at: number): void {
    this.view.setFloat64(at, x, true);
  }
  override toString(encoding?: 'hex' | 'base64'): string {
    if (encoding === 'hex') return Array.from(this, (b) => b.toString(16).padStart(2, '0')).join('');
    if (encoding === 'base64') return btoa(Array.from(this, (b) => String.fromCharCode(b)).join(''));
    return new TextDecoder().decode(this);
  }
}

export const Buffer = {
  alloc: (length: number): Bytes => new Bytes(length),
  from(x: string | ArrayLike<number>, encoding?: 'hex'): Bytes {
    if (typeof x !== 'string') return new Bytes(x);
    if (encoding !== 'hex') return new Bytes(new TextEncoder().encode(x));
    return new Bytes((x.match(/../g) ?? []).map((digits) => Number.parseInt(digits, 16)));
  },
  concat(parts: readonly Uint8Array[]): Bytes {
    const out = new Bytes(parts.reduce((sum, part) => sum + part.length, 0));
    let at = 0;
    for (const part of parts) {
      out.set(part, at);
      at += part.length;
    }
    return out;
  },
  compare(a: Uint8Array, b: Uint8Array): number {
    const i = a.findIndex((byte, k) => byte !== b[k]);
    return i < 0 ? a.length - b.length : b[i] === undefined ? 1 : a[i]! - b[i]!;
  },
};
