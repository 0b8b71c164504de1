import { writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import type { Command } from 'commander';
import { fileTrouble } from '../file-trouble.ts';
import { makeFolder } from '../make-folder.ts';
import { type ReportKind, reportKinds } from '../report/report-kinds.ts';
import { UsageError } from '../run/usage-error.ts';
import type { Context } from './context.ts';
import { anotherFolder, listOf, lossOption } from './parse-options.ts';
import { readReport } from './read-report.ts';

const examples = `
Each machine runs a part of the losses, and writes a report; here they become one, as the whole run would have
written it. Exits as run does: with 4 where a shard is missing, and with 2 where the reports are not of one run.
Curves are in an HTML page if the shards were asked for one.

Example:
  lossproof run --shard 1/2 --report json --out one ./my-losses.js
  lossproof run --shard 2/2 --report json --out two ./my-losses.js
  lossproof merge one/report.json two/report.json --out all/report.json --report html,junit`;

interface MergeWords {
  readonly out: string;
  readonly report?: ReportKind[];
  readonly loss?: readonly string[];
}

/** `lossproof merge REPORT... [--out FILE] [--report LIST]` */
export function addMerge(program: Command, context: Context): void {
  program
    .command('merge')
    .description('join the reports of a run that was done in shards')
    .argument('<report...>', 'the report.json of each shard')
    .option('--out <file>', 'the joined report; other reports are written beside it', 'lossproof-report/report.json')
    .option(
      '--report <list>',
      `what to write beside it: ${reportKinds.filter((kind) => kind !== 'json').join(', ')}`,
      listOf(reportKinds, 'report'),
    )
    .option(lossOption.flags, lossOption.says, anotherFolder)
    .addHelpText('after', examples)
    .action(async (paths: string[], words: MergeWords) => {
      if (context.command) throw new UsageError('merge takes no command after --: it reads reports');
      context.exit(await merge(paths, words, context));
    });
}

async function merge(paths: readonly string[], { out, report: kinds = [], loss }: MergeWords, { io }: Context) {
  const { loadLosses } = await import('../losses/load-losses.ts');
  const { jsonReport } = await import('../report/json-report.ts');
  const { styleFor } = await import('../report/style.ts');
  const { terminalReport } = await import('../report/terminal-report.ts');
  const { mergeReports } = await import('../run/merge-reports.ts');
  const { exitCode } = await import('../run/run-report.ts');
  const { lawSentence } = await import('./law-sentence.ts');
  const { writeReports } = await import('./write-reports.ts');
  const { specs } = await loadLosses(loss);
  const specOf = (id: string) => specs[id];
  const merged = mergeReports(paths.map((name) => ({ name, report: readReport(name) })));
  try {
    makeFolder(dirname(out));
    writeFileSync(out, jsonReport(merged));
  } catch (error) {
    throw new UsageError(`${out} cannot be written: ${fileTrouble(error)}`);
  }
  io.stdout.write(terminalReport(merged, { style: styleFor(io.stdout), sentence: lawSentence, specOf }));
  const others = kinds.filter((kind) => kind !== 'json');
  const written = writeReports(others, dirname(out), merged, { sentence: lawSentence, specOf });
  for (const path of [out, ...written]) io.stderr.write(`wrote ${path}\n`);
  return exitCode(merged);
}
