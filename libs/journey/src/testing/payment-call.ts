import { compileDefinition } from '../definition/compile-definition';
import type { CompiledDefinition, DefinitionDocument } from '../definition/definition';

/** A definition that has one of everything, for specs to which the definition does not matter. */
export const paymentCallDocument: DefinitionDocument = {
  id: 'PaymentCall',
  version: 1,
  initial: 'WELCOME',
  states: {
    WELCOME: {
      timeout: { after: 'PT2M' },
      transitions: [
        { target: 'IDENTIFY', onConflict: 'retry' },
        { target: 'PAYMENT', event: 'PAY', guard: "channel == 'voice'" },
      ],
    },
    IDENTIFY: {
      timeout: { after: 'PT3M', escalation: 'callback' },
      transitions: [
        { target: 'RETRY', onConflict: 'restart' },
        { target: 'PAYMENT', guard: 'context.verified == true', onConflict: 'merge' },
        { target: 'REVIEW', event: 'SCORED', guard: 'context.fraudScore > 5' },
        { target: 'RETRY', event: 'SCORED' },
      ],
    },
    RETRY: {
      timeout: { after: 'PT1M', target: 'AGENT' },
      transitions: [{ target: 'IDENTIFY', guard: "visits('IDENTIFY') < 3" }],
    },
    PAYMENT: { timeout: { after: 'PT10M' }, transitions: [{ target: 'DONE' }, { target: 'PAYMENT', event: 'AGAIN' }] },
    REVIEW: { transitions: [{ target: 'DONE' }] },
    AGENT: { timeout: { after: 'PT30M' }, transitions: [{ target: 'DONE' }] },
    ABORT_TIMEOUT: { timeout: { after: 'P1D', target: 'DONE' }, transitions: [{ target: 'CALLED_BACK' }] },
    CALLED_BACK: { final: true },
    DONE: { final: true },
  },
  anyState: { transitions: [{ target: 'AGENT' }] },
  context: {
    type: 'object',
    properties: {
      verified: { type: 'boolean', default: false },
      fraudScore: { type: 'number', default: 0 },
      address: { type: 'object' },
      note: { type: 'string', maxLength: 100 },
    },
  },
  escalations: { callback: { kind: 'callback', queue: 'retention', within: 'PT15M' } },
};

export const paymentCall: CompiledDefinition = compileDefinition(paymentCallDocument);
