import { setTimeout as pause } from 'node:timers/promises';
import { DEMO_DEFINITION, DEMO_VERSIONS } from './definitions';
import type { LedgerCalls } from './ledger-calls';
import type { Plan, Plans } from './plans';
import { playScenes } from './scenes';

export interface PlayOptions {
  readonly journeys: number;
  /** How many journeys are under way at one time. */
  readonly atOnce: number;
  /** 1: as planned; 0: without pauses. */
  readonly pace: number;
  readonly signal: AbortSignal;
  readonly onProgress?: (ended: number) => void;
}

/**
 * The journeys of the guide, and a day of traffic in fast motion. In its middle a version is published, and operators
 * override a timeout.
 * Ends early, without an error, if `signal` aborts.
 */
export async function playDay(calls: LedgerCalls, plans: Plans, options: PlayOptions): Promise<void> {
  const { journeys, atOnce, signal, onProgress } = options;
  const [first, second] = DEMO_VERSIONS;
  await calls.as('olga').demand('POST', '/v1/definitions?reason=The%20first%20flow%20for%20payments', first);
  let begun = 0;
  let ended = 0;
  await playScenes(calls);
  const playNext = async (): Promise<void> => {
    while (begun < journeys && !signal.aborted) {
      begun += 1;
      if (begun === Math.ceil(journeys / 2)) await changeRules(calls.as('olga'), second);
      await playJourney(calls, plans.next(), options);
      if (signal.aborted) return;
      ended += 1;
      onProgress?.(ended);
    }
  };
  await Promise.all(Array.from({ length: atOnce }, playNext));
}

/** From one start to the next, at pace 1. */
const NEXT_MS = 700;

/** One journey after the other, until `signal` aborts. */
export async function playOn(calls: LedgerCalls, plans: Plans, options: PlayOptions): Promise<void> {
  const playing = new Set<Promise<void>>();
  while (!options.signal.aborted) {
    const played = playJourney(calls, plans.next(), options);
    playing.add(played);
    void played.finally(() => playing.delete(played)).catch(() => undefined);
    await Promise.race([
      rest(NEXT_MS * options.pace, options.signal),
      played.then(() => rest(NEXT_MS, options.signal)),
    ]);
  }
  await Promise.all(playing);
}

async function changeRules(calls: LedgerCalls, version: object): Promise<void> {
  await calls.demand('POST', '/v1/definitions?reason=Ask%20how%20the%20call%20was', version);
  await calls.demand('PUT', `/v1/definitions/${DEMO_DEFINITION}/timeouts/PAYMENT`, {
    ...{ after: 'PT90S', applyTo: 'new', reason: 'The card terminal is slow today' },
  });
}

async function playJourney(all: LedgerCalls, { caller, steps }: Plan, { pace, signal }: PlayOptions): Promise<void> {
  const calls = all.as(caller);
  for (const { pauseMs, method, path, body, repeated } of steps) {
    await rest(pauseMs * pace, signal);
    if (signal.aborted) return;
    await calls.send(method, `/v1/journeys${path}`, body);
    if (repeated === true) await calls.send(method, `/v1/journeys${path}`, body);
  }
}

/** Ends early if `signal` aborts. */
async function rest(milliseconds: number, signal: AbortSignal): Promise<void> {
  if (milliseconds > 0) await pause(milliseconds, undefined, { signal }).catch(() => undefined);
}
