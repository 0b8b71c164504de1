import { expect, it } from 'vitest';
import { reportJsonSchema } from './report-schema.ts';

it('the committed JSON Schema is the one of these definitions (vitest run -u writes it)', async () => {
  await expect(`${JSON.stringify(reportJsonSchema(), null, 2)}\n`).toMatchFileSnapshot('report.schema.json');
});
