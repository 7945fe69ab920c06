import fc from 'fast-check';
import { compileDefinition, hasCardNumber, type Context } from '../src';
import { journeySpec, paymentCall, paymentCallDocument } from '../src/testing';
import { NOW, started } from './payment-call.test-support';

const { given } = journeySpec(paymentCall, NOW);

/** Numbers that networks publish for tests. */
const VISA = '4111111111111111';
const CARDS = [
  VISA,
  '4000000000000000006',
  '5555555555554444',
  '2223003122003222',
  '378282246310005',
  '30569309025904',
  '6011111111111117',
  '3530111333300000',
  '6200000000000005',
];

describe('a card number in a text', () => {
  it.each(CARDS)('is found: %s', (card) => {
    expect(hasCardNumber(card)).toBe(true);
    expect(hasCardNumber(`pays with ${card}, he says`)).toBe(true);
    expect(hasCardNumber(card.replace(/(.{4})/g, '$1 ').trim())).toBe(true);
    expect(hasCardNumber(`${card.replace(/(.{4})(.{6})(.+)/, '$1-$2-$3')} until 12 28`)).toBe(true);
  });

  it.each([
    ['without its check digit', '4111111111111112'],
    ['of a length that its issuer does not use', '411111111111116'],
    ['under a prefix of no issuer', '1111111111111117'],
    ['within a longer number', `7${VISA}9`],
    ['as the telephone number that it is', '+4111111111111111'],
    ['of a time', '2026-01-31T12:00:00.000Z'],
    ['of milliseconds', '1769860800000'],
    ['as a text', ''],
    ['as the last digits', 'ends in 1111'],
  ])('is not found %s', (_what, text) => {
    expect(hasCardNumber(text)).toBe(false);
  });

  it('is found however it is grouped, and whatever stands around it', () => {
    const around = fc.stringMatching(/^[a-zA-Z .,:;]{0,20}$/).map((text) => (text === '' ? text : `${text},`));
    const separated = fc
      .tuple(
        fc.constantFrom(...CARDS),
        fc.array(fc.constantFrom('', '', '', ' ', '-', ' - '), { minLength: 19, maxLength: 19 }),
      )
      .map(([card, separators]) =>
        [...card]
          .map((digit, at) => digit + (separators[at] ?? ''))
          .join('')
          .replace(/[ -]+$/, ''),
      );
    fc.assert(
      fc.property(around, separated, around, (before, card, after) => {
        expect(hasCardNumber(`${before}${card}${after === '' ? '' : `,${after}`}`)).toBe(true);
      }),
    );
  });
});

describe('a command with card data', () => {
  const start = (context: Context) => given().when({ type: 'StartJourney', context });

  it.each<[string, Context, RegExp]>([
    ['in a text', { note: `It is ${VISA}.` }, /^note has a payment card number in it\. /],
    ['as a number', { card: Number(VISA) }, /^card has/],
    ['deep within', { pay: [{ by: { card: VISA } }] }, /^pay\[0\]\.by\.card has/],
    ['as a name', { [VISA]: true }, /^A name in context is a payment card number\. /],
    ['under a name of a secret', { CVV_2: '123' }, /^CVV_2 is the name of a payment card's secret\. /],
    ['under such a name within', { card: { 'pin-block': 'f00' } }, /^card\.pin-block is/],
  ])('is refused %s, and the answer does not repeat it', (_what, context, reason) => {
    const expected = start(context);
    expected.thenRejected('CARD_DATA_REFUSED', reason);
    expect(
      JSON.stringify(expected.decision, (_, value: unknown) => (typeof value === 'bigint' ? '' : value)),
    ).not.toContain(VISA);
  });

  it.each<[string, Parameters<ReturnType<typeof given>['when']>[0]]>([
    ['a patch', { type: 'ChangeContext', patch: { note: VISA } }],
    ['a transition', { type: 'TransitionJourney', targetStateId: 'IDENTIFY', context: { note: VISA } }],
    ['an unknown state', { type: 'TransitionJourney', targetStateId: VISA }],
    ['an unknown event', { type: 'TransitionJourney', event: VISA }],
    ['a channel', { type: 'ChangeChannel', channel: VISA }],
    ['the reason of a restart', { type: 'RestartJourney', reason: `card ${VISA}` }],
    ['the reason of a move', { type: 'MoveJourney', targetStateId: 'IDENTIFY', reason: VISA }],
    ['the reason of a deadline', { type: 'ChangeDeadline', deadline: null, reason: VISA }],
    ['what a migration sets', { type: 'MigrateJourney', toVersion: 2, set: { note: VISA }, reason: 'new' }],
  ])('is refused in %s, whether or not there is a journey', (_what, command) => {
    given(started()).when(command).thenRejected('CARD_DATA_REFUSED', /card/);
    given().when(command).thenRejected('CARD_DATA_REFUSED', /card/);
  });

  it('is not one that removes such a name, nor one with a session like a number', () => {
    expect(given(started()).when({ type: 'ChangeContext', patch: { cvv: null } }).decision.kind).not.toBe('rejected');
    expect(given().when({ type: 'StartJourney', customerId: VISA, aliases: [`crm:${VISA}`] }).decision.kind).toBe(
      'accepted',
    );
  });

  it('is not one whose property is marked as none', () => {
    const order = { type: 'string', 'x-not-card': true };
    const properties = { order, pin: order, lines: { type: 'array', items: { properties: { order } } } };
    const marked = compileDefinition({ ...paymentCallDocument, context: { type: 'object', properties } });
    const { given: givenMarked } = journeySpec(marked, NOW);
    const decided = (context: Context) => givenMarked().when({ type: 'StartJourney', context });
    expect(decided({ order: VISA, pin: 'of a map', lines: [{ order: VISA }] }).decision.kind).toBe('accepted');
    decided({ order: VISA, note: VISA }).thenRejected('CARD_DATA_REFUSED', /^note/);
  });
});
