import { aliasStream, claimStanding, fold, MOST_ALIASES, parseStream, type AliasClaim } from '../src';
import { paymentCall, recorded } from '../src/testing';
import { at, given, moved, NOW, started } from './payment-call.test-support';

const ALIAS = 'crm:contact-93';
const aliased = started({ aliases: [ALIAS] });
const removed = { type: 'AliasRemoved', data: { alias: ALIAS } } as const;
const CLAIMED = { claimedAt: 0n };

describe('starting under aliases', () => {
  it('records them, and none where there are none', () => {
    given()
      .when({ type: 'StartJourney', channel: 'voice', aliases: [ALIAS, 'genesys:1'] })
      .then({ type: 'JourneyStarted', data: { ...started({ aliases: [ALIAS, 'genesys:1'] }).data } as never });
    given()
      .when({ type: 'StartJourney', channel: 'voice', aliases: [] })
      .then({ type: 'JourneyStarted', data: { ...started().data } as never });
  });

  it('refuses what is not an alias, one twice, and too many', () => {
    const start = (aliases: readonly string[]) => given().when({ type: 'StartJourney', aliases });
    start(['contact']).thenRejected('VALIDATION_FAILED', /^An alias is platform:id, such as .* you sent "contact"\.$/);
    start([ALIAS, ALIAS]).thenRejected('VALIDATION_FAILED', /twice/);
    start(Array.from({ length: MOST_ALIASES + 1 }, (_, n) => `a:${n}`)).thenRejected('VALIDATION_FAILED', /at most 20/);
  });
});

describe('adding an alias', () => {
  it('appends it once, for a claim that the journey has not given up since', () => {
    given(started())
      .when({ type: 'AddAlias', alias: ALIAS, ...CLAIMED })
      .then({ type: 'AliasAdded', data: { alias: ALIAS } });
    given(aliased)
      .when({ type: 'AddAlias', alias: ALIAS, ...CLAIMED })
      .thenNothing('unchanged');
    given(aliased, removed)
      .when({ type: 'AddAlias', alias: ALIAS, ...CLAIMED })
      .thenConflict(/not claimed/);
    given(aliased, removed)
      .when({ type: 'AddAlias', alias: ALIAS, claimedAt: 1n })
      .then({ type: 'AliasAdded', data: { alias: ALIAS } });
  });

  it('keeps the reason, if one is given, which says something and has no card in it', () => {
    given(started())
      .when({ type: 'AddAlias', alias: ALIAS, ...CLAIMED, reason: 'Writes as well' })
      .then({ type: 'AliasAdded', data: { alias: ALIAS, reason: 'Writes as well' } });
    given(aliased)
      .when({ type: 'RemoveAlias', alias: ALIAS, reason: 'Wrong customer' })
      .then({ type: 'AliasRemoved', data: { alias: ALIAS, reason: 'Wrong customer' } });
    given(aliased)
      .when({ type: 'RemoveAlias', alias: ALIAS, reason: ' ' })
      .thenRejected('VALIDATION_FAILED', /reason is empty/);
  });

  it('appends nothing without a claim', () => {
    given(started())
      .when({ type: 'AddAlias', alias: ALIAS })
      .thenConflict(/not claimed/);
    given(started())
      .when({ type: 'AddAlias', alias: ALIAS, heldBy: 'call-2' })
      .thenRejected('ALIAS_TAKEN', /"crm:contact-93" belongs to the open journey call-2 of PaymentCall/);
  });

  it('refuses one too many', () => {
    const full = started({ aliases: Array.from({ length: MOST_ALIASES }, (_, n) => `a:${n}`) });
    given(full)
      .when({ type: 'AddAlias', alias: ALIAS, ...CLAIMED })
      .thenRejected('TOO_MANY_ALIASES', /has 20/);
  });
});

describe('removing an alias', () => {
  it('appends that it is removed, if the journey has it', () => {
    given(aliased).when({ type: 'RemoveAlias', alias: ALIAS }).then(removed);
    given(started()).when({ type: 'RemoveAlias', alias: ALIAS }).thenNothing('unchanged');
  });

  it('voids a claim whose command did not add it yet, once', () => {
    given(started()).when({ type: 'RemoveAlias', alias: ALIAS, voidsClaimAt: 0n }).then(removed);
    given(started(), removed).when({ type: 'RemoveAlias', alias: ALIAS, voidsClaimAt: 0n }).thenNothing('unchanged');
  });
});

describe('the fold of aliases', () => {
  it('is absent while there are none, and again when all are removed', () => {
    const without = fold(recorded([started()], { first: 0n, occurredAt: NOW, commandId: 'c' }));
    expect(without).not.toHaveProperty('aliases');
    expect(without).not.toHaveProperty('removedAliases');
    const after = fold(recorded([aliased, removed], { first: 0n, occurredAt: NOW, commandId: 'c' }));
    expect(after?.aliases).toBeUndefined();
    expect(after?.removedAliases).toEqual(new Map([[ALIAS, 1n]]));
  });
});

describe('what a claim means for the next start', () => {
  const claim: AliasClaim = { alias: ALIAS, definitionId: 'PaymentCall', sessionId: 's', since: 0n };
  const standing = (
    resume: 'always' | 'never' | { within: string } | undefined,
    ...events: Parameters<typeof given>
  ) => {
    const state = fold(recorded(events, { first: 0n, occurredAt: NOW, commandId: 'c' }));
    const journey = state && { state, definition: paymentCall };
    return claimStanding(resume === undefined ? {} : { resume }, claim, journey, at(60));
  };

  it.each([
    ['an open journey that has the alias', 'always', [aliased], 'resume'],
    ['one that does not have it yet', 'always', [started()], 'adopt'],
    ['one that gave it up', 'always', [aliased, removed], 'free'],
    ['one that has ended', 'always', [aliased, moved('WELCOME', 'DONE')], 'free'],
    ['one that timed out', 'always', [started({ aliases: [ALIAS], stateId: 'ABORT_TIMEOUT' })], 'timed-out'],
    ['a session of another definition', 'always', [started({ aliases: [ALIAS], definitionId: 'Other' })], 'free'],
    ['no journey yet', 'always', [], 'pending'],
    ['one just within the time', { within: 'PT1H' }, [aliased], 'resume'],
    ['one beyond the time', { within: 'PT59M' }, [aliased], 'free'],
    ['any journey, if the definition never resumes', 'never', [aliased], 'free'],
    ['any journey, if the definition does not say', undefined, [aliased], 'free'],
  ] as const)('of %s', (_, resume, events, expected) => {
    expect(standing(resume, ...(events as unknown as Parameters<typeof given>))).toBe(expected);
  });
});

describe('the stream of an alias', () => {
  it.each([ALIAS, 'a:-', 'twilio:a/b?c=%2F~"\\', `A.1_-:${'x'.repeat(193)}`])('has the name of %j', (alias) => {
    expect(parseStream(aliasStream('default', alias))).toEqual({ kind: 'alias', tenant: 'default', id: alias });
  });

  it.each(['', 'a', 'a:', ':a', 'a b:c', 'a:b c', 'a:é', 'a:\n', `a:${'x'.repeat(199)}`, `${'a'.repeat(33)}:b`])(
    'refuses %j',
    (alias) => expect(() => aliasStream('default', alias)).toThrow(TypeError),
  );
});
