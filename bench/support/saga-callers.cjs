'use strict';
const { performance } = require('node:perf_hooks');
const { setTimeout: pause } = require('node:timers/promises');

const ACTOR = { subject: 'bench', kind: 'caller' };

/** Callers that walk journeys of their own to and fro, each with a short breath between two commands. */
class Callers {
  #steps = 0;

  /** @param options first journey, how many callers, and the breath in milliseconds. */
  constructor(execute, { firstJourney, count, breathMs }) {
    this.execute = execute;
    this.options = { firstJourney, count, breathMs };
  }

  /** How long commands took, in milliseconds, until a promise is settled. */
  async during(end) {
    const taken = [];
    let isOver = false;
    const over = end.finally(() => (isOver = true));
    const { firstJourney, count, breathMs } = this.options;
    const walk = async (caller) => {
      while (!isOver) {
        const started = performance.now();
        await this.#step(`wait-${firstJourney + caller}`);
        taken.push(performance.now() - started);
        await pause(breathMs);
      }
    };
    await Promise.all([over, ...Array.from({ length: count }, (_, caller) => walk(caller))]);
    taken.sort((a, b) => a - b);
    const at = (share) => taken[Math.min(taken.length - 1, Math.floor(share * taken.length))];
    return { commands: taken.length, p50: at(0.5), p99: at(0.99) };
  }

  async #step(sessionId) {
    const step = (this.#steps += 1);
    const command = { type: 'ChangeContext', sessionId, patch: { step } };
    const { outcome, reason } = await this.execute({ tenant: 'default', actor: ACTOR, command });
    if (outcome !== 'ADVANCED') throw new Error(`A caller's command got the outcome ${outcome}: ${reason}`);
  }
}

module.exports = { Callers };
