let allowed: boolean | undefined;

/** Whether programs may be compiled: a content security policy may forbid it. */
export function mayGenerateCode(): boolean {
  if (allowed === undefined) {
    try {
      allowed = new Function('return true')() === true;
    } catch {
      allowed = false;
    }
  }
  return allowed;
}

/** A number as JavaScript writes it, zero's sign included. */
export function numberLiteral(v: number): string {
  return `(${Object.is(v, -0) ? '-0' : v})`;
}
