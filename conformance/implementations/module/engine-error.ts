/**
 * Whether the engine made this error, as for a misspelt name, and no `throw` of an author: it is in the words of V8, or
 * was thrown inside of a function that JavaScript or Node has itself, such as `reduce` of an empty list.
 */
export const isOfEngine = ({ message, stack }: Error): boolean =>
  words.some((form) => form.test(message)) || native.test(topFrame(stack));

/** Where it was thrown; empty where the error does not say. */
const topFrame = (stack = ''): string => stack.split('\n').find((line) => /^ {4}at /.test(line)) ?? '';

/** `at Array.reduce (<anonymous>)`, `at Object.openSync (node:fs:573:18)`; what `eval` made has a line behind that. */
const native = /\(<anonymous>\)$|\(node:|^ {4}at node:/;

/** V8's messages of a TypeError or RangeError that has no frame of its own. */
const words: readonly RegExp[] = [
  /^Cannot (read|set) properties of (undefined|null)\b/,
  /^Cannot destructure .* as it is (undefined|null)\.$/,
  / is not (a function|a constructor|(async )?iterable)( or its return value is not (async )?iterable)?( \(cannot read property .*\))?$/,
  /^Spread syntax requires \.\.\.iterable\[Symbol\.iterator\] to be a function/,
  /^Assignment to constant variable\.$/,
  /^Cannot (assign to read only|add|delete|define|redefine|set) property .* (of|object is not extensible|is not writable|which has only a getter)/,
  /^Cannot redefine property: /,
  /^Cannot (read|write to) private member /,
  /^Cannot convert (undefined or null to object|object to primitive value|a (BigInt|Symbol) value to a (number|string))$/,
  /^Cannot mix BigInt and other types/,
  /^Cannot use 'in' operator to search for /,
  /^Right-hand side of 'instanceof' is not /,
  /^Class constructor .* cannot be invoked without 'new'$/,
  /^Invalid array length$/,
  /^Invalid string length$/,
  /^Maximum call stack size exceeded$/,
];
