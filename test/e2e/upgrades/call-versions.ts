/** A call in its first version, and in the second: a state is renamed, one is new, and every call has a tier. */
export function firstVersion(id: string, context: object = {}) {
  return {
    id,
    version: 1,
    initial: 'WELCOME',
    states: {
      WELCOME: { timeout: { after: 'PT30M' }, transitions: [{ target: 'PAY' }, { target: 'AGENT' }] },
      PAY: { timeout: { after: 'PT1H' }, transitions: [{ target: 'DONE' }, { target: 'WELCOME' }] },
      AGENT: { timeout: { after: 'PT1H' }, transitions: [{ target: 'DONE' }] },
      DONE: { final: true },
    },
    context: { type: 'object', properties: { amount: { type: 'number' }, legacy: { type: 'boolean' } }, ...context },
  };
}

export function secondVersion(id: string, context: object = {}) {
  const { PAY, WELCOME, ...states } = firstVersion(id).states;
  return {
    ...firstVersion(id),
    version: 2,
    states: {
      ...states,
      WELCOME: { ...WELCOME, transitions: [{ target: 'PAYMENT' }, { target: 'AGENT' }, { target: 'SURVEY' }] },
      PAYMENT: PAY,
      SURVEY: { timeout: { after: 'PT5M' }, transitions: [{ target: 'DONE' }] },
    },
    context: {
      type: 'object',
      required: ['tier'],
      properties: {
        amount: { type: 'number' },
        tier: { type: 'string', default: 'basic' },
        address: { type: 'object', default: {}, properties: { country: { type: 'string', default: 'DE' } } },
      },
      ...context,
    },
    upgrade: { states: { PAY: 'PAYMENT' }, drop: ['legacy'] },
  };
}
