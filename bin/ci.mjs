#!/usr/bin/env node
// What a build runs (docs/ci.md): asks an implementation, or joins the reports of shards, and leaves every kind of report,
// a summary on the job's page and an exit code. It is told what to do by environment variables, so that the GitHub
// action, the GitLab job and anything else are a few lines each.
import { spawn } from 'node:child_process';
import { appendFileSync, existsSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const given = (name) => process.env[name]?.trim() || undefined;
const option = (flag, value) => (value === undefined ? [] : [`--${flag}`, value]);

const folder = given('LOSSPROOF_REPORT_DIR') ?? 'lossproof-report';
const failOn = given('LOSSPROOF_FAIL_ON') ?? 'any';
/** The exit codes that do not fail the build. What was not asked at all (2, 3, 5, 130) always does. */
const forgiven = { any: [], failures: [4], never: [1, 4] }[failOn];
if (!forgiven) stop(`LOSSPROOF_FAIL_ON is ${JSON.stringify(failOn)}, but must be any, failures or never`);

const summary = join(folder, 'report.md');
// That of an earlier run would be taken for this one's.
rmSync(summary, { force: true });
const code = await lossproof(given('LOSSPROOF_MERGE') ? merging(given('LOSSPROOF_MERGE')) : running());
tell(code);
process.exitCode = forgiven.includes(code) ? 0 : code;

function running() {
  const [implementation, command] = [given('LOSSPROOF_IMPLEMENTATION'), given('LOSSPROOF_COMMAND')];
  if (implementation && command) stop('give LOSSPROOF_IMPLEMENTATION or LOSSPROOF_COMMAND, not both');
  return [
    'run',
    ...['select', 'skip', 'require', 'dtype', 'dialect', 'profile', 'budget', 'seed', 'expect', 'shard'].flatMap(
      (name) => option(name, given(`LOSSPROOF_${name.toUpperCase()}`)),
    ),
    ...option('report', 'json,junit,md,html,badge'),
    ...option('out', folder),
    ...(implementation ? [implementation] : []),
    // A command is a line of the shell, as it stands in the build's file.
    ...(command ? ['--', 'sh', '-c', command] : []),
  ];
}

function merging(list) {
  // A shard whose job broke left none, which merge says of it by number.
  const reports = list.split(/\s+/).filter(existsSync);
  if (reports.length === 0) stop(`none of the reports of LOSSPROOF_MERGE is there: ${list}`);
  return [
    'merge',
    ...reports,
    ...option('out', join(folder, 'report.json')),
    ...option('report', 'junit,md,html,badge'),
  ];
}

/** Runs the command line and resolves to its exit code; who ends this ends it, too. */
function lossproof(argv) {
  const child = spawn(process.execPath, [fileURLToPath(new URL('lossproof.mjs', import.meta.url)), ...argv], {
    stdio: 'inherit',
  });
  for (const signal of ['SIGINT', 'SIGTERM']) process.on(signal, () => child.kill('SIGINT'));
  return new Promise((resolve, reject) => {
    child.on('error', reject);
    child.on('exit', (exit) => resolve(exit ?? 130));
  });
}

/** The summary and the outputs of a GitHub step; elsewhere there is nobody to tell. */
function tell(exit) {
  const { GITHUB_STEP_SUMMARY: page, GITHUB_OUTPUT: outputs } = process.env;
  if (page) appendFileSync(page, existsSync(summary) ? shortened(readFileSync(summary, 'utf8')) : notRun(exit));
  if (outputs) appendFileSync(outputs, `exit-code=${exit}\nreport-dir=${folder}\n`);
}

/** A job's page takes a mebibyte of each step. */
function shortened(text) {
  const most = 1_000_000;
  if (Buffer.byteLength(text) <= most) return text;
  const kept = Buffer.from(text).subarray(0, most).toString('utf8');
  return `${kept.slice(0, kept.lastIndexOf('\n'))}\n\nThe rest is in report.md and report.html.\n`;
}

function notRun(exit) {
  return `# lossproof\n\nThere is no report: exit code ${exit}. The log says why.\n`;
}

function stop(message) {
  console.error(`lossproof: ${message}`);
  process.exit(2);
}
