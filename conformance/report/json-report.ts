import { type Case, caseFromJson, caseToJson } from '../case.ts';
import type { RunReport } from '../run/run-report.ts';
import { type ReportJson, reportSchema } from './report-schema.ts';

/** The run as JSON text of the schema `lossproof-report/2`. */
export function jsonReport(report: RunReport): string {
  return `${JSON.stringify(toJson(report), undefined, 1)}\n`;
}

/** Reads what jsonReport wrote. Throws an Error that names every part that is not as the schema says. */
export function parseReport(text: string): RunReport {
  const { success, data, error } = reportSchema.safeParse(JSON.parse(text));
  if (!success) {
    const where = error.issues.map(({ path, message }) => `  at ${path.join('.') || 'the top'}: ${message}`);
    throw new Error(`this is no report of the schema lossproof-report/2:\n${where.join('\n')}`);
  }
  return fromJson(data);
}

// Cases have a codec of their own; everything else is plain but for the numbers that JSON lacks.
function toJson(report: RunReport): ReportJson {
  const plain = (x: unknown, key?: string): unknown => {
    if (key === 'case') return caseToJson(x as Case);
    if (typeof x === 'number') return Number.isFinite(x) && !Object.is(x, -0) ? x : Object.is(x, -0) ? '-0' : String(x);
    if (Array.isArray(x)) return x.map((e) => plain(e));
    if (x === null || typeof x !== 'object') return x;
    return Object.fromEntries(Object.entries(x).map(([k, v]) => [k, plain(v, k)]));
  };
  return plain(report) as ReportJson;
}

const number = (x: number | string | null | undefined) => (typeof x === 'string' ? Number(x) : x);

function fromJson(json: ReportJson): RunReport {
  const tests = json.tests.map((test) => {
    if (!('evidence' in test.verdict)) return test;
    const { evidence: e } = test.verdict;
    const numbers = Object.fromEntries(
      (['got', 'expected', 'bound', 'ratio'] as const).flatMap((k) => (e[k] === undefined ? [] : [[k, number(e[k])]])),
    );
    return { ...test, verdict: { ...test.verdict, evidence: { ...e, ...numbers, case: caseFromJson(e.case) } } };
  });
  const losses = json.losses.map((loss) => ({
    ...loss,
    comparisons: loss.comparisons.map((c) => ({
      ...c,
      worst: number(c.worst),
      medianBoundUlp: number(c.medianBoundUlp),
      regimes: Object.fromEntries(
        Object.entries(c.regimes).map(([regime, errors]) => [regime, { ...errors, worst: number(errors.worst) }]),
      ),
    })),
    ...(loss.curve ? { curve: curveOf(loss.curve) } : {}),
  }));
  const { probes, ...implementation } = json.implementation;
  const findings = probes?.findings.map((finding) => {
    const numbers = (['got', 'expected', 'ratio'] as const).flatMap((k) =>
      finding[k] === undefined ? [] : [[k, number(finding[k])]],
    );
    const { input } = finding;
    return { ...finding, ...(input ? { input: input.map(number) } : {}), ...Object.fromEntries(numbers) };
  });
  const described = findings ? { ...implementation, probes: { ...probes, findings } } : implementation;
  // The schema has been checked; it keeps law ids and declarations as plain strings and records.
  return { ...json, implementation: described, tests, losses } as unknown as RunReport;
}

type CurveJson = NonNullable<ReportJson['losses'][number]['curve']>;
function curveOf({ at, value, gradient, ...curve }: CurveJson) {
  const drawn = ({ got, reference, permitted }: CurveJson['value']) => ({
    got: got.map(number),
    reference: reference.map(number),
    permitted: permitted.map(number),
  });
  return { ...curve, at: at.map(number), value: drawn(value), ...(gradient ? { gradient: drawn(gradient) } : {}) };
}
