import type { NextRequest } from './load';

/** A definition that a journey can walk without end, so that a bench measures transitions and nothing else. */
export const SHUTTLE = {
  id: 'BenchShuttle',
  version: 1,
  title: 'Two states, to and fro',
  initial: 'WAITING',
  states: {
    WAITING: { timeout: { after: 'PT8H' }, transitions: [{ target: 'TALKING' }] },
    TALKING: { timeout: { after: 'PT8H' }, transitions: [{ target: 'WAITING' }, { target: 'DONE' }] },
    DONE: { final: true },
  },
  context: { type: 'object', properties: { verified: { type: 'boolean', default: false } } },
} as const;

/** Headers with an API key, of a server that asks for one. */
type Key = Readonly<Record<string, string>>;

/** Publishes the definition; a second time changes nothing. */
export async function publishShuttle(url: string, definition: object = SHUTTLE, key: Key = {}): Promise<void> {
  const reply = await fetch(`${url}/v1/definitions`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...key },
    body: JSON.stringify(definition),
  });
  if (!reply.ok) throw new Error(`Publishing the bench definition gave ${reply.status}: ${await reply.text()}`);
}

/** Starts journeys `<prefix>-<connection>-<n>` in bulk. */
export async function startJourneys(
  url: string,
  ids: Iterable<string>,
  perRequest = 5000,
  key: Key = {},
): Promise<void> {
  let lines: string[] = [];
  const flush = async (): Promise<void> => {
    if (lines.length === 0) return;
    const reply = await fetch(`${url}/v1/commands`, {
      method: 'POST',
      headers: { 'content-type': 'application/x-ndjson', ...key },
      body: lines.join('\n') + '\n',
    });
    const text = await reply.text();
    if (!reply.ok || /"outcome":"(REJECTED|NOT_FOUND|UNAVAILABLE)"/.test(text)) {
      throw new Error(`Starting bench journeys gave ${reply.status}: ${text.slice(0, 300)}`);
    }
    lines = [];
  };
  for (const sessionId of ids) {
    lines.push(JSON.stringify({ command: 'start', sessionId, definitionId: SHUTTLE.id, channel: 'voice' }));
    if (lines.length >= perRequest) await flush();
  }
  await flush();
}

export function sessionIds(prefix: string, connections: number, perConnection: number): string[] {
  return Array.from(
    { length: connections * perConnection },
    (_, n) => `${prefix}-${n % connections}-${Math.floor(n / connections)}`,
  );
}

/** Each connection walks its own journeys in turn, to and fro, with a command id of its own for every step. */
export function shuttleWalk(prefix: string, perConnection: number): (connection: number) => NextRequest {
  const steps: number[] = [];
  return (connection) => {
    const step = (steps[connection] = (steps[connection] ?? -1) + 1);
    const journey = step % perConnection;
    const target = Math.floor(step / perConnection) % 2 === 0 ? 'TALKING' : 'WAITING';
    return {
      path: `/v1/journeys/${prefix}-${connection}-${journey}/transitions`,
      body: `{"targetStateId":"${target}","commandId":"${prefix}-${connection}-${step}","context":{"verified":true}}`,
    };
  };
}

/** Waits until the read models have applied what was posted, so that their work is over before something is measured. */
export async function untilProjected(url: string, key: Key = {}): Promise<void> {
  for (;;) {
    const reply = await fetch(`${url}/v1/projections`, { headers: key });
    const { projections } = (await reply.json()) as { projections: readonly { lag: number | null; state: string }[] };
    if (projections.every(({ lag }) => lag === 0)) return;
    await new Promise((resolve) => setTimeout(resolve, 500));
  }
}

/** Each connection starts a journey, walks it to and fro and ends it, then starts the next one: as calls come and go. */
export function endingWalk(prefix: string, stepsPerJourney: number): (connection: number) => NextRequest {
  const taken: number[] = [];
  return (connection) => {
    const count = (taken[connection] = (taken[connection] ?? -1) + 1);
    const step = count % (stepsPerJourney + 1);
    const sessionId = `${prefix}-${connection}-${Math.floor(count / (stepsPerJourney + 1))}`;
    const commandId = `${prefix}-${connection}-${count}`;
    if (step === 0) {
      const start = { sessionId, commandId, definitionId: SHUTTLE.id, channel: 'voice' };
      return { path: '/v1/journeys', body: JSON.stringify(start) };
    }
    const isLast = step === stepsPerJourney;
    const targetStateId = isLast ? 'DONE' : step % 2 === 1 ? 'TALKING' : 'WAITING';
    const body = JSON.stringify({ targetStateId, commandId, context: { verified: true } });
    return { path: `/v1/journeys/${sessionId}/transitions`, body };
  };
}
