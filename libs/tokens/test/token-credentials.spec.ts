import {
  hashOfKey,
  isRefusal,
  refusal,
  type Authentication,
  type KeyCredentials,
  type Principal,
  type Scope,
} from '@ledger/access';
import { OwnTokens, TOKEN_SECONDS, TokenCredentials, TokenKey } from '../src';

const KEY = 'the key';
const UNKNOWN = refusal('unknown', 'No such key.');

describe('credentials that may be tokens', () => {
  let instant = Date.parse('2026-11-02T09:30:00Z');
  const clock = { now: () => new Date(instant) };
  const own = new OwnTokens(TokenKey.parse(TokenKey.generate()), clock);
  let holder: Authentication;
  const asked: string[] = [];
  const keys: KeyCredentials = {
    authenticate: ({ 'x-api-key': key }) => (key === KEY ? holder : UNKNOWN),
    ofHash(hashed, address) {
      asked.push(address);
      return hashed === hashOfKey(KEY) ? holder : UNKNOWN;
    },
  };
  const flows = (...scopes: Scope[]): Principal => ({
    ...{ clientId: 'flows', tenant: 'acme', scopes: new Set(scopes), definitions: new Set(['BillingCall']) },
  });
  const bearer = (token: string) => ({ authorization: `Bearer ${token}` });
  const tokenFor = (...scopes: Scope[]) => own.issue('flows', hashOfKey(KEY), scopes);

  beforeEach(() => {
    holder = flows('statestore.read', 'statestore.write');
    asked.length = 0;
  });

  it('allow what both the token and its key allow, in the tenant and for the definitions of the key', async () => {
    const credentials = new TokenCredentials({ keys, own, clock });
    const token = bearer(await tokenFor('statestore.read', 'audit.read'));
    const expected = { ...flows('statestore.read') };
    expect(await credentials.authenticate(token, '10.0.0.1')).toEqual(expected);
    holder = flows('admin');
    const all = flows('statestore.read', 'audit.read');
    expect(await credentials.authenticate(token, '10.0.0.1')).toEqual(all);
  });

  it('verify a signature once a minute, and ask for its key each time', async () => {
    const credentials = new TokenCredentials({ keys, own, clock });
    const token = bearer(await tokenFor('statestore.read'));
    const first = credentials.authenticate(token, '10.0.0.1');
    expect(first).toBeInstanceOf(Promise);
    await first;
    expect(credentials.authenticate(token, '10.0.0.2')).toEqual(flows('statestore.read'));
    expect(asked).toEqual(['10.0.0.1', '10.0.0.2']);
    holder = refusal('revoked', 'It was revoked.');
    expect(credentials.authenticate(token, '10.0.0.1')).toEqual(
      refusal('revoked', 'The key of this access token is refused: It was revoked.'),
    );
    instant += 60_000;
    expect(credentials.authenticate(token, '10.0.0.1')).toBeInstanceOf(Promise);
  });

  it('end with the token, kept or not', async () => {
    const credentials = new TokenCredentials({ keys, own, clock });
    const token = bearer(await tokenFor('statestore.read'));
    instant += (TOKEN_SECONDS + 59) * 1000;
    expect(isRefusal(await credentials.authenticate(token, ''))).toBe(false);
    instant += 1000;
    expect(await credentials.authenticate(token, '')).toEqual(refusal('expired', 'The access token has expired.'));
  });

  it('are keys in any other place, and tokens in no place of keys', async () => {
    const both = new TokenCredentials({ keys, own, clock });
    expect(await both.authenticate({ 'x-api-key': KEY }, '')).toBe(holder);
    expect(await both.authenticate({ 'x-api-key': await tokenFor('admin') }, '')).toBe(UNKNOWN);
    const alone = new TokenCredentials({ clock });
    expect(await alone.authenticate({ 'x-api-key': KEY }, '')).toMatchObject({ refused: 'unknown' });
    expect(await alone.authenticate({}, '')).toMatchObject({ refused: 'none' });
    expect(await alone.authenticate(bearer(await tokenFor('admin')), '')).toMatchObject({ refused: 'unknown' });
  });
});
