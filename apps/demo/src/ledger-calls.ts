import type { Caller, Keys } from './callers';

/** The ledger that the demo plays on, as one of its callers. */
export class LedgerCalls {
  constructor(
    readonly url: string,
    /** Absent: a ledger that asks for no key. */
    private readonly keys?: Keys,
    private readonly caller: Caller = 'ivr-flow',
    readonly sent = { commands: 0, refused: 0 },
  ) {}

  /** The same calls, counted together, by another caller. */
  as(caller: Caller): LedgerCalls {
    return new LedgerCalls(this.url, this.keys, caller, this.sent);
  }

  /** The status of the answer. Refusals are part of the play; a fault of the ledger is an error. */
  async send(method: string, path: string, body?: object): Promise<number> {
    const response = await fetch(`${this.url}${path}`, {
      method,
      headers: {
        ...(body && { 'content-type': 'application/json' }),
        ...(this.keys && { 'x-api-key': this.keys[this.caller] }),
      },
      ...(body && { body: JSON.stringify(body) }),
    });
    await response.arrayBuffer();
    this.sent.commands += 1;
    if (response.status >= 500) throw new Error(`${method} ${path} was answered ${response.status}.`);
    if (response.status >= 400) this.sent.refused += 1;
    return response.status;
  }

  /** As `send`, for what has to be done. */
  async demand(method: string, path: string, body: object): Promise<void> {
    const status = await this.send(method, path, body);
    if (status >= 400) throw new Error(`${method} ${path} was answered ${status}; the demo cannot continue.`);
  }
}
