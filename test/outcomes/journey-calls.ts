import type { RunningLedger } from '../support/running-ledger';
import { cliSaid, option } from './cli-calls';
import { answerOf, type Answer } from './situations';

/** The definition that the journeys of the page run. */
export const CALL = {
  id: 'Call',
  version: 1,
  initial: 'WELCOME',
  states: {
    WELCOME: { timeout: { after: 'PT2M' }, transitions: [{ target: 'IDENTIFY' }, { target: 'PAYMENT' }] },
    IDENTIFY: { timeout: { after: 'PT2M' }, transitions: [{ target: 'PAYMENT' }] },
    PAYMENT: { timeout: { after: 'PT2M' }, transitions: [{ target: 'DONE' }] },
    ABORT_TIMEOUT: { transitions: [{ target: 'CALLBACK' }] },
    CALLBACK: { final: true },
    DONE: { final: true },
  },
  context: { type: 'object', properties: { verified: { type: 'boolean' } } },
};
export const OTHER_CALL = { ...CALL, id: 'OtherCall' };

/** How a command is sent. */
export interface Asking {
  readonly commandId?: string;
  /** Revision that the caller expects. */
  readonly lock?: number;
  /** The same as `If-Match`. */
  readonly tag?: number;
  /** Whether the body is another one than usual. */
  readonly isOther?: boolean;
  readonly definitionId?: string;
}

export interface JourneyCall {
  readonly name: string;
  /** Whether it starts a journey. */
  readonly starts?: true;
  /** Whether it only reads: it has no id and no lock. */
  readonly reads?: true;
  /** Whether it names a definition. */
  readonly namesDefinition?: true;
  readonly lock?: 'body' | 'tag' | 'body and tag';
  /** Whether the journey must have left its first state, so that there is something to do. */
  readonly afterFirst?: true;
  send(ledger: RunningLedger, sessionId: string, asking: Asking): Promise<Answer>;
}

const key = ({ commandId }: Asking): Record<string, string> =>
  commandId === undefined ? {} : { 'idempotency-key': commandId };
const tagged = ({ tag }: Asking): Record<string, string> => (tag === undefined ? {} : { 'if-match': `"${tag}"` });

type BodyOf = (asking: Asking) => object;

/** What the commands of a journey ask for, by the name that a line of a batch has for them. */
const BODIES = {
  start: ({ isOther, definitionId = CALL.id }) => ({
    definitionId,
    definitionVersion: 1,
    channel: isOther ? 'chat' : 'voice',
  }),
  transition: ({ isOther }) => ({ targetStateId: isOther ? 'PAYMENT' : 'IDENTIFY' }),
  context: ({ isOther }) => ({ context: { verified: !isOther } }),
  channel: ({ isOther }) => ({ channel: isOther ? 'mail' : 'chat' }),
  addAlias: ({ isOther }) => ({ alias: isOther ? 'crm:contact-94' : 'crm:contact-93' }),
  deadline: ({ isOther }) => ({ deadline: `2026-11-02T1${isOther ? 3 : 2}:00:00.000Z` }),
  restart: ({ isOther }) => ({ reason: isOther ? 'The customer asked' : 'Lost' }),
  move: ({ isOther }) => ({ targetStateId: isOther ? 'PAYMENT' : 'IDENTIFY', reason: 'Lost' }),
  migrate: ({ isOther }) => ({ toVersion: 2, reason: isOther ? 'The customer asked' : 'Lost' }),
} as const satisfies Record<string, BodyOf>;

function flow(name: string, bodyOf: BodyOf, traits: Partial<JourneyCall>): JourneyCall {
  return {
    ...{ name, ...traits },
    send: async (ledger, sessionId, asking) => {
      const { commandId, lock: expectedRevision } = asking;
      const body = { sessionId, commandId, expectedRevision, ...bodyOf(asking) };
      return answerOf(await ledger.post(`/v1/flow/${name}`, body));
    },
  };
}

function resource(name: keyof typeof BODIES, path: string, traits: Partial<JourneyCall> = {}): JourneyCall {
  const isPatch = name === 'context';
  return {
    ...{ name: isPatch ? '`PATCH context`' : `\`${path}\``, lock: isPatch ? 'tag' : 'body and tag', ...traits },
    send: async (ledger, sessionId, asking) => {
      const { commandId, lock: expectedRevision } = asking;
      if (isPatch) {
        const headers = { ...key(asking), ...tagged(asking) };
        const body = BODIES.context(asking).context;
        return answerOf(await ledger.send('PATCH', `/v1/journeys/${sessionId}/context`, { body, headers }));
      }
      const body = { commandId, expectedRevision, ...BODIES[name](asking) };
      return answerOf(await ledger.post(`/v1/journeys/${sessionId}/${path}`, body, tagged(asking)));
    },
  };
}

