import { once } from 'node:events';
import { EmbeddedLeases, LeasedLifecycle, runUntil, type Leases } from '@ledger/leases';

/** Resolves when what waits for nothing but the event loop has run. */
const settled = () => new Promise((resolve) => setImmediate(resolve));

describe('Work that needs a lease', () => {
  it('runs from the start of the application to its stop', async () => {
    const steps: string[] = [];
    const work = async (signal: AbortSignal): Promise<void> => {
      await runUntil(signal, {
        start: () => steps.push('started'),
        stop: () => Promise.resolve(void steps.push('stopped')),
      });
    };
    const log = { warn: (message: string) => steps.push(message) };
    const lifecycle = new LeasedLifecycle({ leases: new EmbeddedLeases(), name: 'saga/0', work, log });
    expect(steps).toEqual([]);
    lifecycle.onApplicationBootstrap();
    await settled();
    expect(steps).toEqual(['started']);
    await lifecycle.onModuleDestroy();
    expect(steps).toEqual(['started', 'stopped']);
  });

  it('stops when the lease is lost, and says so', async () => {
    const leases: Leases = {
      ttlMs: 0,
      acquire: (name) => Promise.resolve({ name, owner: 'me', token: 1n }),
      renew: () => Promise.resolve(false),
      release: () => Promise.resolve(),
      close: () => Promise.resolve(),
    };
    const warnings: string[] = [];
    const lost = new Promise<string>((resolve) => {
      const work = async (signal: AbortSignal): Promise<void> => {
        await once(signal, 'abort');
      };
      const lifecycle = new LeasedLifecycle({
        leases,
        name: 'saga/0',
        work,
        log: {
          warn: (message) => (warnings.push(message), void lifecycle.onModuleDestroy().then(() => resolve(message))),
        },
      });
      lifecycle.onApplicationBootstrap();
    });
    expect(await lost).toBe('Lost the lease saga/0; standing by.');
    expect(warnings).toHaveLength(1);
  });

  it('has nothing to stop where the application never started', async () => {
    const lifecycle = new LeasedLifecycle({
      leases: new EmbeddedLeases(),
      name: 'saga/0',
      work: () => Promise.resolve(),
      log: { warn: () => undefined },
    });
    await expect(lifecycle.onModuleDestroy()).resolves.toBeUndefined();
  });
});
