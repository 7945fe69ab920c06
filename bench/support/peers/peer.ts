import type { NextRequest } from '../load';

/** Something that keeps sessions durably behind HTTP, measured beside the ledger. */
export interface Peer {
  /** What `--only` calls it. */
  readonly id: string;
  readonly title: string;
  /** Gives it a folder of its own for all it stores. */
  open(folder: string): Promise<OpenPeer>;
}

/** A peer with its data, which may be started and killed again and again. */
export interface OpenPeer {
  /** @param traced words before the command of what writes its data, such as those of strace. */
  start(traced?: readonly string[]): Promise<RunningPeer>;
  /** Stops what remains running between two starts. */
  close(): Promise<void>;
}

export interface RunningPeer {
  /** Address of its HTTP face. */
  readonly url: string;
  /** Process ids; what they start counts as well. */
  readonly processes: readonly number[];
  startSession(sessionId: string): Promise<void>;
  /** State of a session. */
  stateOf(sessionId: string): Promise<string>;
  /** The request of one durable transition. */
  transition(sessionId: string, targetStateId: string, commandId: string): NextRequest;
  /** What it says itself of what a reply waits for. */
  durability(): Promise<Readonly<Record<string, unknown>>>;
  /** Calls of fsync and fdatasync so far, where it counts them itself. */
  syncs?(): Promise<number>;
  /** Ends its processes with SIGKILL. */
  readonly kill: () => Promise<void>;
}

/** Throws unless the reply is one of success, and gives its body. */
export async function answered(url: string, body?: object): Promise<unknown> {
  const init = { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) };
  const reply = await fetch(url, body === undefined ? {} : init);
  const text = await reply.text();
  if (!reply.ok) throw new Error(`${url} gave ${reply.status}: ${text.slice(0, 300)}`);
  return text === '' ? undefined : (JSON.parse(text) as unknown);
}
