import { maskedReplay, replay, type Replay } from '@ledger/audit';
import { SESSION_ID } from '@ledger/journey';
import { Option, type Command } from 'commander';
import { EXIT } from '../exit-code';
import { CliFailure } from '../failures';
import { instantArgument, matching, wholeNumber } from '../input/arguments';
import { tenantOption } from '../input/tenant-option';
import { ledgerOption, withLedger } from '../open-ledger';
import { replayText } from '../output/replay-text';
import { sessionOf } from '../session';
import type { Terminal } from '../terminal';

interface ReplayOptions {
  readonly tenant?: string;
  readonly asOf?: string;
  readonly asOfRevision?: number;
  readonly asOccurred?: string;
  readonly personal?: boolean;
}

export function addReplayCommand(program: Command, terminal: Terminal): void {
  const cuts = ['asOf', 'asOfRevision', 'asOccurred'];
  const cut = (flags: string, description: string, name: string): Option =>
    new Option(flags, description).conflicts(cuts.filter((other) => other !== name));
  program
    .command('replay')
    .summary('show step by step what happened to a journey, from the ledger itself')
    .description(
      'Reads one journey from the ledger itself, also while a server runs on it, and shows each event with' +
        ' the state before and after it, the rule under which it was made, and attempts. Nothing is decided' +
        ' again: hashes are recomputed, and every transition is looked up in the version of the definition under which' +
        ' it was made. Exits with 1 if something does not agree.',
    )
    .argument(
      '<sessionId>',
      'key of the journey',
      matching(() => SESSION_ID, 'session id'),
    )
    .addOption(ledgerOption())
    .addOption(cut('--as-of <time>', 'what the ledger knew then', 'asOf').argParser(instantArgument))
    .addOption(cut('--as-of-revision <number>', 'up to and with this revision', 'asOfRevision').argParser(wholeNumber))
    .addOption(cut('--as-occurred <time>', 'what had happened by then', 'asOccurred').argParser(instantArgument))
    .option('--personal', 'show personal data (x-personal), which is left out otherwise')
    .addOption(tenantOption())
    .addHelpText(
      'after',
      `
Examples:
  $ journey replay call-1
  $ journey replay call-1 --as-of 2026-11-22T10:00:00Z --personal
  $ journey replay call-1 --data-dir /backup/ledger --json | jq '.steps[].rule'`,
    )
    .action(async (sessionId: string, _: ReplayOptions, command: Command) => {
      const session = sessionOf<ReplayOptions>(command, terminal);
      const { tenant = 'default', asOf, asOccurred, asOfRevision, personal } = session.options;
      const revision = asOfRevision === undefined ? undefined : BigInt(asOfRevision);
      const { ledger, found } = await withLedger(command, terminal, async ({ store, name }) => {
        const whole = await replay(store, tenant, sessionId, { asOf, asOccurred, asOfRevision: revision });
        return { ledger: name, found: whole && personal !== true ? await maskedReplay(store, whole) : whole };
      });
      if (found === undefined) {
        throw new CliFailure(EXIT.refused, `The ledger ${ledger} holds no journey ${sessionId} of tenant ${tenant}.`);
      }
      const report = { ledger, ...found };
      session.print(report, () => replayText(report, session.palette));
      if (found.findings > 0) throw findingsFailure(found);
    });
}

function findingsFailure({ findings, steps }: Replay): CliFailure {
  const first = steps.find((step) => step.findings.length > 0);
  const where = first?.kind === 'event' ? `revision ${first.revision}` : `position ${first?.position ?? ''}`;
  const what = findings === 1 ? '1 thing does' : `${findings} things do`;
  return new CliFailure(EXIT.refused, `${what} not agree, the first at ${where}.`);
}
