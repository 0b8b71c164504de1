// The scoreboard of published libraries, docs/results/scoreboard.md and a page of each run, from the runs and the claims
// that are kept beside them:
//   npm run scoreboard [-- --check]
//   npm run scoreboard -- add NAME REPORT.json 'OPTIONS' 'IMPLEMENTATION'   keeps a run in short
//   npm run scoreboard -- confirm NAME [./MODULE | -- COMMAND ...]         asks every claim of it again
// `add` takes what stands in the command line between `lossproof run` and the implementation, and the implementation.
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { readReport } from '../conformance/cli/read-report.ts';
import { boardFolder, readBoard } from './scoreboard/board.ts';
import { confirm } from './scoreboard/confirm.ts';
import { pages } from './scoreboard/pages.ts';
import { summarise } from './scoreboard/run-summary.ts';

const [action = 'write', ...rest] = process.argv.slice(2);

if (action === 'add') {
  const [name, report, options, implementation] = rest as [string, string, string, string];
  const summary = summarise(readReport(report), options, implementation);
  writeFileSync(new URL(`${name}.json`, boardFolder), `${JSON.stringify(summary, undefined, 1)}\n`);
} else if (action === 'confirm') {
  const [name, ...words] = rest as [string, ...string[]];
  process.exitCode = (await confirm(readBoard(), name, words)) ? 0 : 1;
} else {
  for (const [path, text] of Object.entries(pages(readBoard()))) {
    const file = new URL(path, boardFolder);
    if (action !== '--check') writeFileSync(file, text);
    else if (!existsSync(file) || readFileSync(file, 'utf8') !== text) {
      console.error(`${path} of docs/results/scoreboard is not what its data say: npm run scoreboard`);
      process.exitCode = 1;
    }
  }
}
