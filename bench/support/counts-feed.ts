import { get, type ClientRequest } from 'node:http';
import { setTimeout as pause } from 'node:timers/promises';

/** What a count was at a time, milliseconds since 1970. */
export interface Counted {
  readonly at: number;
  readonly count: number;
}

interface StateCount {
  readonly definitionId: string;
  readonly version: number;
  readonly stateId: string;
  readonly journeys: number;
}

/** The live counts as a console receives them, with the history of one of them. */
export class CountsFeed {
  readonly counted: Counted[] = [];
  private readonly known = new Map<string, StateCount>();

  private constructor(
    private readonly request: ClientRequest,
    private readonly watched: { readonly definitionId: string; readonly stateId: string },
  ) {}

  static follow(url: string, definitionId: string, stateId: string): Promise<CountsFeed> {
    return new Promise((resolve, reject) => {
      const request = get(`${url}/v1/live/counts`, { agent: false }, (response) => {
        const feed = new CountsFeed(request, { definitionId, stateId });
        let rest = '';
        // Closing it ends the reply in its middle.
        response.on('error', () => undefined);
        response.setEncoding('utf8').on('data', (text: string) => {
          const messages = (rest + text).split('\n\n');
          rest = messages.pop() ?? '';
          for (const message of messages) feed.take(message);
          if (feed.counted.length > 0) resolve(feed);
        });
      });
      request.once('error', reject);
    });
  }

  states(): readonly StateCount[] {
    return [...this.known.values()];
  }

  /** Waits until the watched count is so many. */
  async until(count: number): Promise<void> {
    while ((this.counted.at(-1)?.count ?? 0) < count) await pause(50);
  }

  close(): void {
    this.request.destroy();
  }

  private take(message: string): void {
    const data = /^data: (.*)$/m.exec(message)?.[1];
    if (data === undefined) return;
    const { kind, states } = JSON.parse(data) as { readonly kind: string; readonly states: readonly StateCount[] };
    if (kind === 'snapshot') this.known.clear();
    for (const state of states) {
      const key = JSON.stringify([state.definitionId, state.version, state.stateId]);
      if (state.journeys === 0) this.known.delete(key);
      else this.known.set(key, state);
    }
    const { definitionId, stateId } = this.watched;
    const watched = this.states().filter((state) => state.definitionId === definitionId && state.stateId === stateId);
    this.counted.push({ at: Date.now(), count: watched.reduce((sum, { journeys }) => sum + journeys, 0) });
  }
}
