import { Cluster } from '../e2e/scale-out/cluster';
import { buildLedger } from '../support/ledger-process';
import { runRounds } from './rounds';

const ROUNDS = 4;

describe('the answers of two processes on one event store server, one of which is killed under load', () => {
  let cluster: Cluster;
  beforeAll(async () => {
    buildLedger();
    cluster = await Cluster.start();
  });
  afterAll(() => cluster.stop());

  it('agree with one order of all operations and with real time', async () => {
    const rounds = await runRounds(
      {
        url: (caller) => cluster.url(caller % 2 === 0 ? 'api-1' : 'api-2'),
        kill: () => cluster.kill('api-2'),
        revive: () => cluster.revive('api-2'),
      },
      ROUNDS,
      Number(process.env.LINEAR_SEED ?? 20_261_129),
    );
    expect(rounds.violations).toEqual([]);
    expect(rounds.operations - rounds.unanswered).toBeGreaterThan(200);
    expect(rounds.unanswered).toBeGreaterThan(0);
  });
});
