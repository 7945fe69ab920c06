import { createHash } from 'node:crypto';
import { compileDefinition, definitionHash, NO_TIMEOUT_CHANGES, withTimeoutRules } from '../src';
import type { DefinitionDocument } from '../src';
import { paymentCall, paymentCallDocument } from '../src/testing';

const small: DefinitionDocument = {
  id: 'Small',
  version: 1,
  initial: 'A',
  states: {
    A: { timeout: { after: 'PT1M' }, transitions: [{ target: 'B' }, { target: 'B', event: 'GO' }] },
    B: { final: true },
  },
};

describe('a compiled definition', () => {
  it('knows its states, and adds ABORT_TIMEOUT as a final one if omitted', () => {
    const definition = compileDefinition(small);
    expect(definition).toMatchObject({ id: 'Small', version: 1, initial: 'A', hash: definitionHash(small) });
    expect(['A', 'B', 'ABORT_TIMEOUT', 'C', 'constructor'].map((id) => definition.hasState(id))).toEqual([
      true,
      true,
      true,
      false,
      false,
    ]);
    expect(['A', 'B', 'ABORT_TIMEOUT', 'C'].map((id) => definition.isFinal(id))).toEqual([false, true, true, false]);
    expect(definition.document).toBe(small);
  });

  it('knows how a journey fared that ended in a state, where the document says so', () => {
    const B = { final: true, outcome: 'failure' } as const;
    const definition = compileDefinition({ ...small, states: { ...small.states, B } });
    expect(['A', 'B', 'ABORT_TIMEOUT', 'C'].map((id) => definition.outcomeOf(id))).toEqual([
      undefined,
      'failure',
      undefined,
      undefined,
    ]);
    expect(definition.hash).not.toBe(compileDefinition(small).hash);
  });

  it('lists own transitions first and those of anyState last, none to the state itself, none from a final one', () => {
    expect(paymentCall.transitionsFrom('RETRY').map(({ target, fromAnyState }) => [target, fromAnyState])).toEqual([
      ['IDENTIFY', false],
      ['AGENT', true],
    ]);
    expect(paymentCall.targetsFrom('AGENT')).toEqual(['DONE']);
    expect(paymentCall.targetsFrom('IDENTIFY')).toEqual(['RETRY', 'PAYMENT', 'REVIEW', 'AGENT']);
    expect(paymentCall.transitionsFrom('DONE')).toEqual([]);
    expect(paymentCall.targetsFrom('NOWHERE')).toEqual([]);
    expect(compileDefinition(small).targetsFrom('A')).toEqual(['B']);
  });

  it('is compiled once for each document', () => {
    expect(compileDefinition(small)).toBe(compileDefinition(small));
    expect(compileDefinition(structuredClone(small))).not.toBe(compileDefinition(small));
  });

  it('says what is wrong with a context', () => {
    expect(paymentCall.contextErrors({ verified: true, anything: [1] })).toEqual([]);
    expect(paymentCall.contextErrors({ verified: 1, note: 'x'.repeat(101) })).toEqual([
      'verified must be true or false; you sent 1.',
      'note must have at most 100 characters; it has 101.',
    ]);
    const strict = compileDefinition({
      ...small,
      context: { properties: { tier: { enum: ['gold', 'blue'] } }, additionalProperties: false, required: ['tier'] },
    });
    expect(strict.contextErrors({ tier: 'red', colour: 1 })).toEqual([
      'Small version 1 has no context field "colour"; it has tier.',
      'tier must be "gold" or "blue"; you sent the text "red".',
    ]);
    expect(strict.contextErrors({})).toEqual(['tier is missing.']);
    expect(compileDefinition(small).contextErrors({ anything: 1 })).toEqual([]);
  });

  it('checks formats, and reads draft-07 where the schema says so', () => {
    const definition = compileDefinition({
      ...small,
      context: {
        $schema: 'http://json-schema.org/draft-07/schema#',
        properties: { mail: { type: 'string', format: 'email' } },
      },
    });
    expect(definition.contextErrors({ mail: 'ann' })).toEqual([
      'mail must have the format email; you sent the text "ann".',
    ]);
  });

  it('gives the defaults of top-level properties', () => {
    expect(paymentCall.contextDefaults).toEqual({ verified: false, fraudScore: 0 });
    expect(compileDefinition(small).contextDefaults).toEqual({});
  });

  it('refuses a context schema that cannot be compiled', () => {
    expect(() => compileDefinition({ ...small, context: { type: 'nonsense' } })).toThrow(
      /Small has a faulty context schema: \/context: "nonsense" is not a type; use string, /,
    );
  });

  it('carries what operations changed of its timeouts, and nothing where they changed nothing', () => {
    const rules = { changes: NO_TIMEOUT_CHANGES, pauses: [{ from: 0, to: 1 }] };
    expect(withTimeoutRules(paymentCall, rules)).toMatchObject({ hash: paymentCall.hash, timeoutRules: rules });
    expect(withTimeoutRules(paymentCall, { changes: NO_TIMEOUT_CHANGES, pauses: [] })).toBe(paymentCall);
  });
});

describe('the hash of a definition', () => {
  it('is the SHA-256 of its canonical JSON', () => {
    const sorted =
      '{"id":"Small","initial":"A","states":{"A":{"timeout":{"after":"PT1M"},"transitions":[{"target":"B"},{"event":"GO","target":"B"}]},"B":{"final":true}},"version":1}';
    expect(definitionHash(small)).toBe(createHash('sha256').update(sorted).digest('hex'));
    expect(definitionHash(paymentCallDocument)).toMatch(/^[0-9a-f]{64}$/);
  });
});
