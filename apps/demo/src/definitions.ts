/** Of the demo alone: its timeouts are seconds, so that a newcomer sees them elapse. */
export const DEMO_DEFINITION = 'DemoPayment';

const CONTEXT = {
  type: 'object',
  properties: {
    verified: { type: 'boolean', default: false },
    amount: { type: 'number', default: 0 },
    cardLast4: { type: 'string', 'x-personal': true },
  },
};

const FIRST = {
  WELCOME: { timeout: { after: 'PT30S' }, transitions: [{ target: 'IDENTIFY' }] },
  IDENTIFY: {
    title: 'Identify the customer',
    timeout: { after: 'PT30S', escalation: 'callback' },
    transitions: [
      { target: 'IDENTIFY', event: 'RETRY', guard: "visits('IDENTIFY') < 3" },
      { target: 'PAYMENT', guard: 'context.verified == true' },
    ],
  },
  AGENT: { title: 'With an agent', timeout: { after: 'PT2M' }, transitions: [{ target: 'COMPLETED' }] },
  COMPLETED: { final: true, outcome: 'success' },
  DECLINED: { final: true, outcome: 'failure' },
};

const PAYMENT = {
  title: 'Collect the payment',
  timeout: { after: 'PT45S', escalation: 'callback' },
};

const SHARED = {
  id: DEMO_DEFINITION,
  title: 'Payment call of the demo',
  initial: 'WELCOME',
  anyState: { transitions: [{ target: 'AGENT' }] },
  context: CONTEXT,
  escalations: { callback: { kind: 'callback', queue: 'retention', within: 'PT1M' } },
};

export const DEMO_VERSIONS = [
  {
    ...SHARED,
    version: 1,
    states: {
      ...FIRST,
      PAYMENT: {
        ...PAYMENT,
        transitions: [
          { target: 'COMPLETED', event: 'PAID', guard: 'context.amount > 0.0 && context.amount <= 500.0' },
          { target: 'DECLINED', event: 'REFUSED' },
        ],
      },
    },
  },
  {
    ...SHARED,
    version: 2,
    states: {
      ...FIRST,
      PAYMENT: {
        ...PAYMENT,
        transitions: [
          { target: 'SURVEY', event: 'PAID', guard: 'context.amount > 0.0 && context.amount <= 500.0' },
          { target: 'DECLINED', event: 'REFUSED' },
        ],
      },
      SURVEY: { timeout: { after: 'PT20S', target: 'COMPLETED' }, transitions: [{ target: 'COMPLETED' }] },
    },
  },
] as const;
