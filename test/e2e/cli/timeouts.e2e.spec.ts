import type { TimeoutPreview } from '@ledger/client';
import { runCli, type Ended } from '../../support/cli';
import { RunningLedger } from '../../support/running-ledger';

const FOR = ['-d', 'CustomerJourneyState', '--reason', 'Slow provider'];

describe('timeouts on the command line', () => {
  let ledger: RunningLedger;
  beforeAll(async () => {
    ledger = await RunningLedger.start();
    const { position } = (await ledger.begin('cli-1')).json();
    await ledger.get(`/v1/journeys?limit=1&atLeast=${String(position)}`);
  });
  afterAll(() => ledger.remove());

  const journey = (...args: readonly string[]): Promise<Ended> => runCli(ledger, ['timeouts', ...args]);
  const set = ['set', 'INTRO_WELCOME', 'PT30M', ...FOR, '--apply-to', 'waiting'];

  it('are previewed, changed, listed and removed', async () => {
    const preview = await journey(...set, '--preview');
    expect(preview).toMatchObject({ exitCode: 0, err: '' });
    expect(preview.out).toMatch(/^1 of 1 waiting journey would get another deadline, 0 would time out at once\./);
    expect(preview.out).toMatch(/^cli-1 +/m);
    expect(JSON.parse((await journey(...set, '--preview', '--json')).out) as TimeoutPreview).toMatchObject({
      moved: 1,
    });
    expect((await journey('list', 'CustomerJourneyState')).out).toMatch(/No timeout was ever changed\.\n$/);

    expect((await journey(...set)).out).toMatch(/^Changed: overridden \(revision 2, /);
    expect((await journey(...set)).out).toMatch(/^Already in force since /);
    const list = await journey('list', 'CustomerJourneyState');
    expect(list.out).toMatch(/^INTRO_WELCOME +PT2M +PT30M +waiting +Slow provider$/m);
    const unset = ['unset', 'INTRO_WELCOME', ...FOR];
    expect((await journey(...unset, '--preview')).exitCode).toBe(0);
    expect((await journey(...unset)).out).toMatch(/^Changed: override removed \(revision 3, /);
    expect(await journey(...unset)).toMatchObject({
      exitCode: 1,
      err: expect.stringMatching(/there is nothing to remove/) as string,
    });
  });

  it('ask before waiting journeys time out at once', async () => {
    const shorter = ['set', 'INTRO_WELCOME', 'PT0.001S', ...FOR, '--apply-to', 'waiting'];
    const script = await journey(...shorter);
    expect(script).toMatchObject({ exitCode: 1, out: '' });
    expect(script.err).toMatch(
      /Add --grace, --confirm-aborting 1, or --yes\.\n.*1 waiting journey would time out at once/s,
    );
    expect(await journey(...shorter, '--confirm-aborting', '0')).toMatchObject({ exitCode: 1 });
    const asked = (typed: string) => runCli(ledger, ['timeouts', ...shorter], { typed });
    for (const typed of ['', 'n\n', '\n', 'no way, yes\n']) {
      const refused = await asked(typed);
      expect(refused).toMatchObject({ exitCode: 1, out: '' });
      expect(refused.err).toMatch(
        /1 would time out at once.*Time out 1 journey at once\? \[y\/N\] .*Nothing was changed\./s,
      );
    }
    expect((await journey('list', 'CustomerJourneyState')).out).not.toMatch(/PT0\.001S/);
    const changed = await asked('y\n');
    expect(changed).toMatchObject({ exitCode: 0, out: expect.stringMatching(/^Changed: overridden/) as string });
    const { position } = (await ledger.begin('cli-2')).json();
    await ledger.get(`/v1/journeys?limit=1&atLeast=${String(position)}`);
    expect((await journey('unset', 'INTRO_WELCOME', ...FOR, '--yes')).exitCode).toBe(0);
  });

  it('are paused and resumed', async () => {
    expect((await journey('pauses')).out).toBe('Not paused.\n');
    expect((await journey('pause', '--reason', 'Maintenance')).out).toMatch(/^Changed: paused \(revision 0, /);
    expect((await journey('pauses')).out).toMatch(/^Paused since .*Z\.\n/);
    expect((await journey('resume', '--reason', 'Done')).out).toMatch(/^Changed: resumed \(revision 1, /);
    expect(await journey('resume', '--reason', 'Done')).toMatchObject({ exitCode: 1 });
  });

  it('need --apply-to and a reason', async () => {
    expect(await journey('set', 'INTRO_WELCOME', 'PT30M', ...FOR)).toMatchObject({ exitCode: 2 });
    expect(await journey('pause')).toMatchObject({ exitCode: 2 });
  });
});
