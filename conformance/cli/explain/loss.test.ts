import { describe, expect, it } from 'vitest';
import { dialects } from '../../../spec/dialects/index.ts';
import { specs } from '../../../spec/losses/index.ts';
import { plainStyle } from '../../report/style.ts';
import { call } from './facts.ts';
import { explainLoss } from './loss.ts';

describe('explainLoss', () => {
  it.each(Object.values(specs))('$id: everything that the spec says is there', (spec) => {
    const text = explainLoss(spec, plainStyle, { tex: '\\mathrm{TeX}', libraries: true });
    // Text is wrapped, so compare without white space.
    const dense = text.replace(/\s+/g, '');
    const says = (what: string): void => expect(dense).toContain(what.replace(/\s+/g, ''));
    says(spec.summary);
    says('\\mathrm{TeX}');
    for (const piece of spec.formula.split(';')) says(piece);
    for (const name of [...Object.keys(spec.operands), ...Object.keys(spec.params), ...Object.keys(spec.laws)])
      says(name);
    for (const trap of spec.traps) says(trap.title + trap.text);
    for (const edge of spec.edges) says(edge.title);
    for (const source of spec.sources) says(source.reference);
    for (const kink of spec.kinks) says(kink.where);
    for (const cell of Object.values(spec.laws)) if (cell.kind === 'inapplicable') says(cell.because);
    for (const dialect of Object.values(dialects)) {
      const entry = dialect.losses[spec.id];
      if (entry) says(dialect.id + entry.function);
    }
    expect(text).toContain(`npx lossproof run ./my-losses.mjs --select ${spec.id}\n`);
    expect(text).not.toMatch(/undefined|\[object/);
  });
  it('puts the functions of libraries beside their names, however long those are', () => {
    const text = explainLoss(specs.huber!, plainStyle, { libraries: true });
    expect(text).toMatch(/^ {2}tensorflow {6}tf\.compat\.v1\.losses\.huber_loss/m);
    expect(text).toMatch(/^ {2}keras {11}keras\./m);
  });
  it('leaves out TeX, and gives functions of libraries a line each, where nobody asks for more', () => {
    const text = explainLoss(specs.cross_entropy!, plainStyle);
    expect(text).not.toMatch(/TeX|\\mathrm|^ +(source|differs): /m);
    const lines = text.split('\n');
    const [from, to] = [lines.indexOf('In libraries'), lines.indexOf('Sources')];
    const count = Object.values(dialects).filter(({ losses }) => losses.cross_entropy).length;
    expect(to - from - 1).toBe(count + 3);
    expect(text).toContain('lossproof explain cross_entropy --libraries');
  });
  it('names the laws that always hold once, and conditions with the others', () => {
    const text = explainLoss(specs.triplet_margin!, plainStyle);
    expect(text).toMatch(/^ {2}always {2}definition, gradient, /m);
    expect(text).toContain('in anchor, when swap = false, distance = squared');
  });
  it('shows of a function its only reduction, how its items are counted, and no mean', () => {
    const text = explainLoss(specs.softmax!, plainStyle);
    expect(text).toContain('Formula of one item (items: [N], c = 1 ... C)');
    expect(text).toMatch(/reduction +none +none +what becomes of the numbers of the items/);
    expect(text).toMatch(/reductions_agree +there is only one reduction/);
    expect(text).not.toMatch(/^Mean$/m);
    expect(text).toContain('softmax({ logits: [[1000, 1001, 1002]] });');
    expect(explainLoss(specs.mse!, plainStyle)).toMatch(/^Mean$/m);
  });
  it('shows what a choice puts in front of the formula', () => {
    const text = explainLoss(specs.triplet_margin!, plainStyle);
    expect(text).toContain('  with distance = squared:\n      distance(a, b) = sum((a - b + coordinate_eps).^2)\n');
  });
});

it('writes an example as a line of a program', () => {
  expect(
    call(specs.bce_with_logits!, {
      title: 'half',
      operands: { logits: [[0, -0]], target: [[1, 0]] },
      params: { denominator: 'count' },
      reduction: 'sum',
      value: 0.5,
    }),
  ).toBe(
    "bceWithLogits({ logits: [[0, -0]], target: [[1, 0]] }, { denominator: 'count', reduction: 'sum' }); // 0.5, half",
  );
});
