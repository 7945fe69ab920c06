import { readdirSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { PLANTED, PLANTED_PERSONAL } from './planted-secrets';

interface Secret {
  readonly kind: string;
  /** Stands in all of them: looked for first, since that is quick. */
  readonly hint: string;
  readonly pattern: RegExp;
}

/** What must stand nowhere, whichever test made it. */
const SECRETS: readonly Secret[] = [
  { kind: 'a secret that was planted', hint: PLANTED, pattern: new RegExp(PLANTED) },
  { kind: 'an API key', hint: 'jlk_', pattern: /jlk_(live|test)_[0-9A-Za-z]{36}/ },
  { kind: 'an access token', hint: 'eyJ', pattern: /eyJ[\w-]{8,}\.eyJ[\w-]{8,}\.[\w-]{8,}/ },
  { kind: 'a card number', hint: '4111', pattern: /4111 ?1111 ?1111 ?1111/ },
];
/** What data may hold, and nothing else. */
const PERSONAL: Secret = { kind: 'personal data', hint: PLANTED_PERSONAL, pattern: new RegExp(PLANTED_PERSONAL) };

/** Files whose very content is a secret, for the account of the server alone. */
const KEY_FILES: ReadonlySet<string> = new Set(['first-admin-key', 'token-key.pem', 'given.pem', 'elsewhere.pem']);

const SHOWN = 60;

/** What a text shows that it must not: one sentence for each kind, which repeats none of it. */
export function secretsIn(where: string, text: string | Buffer, holdsData = false): readonly string[] {
  const wanted = holdsData ? SECRETS : [...SECRETS, PERSONAL];
  return wanted.flatMap(({ kind, hint, pattern }) => {
    if (!text.includes(hint)) return [];
    const latin = typeof text === 'string' ? text : text.toString('latin1');
    const place = latin.search(pattern);
    if (place < 0) return [];
    return [`${where} has ${kind}, after ${JSON.stringify(latin.slice(Math.max(0, place - SHOWN), place))}`];
  });
}

/** The same of every file in a folder, which may hold data. */
export function secretsInFolder(folder: string): readonly string[] {
  return filesIn(folder).flatMap((path) =>
    KEY_FILES.has(basename(path)) ? [] : secretsIn(path, contentOf(path), true),
  );
}

/** Throws where there is any. */
export function refuseSecrets(found: readonly string[]): void {
  if (found.length > 0) throw new Error(`Secrets got where they must not be:\n${[...new Set(found)].join('\n')}`);
}

/** Keeps what a log or an output shows of secrets, and passes nothing on. */
export class SweptOutput {
  readonly #found: string[] = [];

  constructor(private readonly where: string) {}

  write(text: string): void {
    this.#found.push(...secretsIn(this.where, text));
  }

  /** Throws where any was written so far. */
  refuse(): void {
    refuseSecrets(this.#found.splice(0));
  }
}

function filesIn(folder: string): readonly string[] {
  try {
    return readdirSync(folder, { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map(({ parentPath, name }) => join(parentPath, name));
  } catch {
    // It was removed already, or cannot be read by the account of the tests.
    return [];
  }
}

/** A process that still runs may remove its files meanwhile. */
function contentOf(path: string): Buffer {
  try {
    return readFileSync(path);
  } catch {
    return Buffer.alloc(0);
  }
}
