import {
  compileDefinition,
  escalationStream,
  operationStream,
  policyStream,
  POLICY_VIOLATED,
  type EscalationRequested,
  type OperationRequested,
  type PolicyViolated,
} from '@ledger/journey';
import { paymentCallDocument } from '@ledger/journey/testing';
import type { LedgerScript } from '../support/ledger-script';
import { at } from './instants';

/** Ids in the order of neither their journeys nor each other. */
export const DEFINITIONS = ['Middle', 'Alpha', 'Zulu'] as const;
export const JOURNEYS = 6;

/** The same names in all of them, so that nothing but the definition tells what belongs to which. */
export const CUSTOMER = 'ann';
export const ALIAS = 'crm:1';

export const sessionOf = (definitionId: string, number: number): string => `call-${number}-${definitionId}`;
export const escalationOf = (definitionId: string): string => `${sessionOf(definitionId, 1)}:2`;
export const operationOf = (definitionId: string): string => `op-${definitionId}`;

/** Journeys of three definitions that take turns, each with something in every read model. */
export async function writeSightScript(script: LedgerScript): Promise<void> {
  const compiled = DEFINITIONS.map((id) => compileDefinition({ ...paymentCallDocument, id }));
  const second = DEFINITIONS.map((id) => compileDefinition({ ...paymentCallDocument, id, version: 2 }));
  for (const definition of [...compiled, ...second]) await script.publish(definition, at(0));
  for (let number = 0; number < JOURNEYS; number += 1) {
    for (const [place, definition] of compiled.entries()) {
      const sessionId = sessionOf(definition.id, number);
      const seconds = number * 10 + place;
      const start = { type: 'StartJourney', sessionId, now: at(seconds), aliases: [ALIAS] } as const;
      const channel = number % 2 === 0 ? 'voice' : 'chat';
      await script.run(definition, { ...start, channel, ...(number < 4 && { customerId: CUSTOMER }) });
      const move = (targetStateId: string, after: number) =>
        script.run(definition, { type: 'TransitionJourney', sessionId, now: at(seconds + after), targetStateId });
      // As many as the definition's place: figures of one are those of no other.
      for (let refused = 0; refused <= place; refused += 1) await move('NOWHERE', 1);
      if (number > 0) await move('IDENTIFY', 2 + place);
      if (number > 2) await move('RETRY', 20);
      if (number > 3) await move('AGENT', 30);
      if (number > 4) await move('DONE', 40 + place);
    }
  }
  for (const { id } of compiled) {
    const sessionId = sessionOf(id, 1);
    const enteredRevision = script.stateOf(sessionId)?.enteredRevision ?? 0n;
    const definition = compiled.find((one) => one.id === id) ?? compiled[0];
    if (definition === undefined) continue;
    await script.run(definition, { type: 'AbortOnTimeout', sessionId, now: at(400), enteredRevision });
    await script.append(escalationStream('default', escalationOf(id)), 'EscalationRequested', requested(id), at(401));
    await script.append(policyStream('default', sessionId), POLICY_VIOLATED, violated(id), at(402));
    await script.append(
      operationStream('default', operationOf(id)),
      'OperationRequested',
      operation(operationOf(id), { definitionId: id }),
      at(403),
    );
  }
  const ofAll = operation('op-of-all', { state: 'WELCOME' });
  await script.append(operationStream('default', 'op-of-all'), 'OperationRequested', ofAll, at(404));
}

function requested(definitionId: string): EscalationRequested {
  return {
    ...{ escalation: 'callback', kind: 'callback', queue: 'retention', reason: 'timeout' },
    ...{ sessionId: sessionOf(definitionId, 1), definitionId, definitionVersion: 1, customerId: CUSTOMER },
    ...{ stateId: 'IDENTIFY', currentStateId: 'ABORT_TIMEOUT', journeyRevision: 2, triggeredAt: at(400) },
    journeyEventId: '6ba7b810-9dad-41d1-80b4-00c04fd430c8',
  };
}

function violated(definitionId: string): PolicyViolated {
  return {
    ...{ policy: 'ordered', kind: 'precedence', sessionId: sessionOf(definitionId, 1), definitionId },
    ...{ definitionVersion: 1, journeyRevision: 1, brokenAt: at(12), stateId: 'IDENTIFY' },
  };
}

function operation(operationId: string, filter: OperationRequested['filter']): OperationRequested {
  return {
    ...{ operationId, kind: 'move', filter, target: { stateId: 'AGENT' }, reason: 'Line 3.', ratePerSecond: 10 },
    ...{ requestedBy: { subject: 'maria' }, position: '7', at: at(0) },
  };
}
