import { existsSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { operatorSet } from '../../reference/arithmetic/onnx/model.ts';
import type { LossSpec } from '../../spec/language/loss-spec.ts';
import type { ParamValue } from '../../spec/language/param.ts';
import { didYouMean } from '../did-you-mean.ts';
import { type ExportedGraph, exportedGraphs } from '../implementations/onnxruntime/exported-graphs.ts';
import type { CatalogueEntry } from '../implementations/onnxruntime/form.ts';
import { loadLosses } from '../losses/load-losses.ts';
import { makeFolder } from '../make-folder.ts';
import { counted } from '../report/readable-number.ts';
import { glob } from '../run/glob.ts';
import { UsageError } from '../run/usage-error.ts';
import type { Context } from './context.ts';
import type { GraphWords } from './graphs.ts';

/**
 * Writes the graphs of the chosen losses and says which. Throws a UsageError where nothing matches, an option fits no
 * loss, a file is there already or the folder cannot be written; then nothing is written.
 */
export async function writeGraphs(words: GraphWords, { io }: Context): Promise<void> {
  const chosen = await chosenLosses(words.loss ?? []);
  const specs = chosen.map(({ spec }) => spec);
  const pairs = (words.set ?? []).map((text) => pairOf('--set', text));
  for (const [name, value] of pairs) checkSetting(name, value, specs);
  for (const name of words.optional ?? []) checkOptional(name, specs);
  const extents = Object.fromEntries((words.extent ?? []).map(extentOf));
  for (const name of Object.keys(extents)) checkExtent(name, specs);
  const files: ExportedGraph[] = [];
  const leftOut: string[] = [];
  for (const entry of chosen) {
    const { spec } = entry;
    const own = pairs.filter(([name]) => spec.params[name]).map(([name, text]) => [name, settingOf(spec, name, text)]);
    const params: Record<string, ParamValue> = Object.fromEntries(own);
    const usual = spec.reductions.includes('mean') ? 'mean' : spec.reductions[0]!;
    const reductions = words.reduction?.filter((reduction) => spec.reductions.includes(reduction)) ?? [usual];
    for (const dtype of words.dtype) {
      for (const reduction of reductions) {
        const { rank, optional = [], algorithms: everyAlgorithm, operators } = words;
        const shaped = { extents, optional, ...(rank === undefined ? {} : { rank }) };
        try {
          files.push(...exportedGraphs(entry, { dtype, reduction, params, ...shaped, everyAlgorithm, operators }));
        } catch (error) {
          leftOut.push(`${spec.id} is left out: ${(error as Error).message}\n`);
        }
      }
    }
  }
  for (const line of new Set(leftOut)) io.stderr.write(line);
  if (files.length === 0) throw new UsageError('none of these losses can be a graph as it was asked for');
  writeAll(words, files);
  const losses = new Set(files.map(({ name }) => name.split('.')[0])).size;
  const what = `${counted(files.length, 'graph', 'graphs')} of ${counted(losses, 'loss', 'losses')}`;
  io.stdout.write(`wrote ${what} to ${words.out} (ONNX operator set ${operatorSet})\n`);
}

/** The losses that match, or all; a word with a slash or a dot is the folder of a loss. */
async function chosenLosses(words: readonly string[]): Promise<CatalogueEntry[]> {
  const isFolder = (word: string): boolean => /[/\\.]/.test(word);
  const folders = words.filter(isFolder);
  const own = await loadLosses();
  const { specs, references } = await loadLosses(folders);
  const patterns = words.filter((word) => !isFolder(word)).map((pattern) => ({ pattern, matches: matcher(pattern) }));
  const known = Object.keys(specs);
  for (const { pattern, matches } of patterns) {
    if (!known.some(matches)) throw new UsageError(`--loss ${pattern} matches no loss.${didYouMean(pattern, known)}`);
  }
  const isChosen = (id: string): boolean =>
    words.length === 0 || patterns.some(({ matches }) => matches(id)) || !own.specs[id];
  return known
    .filter(isChosen)
    .flatMap((id) => (references[id] ? [{ spec: specs[id]!, reference: references[id] }] : []));
}

function matcher(pattern: string): (id: string) => boolean {
  try {
    const matches = glob(pattern);
    return (id) => matches(`${id}/value/f32`);
  } catch (error) {
    throw new UsageError(`--loss: ${(error as Error).message}`);
  }
}

function pairOf(option: string, text: string): readonly [string, string] {
  const [, name, value] = /^(\w+)=(.*)$/.exec(text) ?? [];
  if (name === undefined || value === undefined) throw new UsageError(`${option} ${text} must be written name=value`);
  return [name, value];
}

function extentOf(text: string): [string, number] {
  const [name, value] = pairOf('--extent', text);
  if (/^[1-9]\d*$/.test(value)) return [name, Number(value)];
  throw new UsageError(`--extent ${text}: an extent is a whole number from 1 on`);
}

function checkOptional(name: string, specs: readonly LossSpec[]): void {
  const names = specs.flatMap(({ operands }) => Object.keys(operands).filter((o) => operands[o]!.absent !== undefined));
  if (names.includes(name)) return;
  throw new UsageError(`none of these losses has the optional operand ${name}.${didYouMean(name, names)}`);
}

function checkExtent(name: string, specs: readonly LossSpec[]): void {
  const lists = specs.flatMap(({ operands }) =>
    Object.values(operands).flatMap(({ axes }) => ('by' in axes ? Object.values(axes.axes) : [axes])),
  );
  const names = [
    ...new Set(lists.flat().filter((symbol) => typeof symbol === 'string' && symbol !== '...')),
  ] as string[];
  if (names.includes(name)) return;
  const there = names.length > 0 ? `there are ${names.join(', ')}` : 'there are none';
  throw new UsageError(`--extent ${name}: none of these losses has the extent ${name}; ${there}`);
}

function checkSetting(name: string, value: string, specs: readonly LossSpec[]): void {
  const having = specs.filter(({ params }) => params[name]);
  const names = specs.flatMap(({ params }) => Object.keys(params));
  if (having.length === 0)
    throw new UsageError(`none of these losses has the parameter ${name}.${didYouMean(name, names)}`);
  for (const spec of having) settingOf(spec, name, value);
}

/** The value of a parameter that chooses structure. */
function settingOf(spec: LossSpec, name: string, text: string): ParamValue {
  const param = spec.params[name]!;
  const wrong = (must: string) => new UsageError(`--set ${name}=${text}: of ${spec.id} it must be ${must}`);
  switch (param.kind) {
    case 'number':
      throw new UsageError(
        `--set ${name}: of ${spec.id} it is a number of the formula, so an input of the graph; feed it`,
      );
    case 'flag':
      if (text !== 'true' && text !== 'false') throw wrong('true or false');
      return text === 'true';
    case 'choice': {
      // A graph cannot throw.
      const values = Object.keys(param.values).filter((value) => name !== 'empty' || value !== 'throw');
      if (!values.includes(text)) throw wrong(values.join(' or '));
      return text;
    }
    case 'integer': {
      if (param.nullable && text === 'null') return null;
      const n = Number(text);
      if (!/^-?\d+$/.test(text) || (param.values && !param.values.includes(n))) {
        throw wrong(param.values?.join(' or ') ?? 'a whole number');
      }
      return n;
    }
  }
}

/** Nothing is written where one of the files is there already. */
function writeAll({ out, overwrite }: GraphWords, files: readonly ExportedGraph[]): void {
  const existing = files.filter(({ name }) => existsSync(join(out, name)));
  if (existing.length > 0 && !overwrite) {
    const more = existing.length > 1 ? ` and ${existing.length - 1} more are` : ' is';
    throw new UsageError(`${join(out, existing[0]!.name)}${more} there already: give another folder, or --overwrite`);
  }
  try {
    makeFolder(out);
    for (const { name, bytes } of files) writeFileSync(join(out, name), bytes);
  } catch (error) {
    throw new UsageError(`the graphs cannot be written to ${out}: ${(error as Error).message}`);
  }
}
