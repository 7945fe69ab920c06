import type { NextRequest } from '../load';
import type { RunningPeer } from './peer';

/** Sessions that each connection walks in turn, to and fro between two states; it knows where each is in the end. */
export class SessionWalk {
  readonly #steps: number[];

  constructor(
    private readonly prefix: string,
    private readonly connections: number,
    private readonly perConnection: number,
  ) {
    this.#steps = Array.from({ length: connections }, () => 0);
  }

  get sessionIds(): readonly string[] {
    return Array.from({ length: this.connections * this.perConnection }, (_, n) =>
      this.#idOf(n % this.connections, Math.floor(n / this.connections)),
    );
  }

  /** The next request of each connection, asked for when its reply before has come. */
  next(peer: RunningPeer): (connection: number) => NextRequest {
    return (connection) => {
      const step = this.#steps[connection] ?? 0;
      this.#steps[connection] = step + 1;
      const session = step % this.perConnection;
      const target = Math.floor(step / this.perConnection) % 2 === 0 ? 'TALKING' : 'WAITING';
      return peer.transition(this.#idOf(connection, session), target, `${this.prefix}-${connection}-${step}`);
    };
  }

  /** Where each session must be once every request was answered. */
  expected(): ReadonlyMap<string, string> {
    const states = new Map<string, string>();
    this.#steps.forEach((steps, connection) => {
      for (let session = 0; session < this.perConnection; session += 1) {
        const moves = Math.floor((steps + this.perConnection - 1 - session) / this.perConnection);
        states.set(this.#idOf(connection, session), moves % 2 === 0 ? 'WAITING' : 'TALKING');
      }
    });
    return states;
  }

  #idOf(connection: number, session: number): string {
    return `${this.prefix}-${connection}-${session}`;
  }
}
