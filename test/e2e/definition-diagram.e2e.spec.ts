import { RunningLedger } from '../support/running-ledger';

describe('The diagram of a definition', () => {
  let ledger: RunningLedger;
  beforeAll(async () => {
    ledger = await RunningLedger.start({ ROLES: 'api' });
  });
  afterAll(() => ledger.remove());

  const BASE = '/v1/definitions/CustomerJourneyState/versions/1';

  it('is laid out once for each version, and known again by its hash', async () => {
    const reply = await ledger.get(`${BASE}/layout`);
    expect(reply.status).toBe(200);
    const layout = reply.json();
    expect(layout).toMatchObject({ id: 'CustomerJourneyState', version: 1, engine: 'elk' });
    expect(reply.headers).toMatchObject({ etag: `"${String(layout['hash'])}"`, 'cache-control': 'no-cache' });
    const again = await ledger.get(`${BASE}/layout`, { 'if-none-match': String(reply.headers.etag) });
    expect([again.status, again.text]).toEqual([304, '']);
    const lasting = await ledger.get(`${BASE}/layout?hash=${String(layout['hash'])}`);
    expect(lasting.headers['cache-control']).toBe('private, max-age=31536000, immutable');
    expect(lasting.json()).toEqual(layout);
  });

  it('is an SVG of the same picture, or Mermaid', async () => {
    const svg = await ledger.get(`${BASE}/diagram?format=svg`);
    expect(svg.headers['content-type']).toBe('image/svg+xml; charset=utf-8');
    expect(svg.text).toContain('<title>INTRO_WELCOME</title>');
    const { width, height } = (await ledger.get(`${BASE}/layout`)).json();
    expect(svg.text).toContain(`viewBox="0 0 ${String(width)} ${String(height)}"`);
    const text = await ledger.get(`${BASE}/diagram`);
    expect(text.headers['content-type']).toBe('text/plain; charset=utf-8');
    expect(text.text).toMatch(/^stateDiagram-v2\n/);
  });

  it.each([
    ['/v1/definitions/CustomerJourneyState/versions/9/layout', 404, 'DEFINITION_NOT_FOUND'],
    [`${BASE}/layout?hash=other`, 404, 'DEFINITION_NOT_FOUND'],
    [`${BASE}/diagram?format=png`, 400, 'VALIDATION_FAILED'],
  ])('is refused at %s with %i', async (path, status, code) => {
    const reply = await ledger.get(path);
    expect([reply.status, reply.json()['code']]).toEqual([status, code]);
  });
});
