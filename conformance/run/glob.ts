/**
 * A predicate on test ids `loss/law/dtype` and `loss@form/law/dtype`. In a pattern `*` is anything within one part, `**`
 * anything across parts, `?` one character, `{a,b}` one of several, and a comma outside braces separates patterns of
 * which one must match. Parts that are missing at the end match anything, so `mse/edges` is its edges in every dtype; a
 * lone loss stands for all of its forms, too. Throws a RangeError that says what is wrong with the pattern.
 */
export function glob(pattern: string): (id: string) => boolean {
  let matches = compiled.get(pattern);
  if (!matches) {
    const expressions = alternatives(pattern).map((one) => expression(one.trim(), pattern));
    matches = (id) => expressions.some((e) => e.test(id));
    compiled.set(pattern, matches);
  }
  return matches;
}
/** Every law of every loss is held against the same expectations. */
const compiled = new Map<string, (id: string) => boolean>();

/** The patterns of which one must match: splits at the commas outside braces. */
export function alternatives(pattern: string): string[] {
  const parts = [''];
  let depth = 0;
  for (const c of pattern) {
    if (c === '{') depth++;
    if (c === '}') depth--;
    if (depth < 0 || depth > 1) break;
    if (c === ',' && depth === 0) parts.push('');
    else parts[parts.length - 1] += c;
  }
  if (depth !== 0) throw new RangeError(`the pattern ${JSON.stringify(pattern)} has braces that do not pair up`);
  return parts;
}

function expression(one: string, pattern: string): RegExp {
  if (one === '')
    throw new RangeError(`the pattern ${JSON.stringify(pattern)} is empty, or has nothing beside a comma`);
  const parts = one.split('/');
  const spans = parts.includes('**');
  if (parts.some((p) => p === '') || (!spans && parts.length > 3)) {
    throw new RangeError(`the pattern ${JSON.stringify(one)} is not made of the parts loss/law/dtype`);
  }
  const loneLoss = parts.length === 1 && !spans && !one.includes('@');
  const body = parts.map(part).join('/') + (loneLoss ? '(?:@[^/]*)?' : '');
  const rest = spans ? '' : '/[^/]*'.repeat(3 - parts.length);
  return new RegExp(`^${body}${rest}$`);
}

const part = (p: string): string =>
  p === '**' ? '.*' : p.replace(/\*|\?|[{},]|[^\w*?{},]/g, (c) => wildcards[c] ?? `\\${c}`);
const wildcards: Readonly<Record<string, string>> = { '*': '[^/]*', '?': '[^/]', '{': '(?:', '}': ')', ',': '|' };
