import { compileDefinition, type Context } from '@ledger/journey';
import type { LedgerScript, ScriptEnvelope } from '../support/ledger-script';

/** Midnight in Berlin, on the day whose third hour comes twice. */
const ORIGIN = Date.parse('2026-10-24T22:00:00.000Z');

/** So many minutes later. */
export function minute(minutes: number): string {
  return new Date(ORIGIN + minutes * 60_000).toISOString();
}

/** Final states of every outcome. */
export const claims = compileDefinition({
  id: 'Claims',
  version: 1,
  initial: 'OPEN',
  states: {
    OPEN: {
      timeout: { after: 'P1D' },
      transitions: [{ target: 'TRIAGE' }, { target: 'WITHDRAWN' }, { target: 'ARCHIVED' }],
    },
    TRIAGE: {
      transitions: [{ target: 'PAID' }, { target: 'DENIED' }, { target: 'WITHDRAWN' }, { target: 'OPEN' }],
    },
    PAID: { final: true, outcome: 'success' },
    DENIED: { final: true, outcome: 'failure' },
    WITHDRAWN: { final: true, outcome: 'abandoned' },
    ARCHIVED: { final: true },
  },
  context: { type: 'object', properties: { tier: { default: 'blue' } } },
});

interface Claim {
  readonly sessionId: string;
  /** In minutes, as all times here. */
  readonly start: number;
  readonly customerId?: string;
  readonly context?: Context;
  readonly moves: readonly (readonly [minutes: number, to: string, by?: string])[];
}

const CLAIMS: readonly Claim[] = [
  {
    ...{ sessionId: 'c1', start: 0, customerId: 'ann', context: { tier: 'gold' } },
    moves: [
      [60, 'TRIAGE', 'bea'],
      [70, 'OPEN', 'bea'],
      [130, 'TRIAGE', 'cem'],
      [190, 'PAID', 'bea'],
    ],
  },
  {
    ...{ sessionId: 'c2', start: 10, customerId: 'ann', context: { tier: 'gold', address: { country: 'DE' } } },
    moves: [
      [125, 'TRIAGE', 'cem'],
      [185, 'DENIED', 'cem'],
    ],
  },
  { sessionId: 'c3', start: 130, customerId: 'bob', moves: [[140, 'WITHDRAWN', 'bea']] },
  { sessionId: 'c4', start: 185, customerId: 'bob', context: { tier: 'blue' }, moves: [[200, 'ARCHIVED']] },
  { sessionId: 'c5', start: 200, context: { tier: 3 }, moves: [[260, 'TRIAGE', 'log']] },
  { sessionId: 'c6', start: 240, customerId: 'cara', moves: [[240 + 1_440, 'timeout']] },
  {
    ...{ sessionId: 'c7', start: 245, customerId: 'cara', context: { address: { country: 'DE' } } },
    moves: [
      [250, 'TRIAGE'],
      [2_000, 'WITHDRAWN'],
    ],
  },
];

/** Seven claims that ended in every way that a journey can, or not yet. */
export async function writeClaims(script: LedgerScript): Promise<void> {
  await script.publish(claims, minute(0));
  for (const { sessionId, start, moves, ...more } of CLAIMS) {
    await script.run(claims, { type: 'StartJourney', sessionId, now: minute(start), ...more }, by('anonymous'));
    for (const [minutes, to, actor = 'anonymous'] of moves) {
      const common = { sessionId, now: minute(minutes) };
      const move = { type: 'TransitionJourney', ...common, targetStateId: to } as const;
      if (to === 'timeout') {
        const enteredRevision = script.stateOf(sessionId)?.enteredRevision ?? 0n;
        await script.run(claims, { type: 'AbortOnTimeout', ...common, enteredRevision }, by('saga', 'saga'));
      } else if (actor === 'log') {
        // As an import of a log writes it: the log knows who did it, and the importer did not.
        const context = { 'org:resource': 'Value 1' };
        await script.run(claims, { ...move, context }, by('importer', 'import'));
      } else await script.run(claims, move, by(actor));
    }
  }
}

function by(subject: string, kind: 'caller' | 'saga' | 'import' = 'caller'): ScriptEnvelope {
  return { metadata: { actor: { subject, kind } } };
}
