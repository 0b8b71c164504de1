import { InvalidArgumentError, Option } from 'commander';
import { type Dtype, formats } from '../../reference/tensor/format.ts';
import { didYouMean } from '../did-you-mean.ts';
import { executionProviders } from '../implementations/onnxruntime/provider-names.ts';

/** For an option that takes a whole number, at least `least` and at most `most`. */
export const wholeNumber =
  (least: number, most: number) =>
  (text: string): number => {
    const n = Number(text);
    if (!/^\d+$/.test(text) || n < least || n > most) {
      throw new InvalidArgumentError(`It must be a whole number from ${least} to ${most}.`);
    }
    return n;
  };

/** So many seeds there are, from 0 on. */
export const seeds = 2 ** 31;
/** A seed, or `random` for one that nobody chose. */
export function seed(text: string): number {
  if (text === 'random') return Math.floor(Math.random() * (seeds - 1));
  return wholeNumber(0, seeds - 1)(text);
}

/** `90s`, `10m`, `2h`, in milliseconds. */
export function duration(text: string): number {
  const [, amount, unit] = /^(\d+(?:\.\d+)?)([smh])$/.exec(text) ?? [];
  const ms = Number(amount) * { s: 1000, m: 60_000, h: 3_600_000 }[(unit ?? 's') as 's' | 'm' | 'h'];
  if (!(ms > 0)) throw new InvalidArgumentError('It must be a time such as 90s, 10m or 2h.');
  return ms;
}

/** `2/3`: the second of three parts. */
export function shard(text: string): { readonly index: number; readonly of: number } {
  const [, index, of] = (/^([1-9]\d{0,3})\/([1-9]\d{0,3})$/.exec(text) ?? []).map(Number);
  if (index === undefined || of === undefined || index > of) {
    throw new InvalidArgumentError('It must be which part of how many, from 1/3 to 3/3 where there are three.');
  }
  return { index, of };
}

/** A list of known words, separated by commas, each once. */
export const listOf =
  <T extends string>(known: readonly T[], what: string) =>
  (text: string): T[] => {
    const words = text.split(',').map((word) => word.trim());
    for (const word of words) {
      if (known.includes(word as T)) continue;
      throw new InvalidArgumentError(
        `There is no ${what} ${JSON.stringify(word)}; there are ${known.join(', ')}.${didYouMean(word, known)}`,
      );
    }
    return [...new Set(words)] as T[];
  };

export const dtypeNames = Object.keys(formats) as Dtype[];

/** The folder of a loss; the option may be given several times. */
export const anotherFolder = (folder: string, before: readonly string[] = []): readonly string[] => [...before, folder];
export const lossOption = {
  flags: '--loss <dir>',
  says: 'add a loss of yours: a folder with spec.ts and reference.ts (may be given several times)',
} as const;

/** Where onnxruntime runs. */
export const epOption = (): Option =>
  new Option('--ep <provider>', 'execution provider of onnxruntime (default: cpu)').choices(executionProviders);

/** For how long a module or a command may be silent. */
export const timeoutOption = (): Option =>
  new Option(
    '--timeout <s>',
    'seconds for which a module or a command may be silent while an answer is due (default: 10); it has at least 60 s to start',
  ).argParser(wholeNumber(1, 86_400));

/** Patterns of an option that may be given several times, as one. */
export const anotherPattern = (text: string, before?: string): string => (before ? `${before},${text}` : text);
