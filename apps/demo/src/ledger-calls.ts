/** The ledger that the demo plays on. */
export class LedgerCalls {
  commands = 0;
  refused = 0;

  constructor(readonly url: string) {}

  /** The status of the answer. Refusals are part of the play; a fault of the ledger is an error. */
  async send(method: string, path: string, body?: object): Promise<number> {
    const response = await fetch(`${this.url}${path}`, {
      method,
      ...(body && { body: JSON.stringify(body), headers: { 'content-type': 'application/json' } }),
    });
    await response.arrayBuffer();
    this.commands += 1;
    if (response.status >= 500) throw new Error(`${method} ${path} was answered ${response.status}.`);
    if (response.status >= 400) this.refused += 1;
    return response.status;
  }

  /** As `send`, for what has to be done. */
  async demand(method: string, path: string, body: object): Promise<void> {
    const status = await this.send(method, path, body);
    if (status >= 400) throw new Error(`${method} ${path} was answered ${status}; the demo cannot continue.`);
  }
}
