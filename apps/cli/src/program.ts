import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { Command, Help, Option } from 'commander';
import { addAccessesCommand } from './commands/accesses.command';
import { addAnalyticsCommand } from './commands/analytics.command';
import { addAuditCommand } from './commands/audit.command';
import { addChangeCommands } from './commands/change.commands';
import { addCompletionCommand } from './commands/completion.command';
import { addCopyCommand } from './commands/copy.command';
import { addCountsCommand } from './commands/counts.command';
import { addCustomerCommand } from './commands/customer.command';
import { addDefinitionCommand } from './commands/definition.command';
import { addDiscoverCommand } from './commands/discover.command';
import { addDoctorCommand } from './commands/doctor.command';
import { addEscalationsCommand } from './commands/escalations.command';
import { addExportCommand } from './commands/export.command';
import { addImportCommand } from './commands/import.command';
import { addKeysCommand } from './commands/keys.command';
import { addLookupCommand } from './commands/lookup.command';
import { addOperationsCommand } from './commands/operations.command';
import { addPoliciesCommand } from './commands/policies.command';
import { addProjectionsCommand } from './commands/projections.command';
import { addReplayCommand } from './commands/replay.command';
import { addRevisionsCommand } from './commands/revisions.command';
import { addSearchCommand } from './commands/search.command';
import { addShowCommand } from './commands/show.command';
import { addSqlCommand } from './commands/sql.command';
import { addStartCommand } from './commands/start.command';
import { addStuckCommand } from './commands/stuck.command';
import { addTargetsCommand } from './commands/targets.command';
import { addTimelineCommand } from './commands/timeline.command';
import { addTimeoutsCommand } from './commands/timeouts.command';
import { addTransitionCommand } from './commands/transition.command';
import { addVerifyCommand } from './commands/verify.command';
import { printableAddress, urlArgument } from './input/server-address';
import type { Terminal } from './terminal';

const help = new Help();

/** With those marked without which a command does not run. */
function optionDescription(option: Option): string {
  const description = help.optionDescription(option);
  return option.mandatory ? `${description} (required)` : description;
}

/** The command line `journey`. It throws instead of ending the process; Commander itself writes wrong usage. */
export function journeyProgram(terminal: Terminal, writeUsageErrors = true): Command {
  const url = terminal.env.LEDGER_URL ?? 'http://127.0.0.1:3000';
  const program = new Command('journey')
    .description('Command line of the journey ledger.')
    .version(version(), '--version', 'print the version')
    .helpOption('-h, --help', 'show help')
    .addOption(
      new Option('--url <address>', 'address of the ledger; also LEDGER_URL')
        .default(url, JSON.stringify(printableAddress(url)))
        .argParser(urlArgument),
    )
    .addOption(
      new Option(
        '--data-dir <folder>',
        'data folder, read by commands that need no server, and by keys and accesses; also DATA_DIR',
      ).default(terminal.env.DATA_DIR ?? './data'),
    )
    .option(
      '--api-key <key>',
      'API key; LEDGER_API_KEY, or LEDGER_TOKEN for an access token, keeps it out of the list of processes',
    )
    .option('-q, --quiet', 'print results alone: no progress, and not which ledger is read')
    .option('--purpose <text>', 'why you read: kept in the record of reads; also LEDGER_PURPOSE')
    .option('--json', 'print JSON for scripts, errors included')
    .option('--verbose', 'print the stack of an error')
    .configureHelp({ showGlobalOptions: true, optionDescription })
    .configureOutput({
      writeOut: (text) => terminal.out.write(text),
      writeErr: (text) => {
        if (writeUsageErrors) terminal.err.write(text);
      },
      getOutHelpWidth: () => terminal.out.columns ?? 100,
      getErrHelpWidth: () => terminal.err.columns ?? 100,
      getOutHasColors: () => false,
      getErrHasColors: () => false,
    })
    .showHelpAfterError('Run the same with --help for examples.')
    .exitOverride()
    .addHelpText(
      'after',
      `
Exit codes: 0 done, 1 refused or found broken, 2 wrong usage, 3 cannot connect.

Examples:
  $ journey start call-1 --definition CustomerJourneyState --channel voice
  $ journey transition call-1 PAYMENT_COLLECTOR
  $ journey timeline call-1
  $ journey import commands.ndjson.gz --definition definition.json
  $ journey verify`,
    );
  addStartCommand(program, terminal);
  addTransitionCommand(program, terminal);
  addChangeCommands(program, terminal);
  addShowCommand(program, terminal);
  addSearchCommand(program, terminal);
  addCustomerCommand(program, terminal);
  addTimelineCommand(program, terminal);
  addRevisionsCommand(program, terminal);
  addTargetsCommand(program, terminal);
  addLookupCommand(program, terminal);
  addCountsCommand(program, terminal);
  addImportCommand(program, terminal);
  addExportCommand(program, terminal);
  addDiscoverCommand(program, terminal);
  addSqlCommand(program, terminal);
  addVerifyCommand(program, terminal);
  addAuditCommand(program, terminal);
  addAccessesCommand(program, terminal);
  addReplayCommand(program, terminal);
  addCopyCommand(program, terminal);
  addDoctorCommand(program, terminal);
  addDefinitionCommand(program, terminal);
  addEscalationsCommand(program, terminal);
  addPoliciesCommand(program, terminal);
  addStuckCommand(program, terminal);
  addOperationsCommand(program, terminal);
  addTimeoutsCommand(program, terminal);
  addAnalyticsCommand(program, terminal);
  addProjectionsCommand(program, terminal);
  addKeysCommand(program, terminal);
  addCompletionCommand(program, terminal);
  return program;
}

/** Of the `package.json` above this file, whether it runs from sources or from `dist/`. */
function version(): string {
  let folder = __dirname;
  while (!existsSync(join(folder, 'package.json')) && dirname(folder) !== folder) folder = dirname(folder);
  return (JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8')) as { version: string }).version;
}
