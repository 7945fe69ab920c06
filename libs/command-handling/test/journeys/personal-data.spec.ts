import { NOTHING_PERSONAL, personalDataOf } from '@ledger/journey';
import { withoutPersonalInputs } from '../../src/journeys/personal-data';

describe('inputs of a guard', () => {
  const marked = { type: 'string', 'x-personal': true };
  const card = { type: 'object', properties: { last4: marked } };
  const properties = { card, 'full-name': { $ref: '#/$defs/name' }, cardless: { type: 'boolean' } };
  const personal = personalDataOf({ context: { type: 'object', properties, $defs: { name: marked } } });

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
    expect(withoutPersonalInputs(inputs, NOTHING_PERSONAL)).toEqual({ inputs, withheld: [] });
  });
});
