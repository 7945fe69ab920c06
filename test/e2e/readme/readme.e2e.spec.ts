import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { buildLedger, LedgerProcess, ROOT } from '../../support/ledger-process';
import { fetchFromLedger } from '../../support/replies';

/** A command of the README and the answer that stands below it. */
interface Example {
  readonly command: string;
  readonly answer: string;
}

const EXAMPLE = /```sh\n(?<command>curl [^\n]+)\n```\n\n```text\n(?<answer>[^\n]+)\n```/g;
const CURL = /^curl -s (?:-X (?<method>[A-Z]+) )?http:\/\/127\.0\.0\.1:3000(?<path>\S+) .*-d '(?<body>[^']+)'$/;
const INSTANT = /\d{4}-\d\d-\d\dT[\d:.]+Z/g;

const examples = [...readFileSync(join(ROOT, 'README.md'), 'utf8').matchAll(EXAMPLE)].map(({ groups }): Example => ({
  command: groups?.['command'] ?? '',
  answer: groups?.['answer'] ?? '',
}));

describe('the first journey of the README', () => {
  const dataDir = mkdtempSync(join(tmpdir(), 'ledger-readme-'));
  let ledger: LedgerProcess | undefined;

  beforeAll(async () => {
    buildLedger();
    ledger = await LedgerProcess.start(dataDir);
  });

  afterAll(async () => {
    await ledger?.stop();
    rmSync(dataDir, { recursive: true, force: true });
  });

  it('is answered as it is shown, step by step', async () => {
    const answers: string[] = [];
    for (const { command } of examples) answers.push(await answerTo(command));
    expect(answers.map(withoutInstants)).toEqual(examples.map(({ answer }) => withoutInstants(answer)));
    expect(examples).toHaveLength(3);
  });

  /** Does what curl would do with this command line. */
  async function answerTo(command: string): Promise<string> {
    const { method = 'POST', path, body } = CURL.exec(command)?.groups ?? {};
    if (path === undefined || body === undefined) throw new Error(`This test cannot read ${command}`);
    const headers = { 'content-type': 'application/json' };
    const reply = await fetchFromLedger(`${ledger?.url}${path}`, { method, headers, body });
    return await reply.text();
  }
});

function withoutInstants(text: string): string {
  return text.replace(INSTANT, '<instant>');
}
