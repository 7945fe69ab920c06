import { readWebhookTargets } from '@ledger/escalations';
import { SECRET } from './desk.test-support';

const DESK = { name: 'desk', url: 'https://desk.example/hooks', secrets: [SECRET] };
const read = (value: unknown) => readWebhookTargets(JSON.stringify(value));

describe('webhook targets', () => {
  it('have a name, an address and secrets, and defaults for the rest', () => {
    expect(read([DESK])).toEqual([
      {
        name: 'desk',
        url: new URL('https://desk.example/hooks'),
        secrets: [SECRET],
        concurrency: 8,
        timeoutMs: 10_000,
        allowPrivate: false,
        tenants: ['default'],
      },
    ]);
    expect(read([{ ...DESK, concurrency: 1, timeoutMs: 500, allowPrivate: true }])[0]).toMatchObject({
      concurrency: 1,
      timeoutMs: 500,
      allowPrivate: true,
    });
    expect(read([])).toEqual([]);
  });

  it('may be this machine over http where that is allowed', () => {
    for (const host of ['127.0.0.1:9000', 'localhost:9000', '[::1]:9000']) {
      expect(read([{ ...DESK, url: `http://${host}/x`, allowPrivate: true }])).toHaveLength(1);
      expect(() => read([{ ...DESK, url: `http://${host}/x` }])).toThrow(/allowPrivate/);
    }
  });

  it.each<[string, unknown, RegExp]>([
    ['an object', {}, /JSON array/],
    ['a text among them', ['desk'], /entry 0/],
    ['no name', [{ ...DESK, name: '' }], /entry 0 a name/],
    ['a name twice', [DESK, DESK], /"desk" twice/],
    ['no url', [{ ...DESK, url: undefined }], /https address/],
    ['another protocol', [{ ...DESK, url: 'ftp://desk.example' }], /https address/],
    ['http to elsewhere', [{ ...DESK, url: 'http://desk.example', allowPrivate: true }], /https url/],
    ['http to a name that only looks like here', [{ ...DESK, url: 'http://localhost.evil.example' }], /https url/],
    ['a password in the url', [{ ...DESK, url: 'https://u:p@desk.example' }], /without user/],
    ['a fragment', [{ ...DESK, url: 'https://desk.example/#x' }], /without user/],
    ['no secret', [{ ...DESK, secrets: [] }], /1 to 5 secrets/],
    ['six secrets', [{ ...DESK, secrets: Array(6).fill(SECRET) }], /1 to 5 secrets/],
    ['a secret of another shape', [{ ...DESK, secrets: ['hunter2hunter2'] }], /"whsec_"/],
    ['a short secret', [{ ...DESK, secrets: ['whsec_AAAA'] }], /24 to 64 bytes/],
    ['no concurrency', [{ ...DESK, concurrency: 0 }], /concurrency/],
    ['a timeout of text', [{ ...DESK, timeoutMs: '10s' }], /timeoutMs/],
    ['tenants of text', [{ ...DESK, tenants: 'acme' }], /list of tenants/],
    ['no tenants', [{ ...DESK, tenants: [] }], /list of tenants/],
    ['a tenant that cannot be', [{ ...DESK, tenants: ['acme', 'a-b'] }], /list of tenants/],
    ['a flag of text', [{ ...DESK, allowPrivate: 'yes' }], /allowPrivate/],
    ['an unknown member', [{ ...DESK, retries: 3 }], /not "retries"/],
  ])('are refused with %s, in words that show no secret', (_, value, reason) => {
    expect(() => read(value)).toThrow(reason);
    expect(() => read(value)).not.toThrow(/hunter2|whsec_AAAA/);
  });

  it('are JSON', () => {
    expect(() => readWebhookTargets('[{"name": "whsec_x"')).toThrow('should be JSON, and cannot be parsed');
  });
});
