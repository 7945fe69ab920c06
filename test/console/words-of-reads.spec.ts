import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { ROOT } from '../support/ledger-process';

interface Call {
  readonly operationId?: string;
  readonly 'x-audited-read'?: boolean;
}

describe('who read what, in the console', () => {
  it('has words for each call whose reads are recorded', () => {
    const { paths } = JSON.parse(readFileSync(join(ROOT, 'docs', 'reference', 'openapi.json'), 'utf8')) as {
      readonly paths: Readonly<Record<string, Readonly<Record<string, Call>>>>;
    };
    const recorded = Object.values(paths)
      .flatMap((calls) => Object.values(calls))
      .flatMap(({ operationId, 'x-audited-read': isRecorded }) => (isRecorded === true ? (operationId ?? []) : []));
    const source = readFileSync(join(ROOT, 'apps', 'console', 'src', 'pages', 'readers', 'reads-card.tsx'), 'utf8');
    expect(recorded.length).toBeGreaterThan(10);
    expect(recorded.filter((id) => !source.includes(`'${id}': '`))).toEqual([]);
  });
});
