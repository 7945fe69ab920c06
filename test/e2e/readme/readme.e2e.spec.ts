import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { codeNames, tableRows } from '../../support/doc-pages';
import {
  lastJson,
  ReadersShell,
  savedDefinitions,
  stepsOf,
  type DocumentedStep,
} from '../../support/documented-commands';
import { buildLedger } from '../../support/ledger-process';
import { RunningLedger } from '../../support/running-ledger';

/** Each with how many of its steps show an answer. */
const PAGES = [
  ['README.md', 5],
  ['docs/tutorial/first-flow.md', 7],
  ['docs/reference/definition-format.md', 6],
  ['docs/guides/data-store-flows.md', 3],
  ['docs/guides/one-customer-many-channels.md', 5],
  ['docs/guides/change-a-definition.md', 5],
  ['docs/guides/policies.md', 2],
  ['docs/guides/exchange-definitions.md', 2],
] as const;

/** Of commands that are repeated: each takes some tenths of a second by itself. */
const MOST_TRIES = 200;

/** What differs from one run to the next. */
const CHANGES = /\d{4}-\d\d-\d\d[T ][\d:.]+Z|\b[0-9a-f]{64}\b|\b\d+(?:\.\d+)? m?s\b/g;

describe('what is shown in', () => {
  const folder = mkdtempSync(join(tmpdir(), 'ledger-reader-'));
  let ledger: RunningLedger;
  let shell: ReadersShell;

  beforeAll(async () => {
    buildLedger();
    ledger = await RunningLedger.start({ DATA_DIR: join(folder, 'data') });
    shell = new ReadersShell(folder, ledger);
  });

  afterAll(async () => {
    await ledger.stop();
    rmSync(folder, { recursive: true, force: true });
  });

  describe.each(PAGES)('%s', (page, answers) => {
    const steps = stepsOf(page);

    beforeAll(() => {
      for (const [file, text] of savedDefinitions(page)) writeFileSync(join(folder, file), text);
    });

    it.each(steps.map((step) => [step.line, step] as const))('at line %d give what is shown', async (_, step) => {
      await follow(step);
    });

    it('show their answers', () => {
      expect(steps.filter(({ answer }) => answer !== undefined)).toHaveLength(answers);
    });
  });

  it('the page on metrics is what the server has', async () => {
    const text = (await ledger.get('/metrics')).text;
    const shown = [...text.matchAll(/^# TYPE (?!process_|nodejs_)(\w+)/gm)].map((match) => match[1]);
    const listed = tableRows('docs/reference/metrics.md', '# Metrics').flatMap(([name = '']) => codeNames(name));
    // The page also lists expressions and the paths of the health checks.
    const named = listed.filter((name) => /^[a-z]\S*$/.test(name)).map((name) => name.replace(/\{.*\}/, ''));
    expect(named.sort()).toEqual(shown.sort());
  });

  async function follow(step: DocumentedStep): Promise<void> {
    for (let tries = step.isRepeated ? MOST_TRIES : 1; ; tries -= 1) {
      const failure = await shell.run(step.script).then(
        (output) => differenceFrom(step, output),
        (error: unknown) => error,
      );
      if (failure === undefined) return;
      if (tries === 1) throw failure;
    }
  }
});

/** The failed expectation; undefined if the output is what the page shows. */
function differenceFrom({ answer }: DocumentedStep, output: string): unknown {
  try {
    if (answer?.lang === 'json') expect(lastJson(output)).toMatchObject(JSON.parse(answer.text) as object);
    else if (answer !== undefined) expect(withoutChanges(output)).toBe(withoutChanges(answer.text));
    return undefined;
  } catch (error) {
    return error;
  }
}

function withoutChanges(text: string): string {
  return text.replace(CHANGES, '<differs>').trim();
}
