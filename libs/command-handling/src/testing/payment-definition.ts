import type { DefinitionDocument } from '@ledger/journey';

/** A small definition with everything that commands can meet: guards, triggers, policies, timeouts, personal data. */
export const PAYMENT_DEFINITION: DefinitionDocument = {
  id: 'Payment',
  version: 1,
  title: 'Payment call',
  initial: 'WELCOME',
  states: {
    WELCOME: {
      timeout: { after: 'PT2M' },
      transitions: [
        { target: 'IDENTIFY', event: 'ASK' },
        { target: 'PAY', onConflict: 'retry' },
        { target: 'NOTE', onConflict: 'merge' },
      ],
    },
    IDENTIFY: {
      timeout: { after: 'PT3M', escalation: 'callback' },
      transitions: [
        { target: 'PAY', guard: "context.verified == true && context.cardLast4 != '0000'" },
        { target: 'WELCOME', onConflict: 'restart' },
      ],
    },
    NOTE: { timeout: { after: 'PT1M' }, transitions: [{ target: 'PAY' }, { target: 'NOTE' }] },
    PAY: { timeout: { after: 'PT10M', target: 'CALL_BACK' }, transitions: [{ target: 'DONE' }] },
    CALL_BACK: { timeout: { after: 'PT1H' }, transitions: [{ target: 'DONE' }] },
    DONE: { final: true },
  },
  context: {
    type: 'object',
    properties: {
      verified: { type: 'boolean', default: false },
      attempts: { type: 'number' },
      cardLast4: { type: 'string', default: '', 'x-personal': true },
    },
    additionalProperties: false,
  },
  escalations: { callback: { kind: 'callback', queue: 'retention', within: 'PT15M' } },
};
