import { EventStoreDbAccess, type Login, type SetupPlan } from '@ledger/event-store-eventstoredb';
import { STREAM_KINDS } from '@ledger/journey';
import type { Command } from 'commander';
import { ledgerFileFindings } from '../doctor/ledger-file-findings';
import { EXIT } from '../exit-code';
import { CliFailure, usageFailure } from '../failures';
import { openForReading, parseStoreUrl } from '../input/store-url';
import { isInteractive, yesOrNo } from '../input/yes-or-no';
import { ledgerOption, ledgerText } from '../open-ledger';
import { doctorText, planText, type DoctorReport } from '../output/doctor-text';
import { sessionOf, type Session } from '../session';
import type { Terminal } from '../terminal';

interface DoctorOptions {
  readonly setupEventStore?: boolean;
  readonly admin: string;
  readonly yes?: boolean;
}

const PASSWORD = 'EVENT_STORE_ADMIN_PASSWORD';

export function addDoctorCommand(program: Command, terminal: Terminal): void {
  program
    .command('doctor')
    .summary('check who could write to a ledger or hide events of it')
    .description(
      'Asks the store of a ledger whether others than the ledger’s account can write to its streams, delete or truncate' +
        ' them, and whether the account itself has the rights that it needs. Of a ledger file it asks whether other users' +
        ' of the machine may write it. Exits with 1 if it finds something.\n\n' +
        '--setup-event-store gives the account of the connection string these rights, and takes them from all other' +
        ` users. It takes the login of an administrator, whose password it reads from ${PASSWORD} and does not keep, shows` +
        ' what it will write, and asks first.',
    )
    .addOption(ledgerOption())
    .option('--setup-event-store', 'give the account of the connection string its rights, and take them from others')
    .option('--admin <user>', 'administrator of the event store server', 'admin')
    .option('--yes', 'write without a question')
    .addHelpText(
      'after',
      `
Examples:
  $ journey doctor
  $ journey doctor --store 'esdb://ledger:secret@node1:2113?tlsCAFile=ca.crt' --json
  $ ${PASSWORD}=… journey doctor --setup-event-store --store 'esdb://ledger:secret@node1:2113?tlsCAFile=ca.crt'`,
    )
    .action(async (_: DoctorOptions, command: Command) => {
      const session = sessionOf<DoctorOptions>(command, terminal);
      const report = await examined(command, session);
      session.print(report, () => doctorText(report, session.palette));
      const { length } = report.findings;
      if (length > 0)
        throw new CliFailure(EXIT.refused, length === 1 ? 'There is 1 finding.' : `There are ${length} findings.`);
    });
}

async function examined(
  command: Command,
  { terminal, options, tellLedger }: Session<DoctorOptions>,
): Promise<DoctorReport> {
  const place = await parseStoreUrl(ledgerText(command, terminal));
  if (place.kind === 'eventstoredb') {
    const access = forCallers(() => new EventStoreDbAccess(place.url));
    tellLedger(access.name);
    const written = options.setupEventStore === true ? await setUp(access, terminal, options) : undefined;
    const { account, findings } = await access.check(STREAM_KINDS);
    return { ledger: access.name, account, written, findings };
  }
  if (options.setupEventStore === true) {
    throw usageFailure(
      '--setup-event-store is for a ledger on a server; give its address as --store or EVENT_STORE_URL.',
    );
  }
  const { store, name } = await openForReading(place);
  tellLedger(name);
  await store.close();
  return { ledger: name, findings: await ledgerFileFindings(place.path) };
}

/** Shows what will be written, asks, and writes it. */
async function setUp(access: EventStoreDbAccess, terminal: Terminal, options: DoctorOptions): Promise<SetupPlan> {
  const password = terminal.env[PASSWORD];
  if (password === undefined || password === '') {
    throw usageFailure(`Set ${PASSWORD} to the password of ${options.admin}; it is used for this run alone.`);
  }
  const admin: Login = { username: options.admin, password };
  const plan = await access.plan(admin).catch((error: unknown) => {
    throw error instanceof TypeError ? usageFailure(error.message, error) : error;
  });
  terminal.err.write(`${planText(plan)}\n`);
  if (plan.writes.length === 0 && !plan.createsAccount) return plan;
  if (options.yes !== true) {
    if (!isInteractive(terminal)) throw usageFailure('Nothing was written: add --yes to write it without a question.');
    if (!(await yesOrNo(terminal, 'Write this to the server?')))
      throw new CliFailure(EXIT.refused, 'Nothing was written.');
  }
  await access.apply(plan, admin);
  return plan;
}

function forCallers<T>(open: () => T): T {
  try {
    return open();
  } catch (error) {
    // Its sentence says what is wrong with the connection string, and leaves the password out.
    throw error instanceof TypeError ? usageFailure(error.message, error) : error;
  }
}
