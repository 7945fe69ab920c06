import type { DefinitionDocument } from '@ledger/journey';
import { personalKeys, withoutPersonalInputs } from '../../src/journeys/personal-data';

function documentWith(properties: object): DefinitionDocument {
  return { id: 'D', version: 1, initial: 'A', states: { A: { final: true } }, context: { type: 'object', properties } };
}

describe('personal keys of a definition', () => {
  it('are the marked properties and those that hold a marked one', () => {
    const document = documentWith({
      name: { type: 'string', 'x-personal': true },
      card: { type: 'object', properties: { last4: { type: 'string', 'x-personal': true } } },
      phones: { type: 'array', items: { anyOf: [{ type: 'null' }, { type: 'string', 'x-personal': true }] } },
      verified: { type: 'boolean', 'x-personal': false },
      channel: { type: 'string' },
    });
    expect([...personalKeys(document)]).toEqual(['name', 'card', 'phones']);
  });

  it('do not exist without a context schema', () => {
    expect(personalKeys({ id: 'D', version: 1, initial: 'A', states: {} }).size).toBe(0);
  });
});

describe('inputs of a guard', () => {
  const personal = new Set(['card', 'full-name']);

  it('lose their personal values and keep the rest', () => {
    const inputs = {
      'context.card.last4': '4242',
      'context.card': { last4: '4242' },
      "context['full-name']": 'Ada',
      'context.cardless': true,
      "visits('PAY')": 2,
      channel: 'voice',
    };
    expect(withoutPersonalInputs(inputs, personal)).toEqual({
      inputs: { 'context.cardless': true, "visits('PAY')": 2, channel: 'voice' },
      withheld: ['context.card.last4', 'context.card', "context['full-name']"],
    });
  });

  it('lose personal properties of the context where a guard takes it whole', () => {
    const inputs = { context: { card: { last4: '4242' }, verified: true } };
    expect(withoutPersonalInputs(inputs, personal)).toEqual({
      inputs: { context: { verified: true } },
      withheld: ['card'],
    });
  });

  it('stay as they are where nothing is personal', () => {
    const inputs = { 'context.card': '4242' };
    expect(withoutPersonalInputs(inputs, new Set())).toEqual({ inputs, withheld: [] });
  });
});
