import { references } from '../../conformance/acceptance/references.ts';
import { referenceImplementation } from '../../conformance/implementations/reference.ts';
import { axesOf, height, width } from '../../conformance/report/html/axes.ts';
import { escaped } from '../../conformance/report/html/escaped.ts';
import { Answers } from '../../conformance/run/answers.ts';
import { curveOf } from '../../conformance/run/curve.ts';
import type { Curve } from '../../conformance/run/run-report.ts';
import { subjects } from '../../conformance/run/subjects.ts';
import { specs } from '../../spec/losses/index.ts';

/** The curve of every loss that has one, by its id, as the reference computes it in float64. */
export async function curvesOfAll(): Promise<ReadonlyMap<string, Curve>> {
  const implementation = referenceImplementation();
  const description = await implementation.describe();
  const answers = new Answers(implementation);
  const found = new Map<string, Curve>();
  for (const subject of subjects(description, Object.values(specs))) {
    const referenceOf = (id: string) => references[id];
    const curve = await curveOf({
      subject,
      dtype: 'f64',
      answers,
      description,
      options: { strict: false },
      referenceOf,
    });
    if (curve) found.set(subject.spec.id, curve);
  }
  return found;
}

const style = `text { font: 11px system-ui, sans-serif; fill: #57606a; } .name { font-weight: 600; fill: #1b1f24; }
path { fill: none; } .base { stroke: #d5dae0; } .line { stroke: #0a5cb8; stroke-width: 2; }
@media (prefers-color-scheme: dark) { text { fill: #9aa5b1; } .name { fill: #e4e8ed; } .base { stroke: #323a44; } .line { stroke: #7fb9ff; } }`;

/** The value and its derivative along one operand, beside each other, as a picture for light and dark pages. */
export function curvePicture(id: string, { operand, at, value, gradient }: Curve): string {
  const plots = [
    plot(at, value.reference, 'value', operand),
    ...(gradient ? [plot(at, gradient.reference, `derivative by ${operand}`, operand)] : []),
  ];
  const wide = plots.length * width;
  const said = `${id} along ${operand}: ${gradient ? 'value and derivative' : 'value'}`;
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${wide} ${height}" width="${wide}" height="${height}" role="img" aria-label="${escaped(said)}">
<style>${style}</style>
${plots.map((text, i) => `<g transform="translate(${i * width})">${text}</g>`).join('\n')}
</svg>
`;
}

function plot(at: readonly number[], reference: readonly number[], title: string, operand: string): string {
  const { frame, line } = axesOf(at, reference, title, operand);
  return `${frame}\n<path class="line" d="${line(reference)}"/>`;
}
