import { DEMO_DEFINITION } from './definitions';
import type { LedgerCalls } from './ledger-calls';

const DAY_MS = 86_400_000;

/** Journeys by name, which the guide to the console looks at: one refused, one stuck, one that waits for a call back. */
export async function playScenes(calls: LedgerCalls): Promise<void> {
  await refused(calls);
  await stuck(calls);
  await start(calls, 'demo-callback', 'customer-7');
  await move(calls, 'demo-callback', { targetStateId: 'IDENTIFY' });
}

/** The payment is more than the flow may take: its guard refuses it, and the customer waits for a supervisor. */
async function refused(calls: LedgerCalls): Promise<void> {
  const sessionId = 'demo-refused';
  await start(calls, sessionId, 'customer-4711');
  await move(calls, sessionId, { targetStateId: 'IDENTIFY' });
  await patch(calls, sessionId, { verified: true, cardLast4: '4242' });
  await move(calls, sessionId, { targetStateId: 'PAYMENT' });
  await patch(calls, sessionId, { amount: 900 });
  await calls.send('POST', `/v1/journeys/${sessionId}/transitions`, { event: 'PAID' });
  await giveADay(calls, sessionId, 'A supervisor has to approve the amount');
}

/** An agent forgot to end the call: it waits far longer than others do. */
async function stuck(calls: LedgerCalls): Promise<void> {
  const sessionId = 'demo-stuck';
  await start(calls, sessionId, 'customer-42');
  await move(calls, sessionId, { targetStateId: 'IDENTIFY' });
  await calls.as('agent-desktop').demand('POST', `/v1/journeys/${sessionId}/transitions`, { targetStateId: 'AGENT' });
  await giveADay(calls, sessionId, 'The agent asked for more time');
}

async function giveADay(calls: LedgerCalls, sessionId: string, reason: string): Promise<void> {
  const deadline = new Date(Date.now() + DAY_MS).toISOString();
  await calls.as('olga').demand('POST', `/v1/journeys/${sessionId}/deadline`, { deadline, reason });
}

async function start(calls: LedgerCalls, sessionId: string, customerId: string): Promise<void> {
  await calls.demand('POST', '/v1/journeys', {
    ...{ sessionId, definitionId: DEMO_DEFINITION, channel: 'voice', customerId },
    aliases: [`genesys:conv-${sessionId}`],
  });
}

function move(calls: LedgerCalls, sessionId: string, body: object): Promise<void> {
  return calls.demand('POST', `/v1/journeys/${sessionId}/transitions`, body);
}

function patch(calls: LedgerCalls, sessionId: string, context: object): Promise<void> {
  return calls.demand('PATCH', `/v1/journeys/${sessionId}/context`, context);
}
