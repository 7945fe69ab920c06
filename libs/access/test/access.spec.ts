import { UpcasterRegistry } from '@ledger/event-store';
import { InMemoryEventStore } from '@ledger/event-store/testing';
import { FakeTime } from '@ledger/runtime/testing';
import {
  ApiKeyCredentials,
  ApiKeys,
  hashOfKey,
  keyOf,
  KeyRing,
  KeyStreams,
  mayDo,
  mayUse,
  SCOPES,
  type Scope,
} from '../src';

const entry = (client: string, key: string, scopes: string): string => `${client}:${hashOfKey(key)}:${scopes}`;

describe('API keys', () => {
  it('tell callers apart by the hash of what they send', () => {
    const keys = ApiKeys.parse(
      `${entry('flow', 'k1', 'statestore.read+statestore.write')}, ${entry('audit', 'k2', 'audit.read')}`,
    );
    expect(keys.principalOf(hashOfKey('k1'))).toEqual({
      ...{ clientId: 'flow', tenant: 'default' },
      scopes: new Set(['statestore.read', 'statestore.write']),
    });
    expect(keys.principalOf(hashOfKey('k2'))?.clientId).toBe('audit');
    expect(keys.principalOf(hashOfKey('k3'))).toBeUndefined();
    expect(keys.principalOf('k1')).toBeUndefined();
  });

  it('strip the configured prefix from scopes', () => {
    const keys = ApiKeys.parse(entry('flow', 'k', 'cloudplatform:statestore.read+admin'), 'cloudplatform:');
    expect(keys.principalOf(hashOfKey('k'))?.scopes).toEqual(new Set(['statestore.read', 'admin']));
  });

  it.each([
    ['', 'API_KEYS is empty; it must list at least one key.'],
    [
      'flow:secret:admin',
      'Entry 1 of API_KEYS must be <client id>:<SHA-256 of the key in lower-case hexadecimal>:<scope>+<scope>.',
    ],
    [entry('flow', 'k', 'everything'), `API_KEYS gives flow the scope "everything"; scopes are ${SCOPES.join(', ')}.`],
    [`${entry('a', 'k', 'admin')} ${entry('b', 'k', 'admin')}`, 'Entry 2 of API_KEYS repeats an earlier key.'],
  ])('are refused in one sentence that repeats no key: %#', (text, sentence) => {
    expect(() => ApiKeys.parse(text)).toThrow(
      expect.objectContaining({ code: 'API_KEYS_INVALID', message: sentence }) as Error,
    );
  });
});

describe('credentials', () => {
  const basic = (pair: string): string => `Basic ${Buffer.from(pair).toString('base64')}`;
  it.each([
    [{ 'x-api-key': 'k' }, 'k'],
    [{ authorization: 'Bearer k' }, 'k'],
    [{ authorization: 'bearer  k' }, 'k'],
    [{ authorization: basic('anyone:k:l') }, 'k:l'],
    [{ authorization: basic('anyone:') }, undefined],
    [{ authorization: basic('anyone') }, undefined],
    [{ authorization: 'Digest k' }, undefined],
    [{ authorization: 'Bearer' }, undefined],
    [{ 'x-api-key': ['a', 'b'] }, undefined],
    [{}, undefined],
  ])('%j give %p', (headers, key) => {
    expect(keyOf(headers)).toBe(key);
  });
});

describe('API key credentials', () => {
  const store = new InMemoryEventStore();
  const streams = new KeyStreams({ store, upcasters: new UpcasterRegistry() });
  const noKeys = new KeyRing({ store, streams, clock: new FakeTime() });
  const credentials = new ApiKeyCredentials(ApiKeys.parse(entry('flow', 'k', 'admin')), noKeys);

  it('tell who sends a request, or why it is refused, without the key', async () => {
    await noKeys.refresh();
    expect(credentials.authenticate({ 'x-api-key': 'k' }, '127.0.0.1')).toMatchObject({
      clientId: 'flow',
      tenant: 'default',
    });
    expect(credentials.authenticate({}, '127.0.0.1')).toMatchObject({ refused: 'none' });
    const refused = credentials.authenticate({ 'x-api-key': 'a-guess' }, '127.0.0.1');
    expect(refused).toMatchObject({ refused: 'unknown' });
    expect(JSON.stringify(refused)).not.toContain('a-guess');
  });
});

describe('a principal', () => {
  it('may use all definitions, or those that it is bound to', () => {
    expect([mayUse({}, 'Call'), mayUse({ definitions: new Set(['Call']) }, 'Call')]).toEqual([true, true]);
    expect(mayUse({ definitions: new Set(['Call']) }, 'Chat')).toBe(false);
  });
});

describe('scopes', () => {
  it('allow what they name, and admin allows everything', () => {
    const granted = (...scopes: Scope[]): Set<Scope> => new Set(scopes);
    expect(mayDo(granted('statestore.read'), 'statestore.read')).toBe(true);
    expect(mayDo(granted('statestore.read'), 'statestore.write')).toBe(false);
    expect(mayDo(granted(), 'statestore.read')).toBe(false);
    for (const scope of SCOPES) expect(mayDo(granted('admin'), scope)).toBe(true);
  });
});