function line(name: keyof typeof BODIES, traits: Partial<JourneyCall> = { lock: 'body' }): JourneyCall {
  return {
    ...{ name: `\`${name}\``, ...traits },
    send: async (ledger, sessionId, asking) => {
      const { commandId, lock: expectedRevision } = asking;
      const fields = { command: name, sessionId, commandId, expectedRevision, ...BODIES[name](asking) };
      const headers = { 'content-type': 'application/x-ndjson' };
      return answerOf(await ledger.send('POST', '/v1/commands', { body: `${JSON.stringify(fields)}\n`, headers }));
    },
  };
}

const records = (datastoreId: string): string => `/api/v2/datastores/${datastoreId}/records`;

function cli(name: string, argsOf: (asking: Asking) => readonly string[], traits: Partial<JourneyCall>): JourneyCall {
  return {
    ...{ name: `\`${name}\``, ...traits },
    send: async (ledger, sessionId, asking) => {
      const options = [...option('--command-id', asking.commandId), ...option('--expect', asking.lock)];
      return answerOf(await cliSaid(ledger, [name, sessionId, ...argsOf(asking), ...options]));
    },
  };
}

const STARTS = { starts: true, namesDefinition: true } as const;
const READS = { reads: true } as const;

export const FACES: Readonly<Record<string, readonly JourneyCall[]>> = {
  'Flow face': [
    flow('ensure', BODIES.start, { name: '`ensure`', ...STARTS }),
    flow('transition', BODIES.transition, { name: '`transition`', lock: 'body' }),
    flow('context', ({ isOther }) => ({ ctx_verified: !isOther }), { name: '`context`', lock: 'body' }),
    flow('status', () => ({}), { name: '`status`', ...READS }),
  ],
  'Resource face': [
    {
      ...{ name: '`POST /v1/journeys`', ...STARTS },
      send: async (ledger, sessionId, asking) => {
        const body = { sessionId, commandId: asking.commandId, ...BODIES.start(asking) };
        return answerOf(await ledger.post('/v1/journeys', body));
      },
    },
    resource('transition', 'transitions'),
    resource('context', 'context'),
    resource('channel', 'channel'),
    resource('addAlias', 'aliases'),
    resource('deadline', 'deadline'),
    resource('restart', 'restart', { afterFirst: true }),
    resource('move', 'move'),
    resource('migrate', 'migrate'),
    { name: '`GET`', ...READS, send: async (ledger, id) => answerOf(await ledger.get(`/v1/journeys/${id}`)) },
  ],
  'Record face': [
    {
      ...{ name: '`POST`', ...STARTS },
      send: async (ledger, sessionId, asking) => {
        const value = { stateId: 'WELCOME', metadata: { channel: asking.isOther ? 'chat' : 'voice' } };
        const path = records(asking.definitionId ?? CALL.id);
        return answerOf(await ledger.post(path, { key: sessionId, value }, key(asking)));
      },
    },
    {
      ...{ name: '`PUT`', namesDefinition: true, lock: 'body and tag' },
      send: async (ledger, sessionId, asking) => {
        const { lock } = asking;
        const value = {
          stateId: asking.isOther ? 'PAYMENT' : 'IDENTIFY',
          version: lock === undefined ? undefined : lock + 1,
        };
        const headers = { ...key(asking), ...tagged(asking) };
        return answerOf(await ledger.send('PUT', `${records(CALL.id)}/${sessionId}`, { body: { value }, headers }));
      },
    },
    {
      ...{ name: '`GET`', namesDefinition: true, ...READS },
      send: async (ledger, sessionId) => answerOf(await ledger.get(`${records(CALL.id)}/${sessionId}`)),
    },
  ],
  'Batch of commands': [
    line('start', STARTS),
    line('transition'),
    line('context'),
    line('channel'),
    line('addAlias'),
    line('deadline'),
    line('restart', { lock: 'body', afterFirst: true }),
  ],
  'Command line': [
    cli(
      'start',
      ({ isOther, definitionId = CALL.id }) => [
        '-d',
        definitionId,
        '--definition-version',
        '1',
        '--channel',
        isOther ? 'chat' : 'voice',
      ],
      STARTS,
    ),
    cli('transition', ({ isOther }) => [isOther ? 'PAYMENT' : 'IDENTIFY'], { lock: 'body' }),
    cli('context', ({ isOther }) => [`verified=${!isOther}`], { lock: 'body' }),
    cli('channel', ({ isOther }) => [isOther ? 'mail' : 'chat'], { lock: 'body' }),
    cli('alias', (asking) => [BODIES.addAlias(asking).alias], { lock: 'body' }),
    cli('deadline', (asking) => [BODIES.deadline(asking).deadline], { lock: 'body' }),
    cli('restart', (asking) => ['--reason', BODIES.restart(asking).reason], { lock: 'body', afterFirst: true }),
    cli('move', ({ isOther }) => [isOther ? 'PAYMENT' : 'IDENTIFY', '--reason', 'Lost'], { lock: 'body' }),
    cli('migrate', (asking) => ['2', '--reason', BODIES.migrate(asking).reason], { lock: 'body' }),
    cli('show', () => [], READS),
  ],
};
