import { LedgerClient } from '@ledger/client';
import type { Command } from 'commander';
import { usageFailure } from './failures';
import { serverAddress } from './input/server-address';
import { paletteFor, type Palette } from './output/palette';
import type { Terminal } from './terminal';

export interface GlobalOptions {
  readonly url: string;
  readonly apiKey?: string;
  readonly purpose?: string;
  readonly dataDir: string;
  readonly json?: boolean;
  readonly quiet?: boolean;
  readonly verbose?: boolean;
}

/** One run of one command: its options, where it writes, and how to reach the ledger. */
export interface Session<Options> {
  readonly terminal: Terminal;
  readonly options: Options & GlobalOptions;
  /** For `terminal.out`. */
  readonly palette: Palette;
  /** Screen's width; undefined where the output is not a terminal and nothing has to fit. */
  readonly width: number | undefined;
  /** Says first which ledger it is, and who is asking. */
  client(): Promise<LedgerClient>;
  /** For what is read without a server. */
  readonly tellLedger: (name: string) => void;
  /** The value as JSON where `--json` asks for it, else the text. */
  print(value: unknown, text: () => string): void;
}

/** Gathers what an action needs from Commander's command. */
export function sessionOf<Options extends object>(command: Command, terminal: Terminal): Session<Options> {
  const options = command.optsWithGlobals<Options & GlobalOptions>();
  const { out } = terminal;
  let client: Promise<LedgerClient> | undefined;
  return {
    terminal,
    options,
    palette: paletteFor(out, terminal.env),
    width: out.isTTY === true ? out.columns : undefined,
    client: () => (client ??= connected(options, terminal)),
    tellLedger: (name) => terminal.tellLedger?.(name),
    print: (value, text) => {
      out.write(`${options.json === true ? JSON.stringify(value, jsonValue, 2) : text()}\n`);
    },
  };
}

const NO_RETRY = { retries: 0 };

async function connected(options: GlobalOptions, terminal: Terminal): Promise<LedgerClient> {
  const { tellLedger } = terminal;
  const url = serverAddress(options.url);
  const headers = headersOf(options, terminal);
  const client = new LedgerClient({ url, headers });
  if (tellLedger !== undefined)
    tellLedger(`${url}${await callerOf(new LedgerClient({ url, headers, retry: NO_RETRY }), headers)}`);
  return client;
}

/** What the server cannot say now it says when it is asked for more. */
async function callerOf(client: LedgerClient, headers: Readonly<Record<string, string>>): Promise<string> {
  try {
    const { tenant, name } = await client.access();
    return ` (tenant ${tenant}, ${name === null ? 'no key' : `${'authorization' in headers ? 'token of' : 'key'} ${name}`})`;
  } catch {
    return '';
  }
}

/** A revision is a bigint inside and a number outside. */
function jsonValue(_: string, value: unknown): unknown {
  return typeof value === 'bigint' ? Number(value) : value;
}

function headersOf(options: GlobalOptions, terminal: Terminal): Record<string, string> {
  const purpose = filled(options.purpose) ?? filled(terminal.env.LEDGER_PURPOSE);
  const credentials = credentialHeaders(options, terminal);
  // A header carries bytes, of which fetch takes each as a character.
  return purpose === undefined ? credentials : { ...credentials, 'x-purpose': Buffer.from(purpose).toString('latin1') };
}

/** What an HTTP header can carry; fetch would print a key that it cannot send. */
const SENDABLE = /^[\x21-\x7e]+$/;

/** A key that was typed, else the environment's key, else its access token. */
function credentialHeaders({ apiKey: typed }: GlobalOptions, { env }: Terminal): Record<string, string> {
  const apiKey = filled(typed) ?? filled(env.LEDGER_API_KEY);
  const token = filled(env.LEDGER_TOKEN);
  if (apiKey !== undefined && !SENDABLE.test(apiKey)) {
    throw usageFailure('The API key has characters that no key has; check --api-key or LEDGER_API_KEY.');
  }
  if (apiKey !== undefined) return { 'x-api-key': apiKey };
  if (token !== undefined && !SENDABLE.test(token)) {
    throw usageFailure('The access token has characters that no token has; check LEDGER_TOKEN.');
  }
  return token === undefined ? {} : { authorization: `Bearer ${token}` };
}

/** Shells write absent variables empty. */
function filled(text: string | undefined): string | undefined {
  return text === '' ? undefined : text;
}
