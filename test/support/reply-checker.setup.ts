import { appendFileSync } from 'node:fs';
import { join } from 'node:path';
import { watchReplies } from './replies';
import { neighbourFaults } from './neighbour/neighbour-watch';
import type { ReplyChecker } from './reply-checker';

// Loaded by Jest before each spec file: every reply that any spec is given is held against the API document, and shows
// nothing of the neighbour tenant that each ledger has.

const MOST_TOLD = 20;

let checker: ReplyChecker | undefined;
const faults: string[] = [];

watchReplies((reply) => {
  checker ??= checkerOfTheDocument();
  faults.push(...checker.faults(reply), ...neighbourFaults(reply));
});

afterEach(failOnFaults);
afterAll(() => {
  failOnFaults();
  const folder = process.env['LEDGER_REPLIES_DIR'];
  if (folder === undefined || checker === undefined) return;
  appendFileSync(join(folder, `${process.pid}.txt`), [...checker.validated].map((success) => `${success}\n`).join(''));
});

/** Made when the first reply comes, since most specs start no ledger, and the same for all spec files of a worker. */
function checkerOfTheDocument(): ReplyChecker {
  return jest.requireActual<{ checkerOfTheDocument: () => ReplyChecker }>('./reply-checker').checkerOfTheDocument();
}

function failOnFaults(): void {
  const found = [...new Set(faults.splice(0))];
  if (found.length === 0) return;
  const told = found.slice(0, MOST_TOLD).join('\n');
  throw new Error(
    `${found.length} replies are not as docs/reference/openapi.json says, or show another tenant:\n${told}`,
  );
}
