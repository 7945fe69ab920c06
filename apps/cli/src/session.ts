import { LedgerClient } from '@ledger/client';
import type { Command } from 'commander';
import { usageFailure } from './failures';
import { serverAddress } from './input/server-address';
import { paletteFor, type Palette } from './output/palette';
import type { Terminal } from './terminal';

export interface GlobalOptions {
  readonly url: string;
  readonly apiKey?: string;
  readonly dataDir: string;
  readonly json?: boolean;
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
  client(): LedgerClient;
  /** The value as JSON where `--json` asks for it, else the text. */
  print(value: unknown, text: () => string): void;
}

/** Gathers what an action needs from Commander's command. */
export function sessionOf<Options extends object>(command: Command, terminal: Terminal): Session<Options> {
  const options = command.optsWithGlobals<Options & GlobalOptions>();
  const { out } = terminal;
  return {
    terminal,
    options,
    palette: paletteFor(out, terminal.env),
    width: out.isTTY === true ? out.columns : undefined,
    client: () => new LedgerClient({ url: serverAddress(options.url), headers: credentialHeaders(options, terminal) }),
    print: (value, text) => {
      out.write(`${options.json === true ? JSON.stringify(value, jsonValue, 2) : text()}\n`);
    },
  };
}

/** A revision is a bigint inside and a number outside. */
function jsonValue(_: string, value: unknown): unknown {
  return typeof value === 'bigint' ? Number(value) : value;
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
