import { auditPolicies, type PolicyAudit } from '@ledger/audit';
import { checkUnpublished, type DefinitionDocument } from '@ledger/journey';
import { closestName } from '@ledger/plain-data';
import type { Command } from 'commander';
import { EXIT } from '../exit-code';
import { CliFailure } from '../failures';
import { instantArgument, positiveNumber } from '../input/arguments';
import { readDefinitionFile } from '../input/definition-file';
import type { OpenedStore } from '../input/store-url';
import { tenantOption } from '../input/tenant-option';
import { ledgerOption, withLedger } from '../open-ledger';
import { policyAuditText } from '../output/policy-audit-text';
import { PositionBar } from '../output/position-bar';
import { sessionOf, type GlobalOptions } from '../session';
import type { Terminal } from '../terminal';

interface AuditOptions {
  readonly policies?: string;
  readonly definition?: string;
  readonly tenant?: string;
  readonly since?: string;
  readonly limit: number;
}

export function addAuditCommand(program: Command, terminal: Terminal): void {
  program
    .command('audit')
    .summary('find the journeys of a ledger that broke a policy')
    .description(
      'Reads a ledger, also while a server runs on it, and judges each journey by the policies of the version that it' +
        ' runs under, or of a given file. Lists what was broken, where and when, and writes nothing. Exits with 1 if a' +
        ' policy was broken, a journey cannot be read, or the ledger has no such definition.',
    )
    .addOption(ledgerOption())
    .option('--policies <file>', 'policies of this definition, JSON or YAML, for all journeys of its id')
    .option('-d, --definition <id>', 'journeys of this definition')
    .addOption(tenantOption('tenant whose journeys are judged (default: all)'))
    .option('--since <instant>', 'journeys that started at or after this instant', instantArgument)
    .option('--limit <number>', 'violations that are listed one by one', positiveNumber, 20)
    .addHelpText(
      'after',
      `
Examples:
  $ journey audit
  $ journey audit --policies draft-v2.yaml --since 2026-11-01 --json
  $ DATA_DIR=/backup/ledger journey audit --quiet && echo kept`,
    )
    .action(async (_: AuditOptions, command: Command) => {
      const session = sessionOf<AuditOptions>(command, terminal);
      const { options } = session;
      const document = options.policies === undefined ? undefined : await checkedFile(options.policies);
      const report = await withLedger(command, terminal, async (ledger) => ({
        ledger: ledger.name,
        ...(await audited(ledger, options, document, terminal)),
      }));
      const wanted = options.definition ?? document?.id;
      if (wanted !== undefined) refuseUnknown(wanted, report);
      session.print(report, () => policyAuditText(report, session.palette, session.width));
      const { violationCount, unreadable } = report;
      const [first] = unreadable;
      if (violationCount > 0) {
        const many = violationCount === 1 ? '1 violation' : `${violationCount} violations`;
        throw new CliFailure(EXIT.refused, `Journeys broke their policies: ${many}.`);
      }
      if (first !== undefined) throw new CliFailure(EXIT.refused, `Not all journeys can be read; the first: ${first}`);
    });
}

/** Nothing found says nothing of a definition that the ledger does not have. What cannot be read might be of it. */
function refuseUnknown(wanted: string, { ledger, definitions, unreadable }: PolicyAudit & { readonly ledger: string }) {
  if (definitions.includes(wanted) || unreadable.length > 0) return;
  const meant = closestName(wanted, definitions);
  const hint = meant === undefined ? '.' : `; did you mean ${meant}?`;
  throw new CliFailure(EXIT.refused, `The ledger ${ledger} holds no definition ${wanted}${hint}`);
}

async function audited(
  { store, gaplessFrom }: OpenedStore,
  { definition, tenant, since, limit, quiet }: AuditOptions & GlobalOptions,
  document: DefinitionDocument | undefined,
  terminal: Terminal,
): Promise<PolicyAudit> {
  const end = await store.lastPosition();
  const bar = new PositionBar('audit', terminal, quiet === true);
  const now = terminal.now().toISOString();
  try {
    return await auditPolicies(
      store,
      ({ journeys, violations, position }) =>
        bar.update(position, end, `${journeys} journeys, ${violations} violations`),
      { now, limit, gaplessFrom, document, definitionId: definition, tenant, since },
    );
  } finally {
    bar.stop();
  }
}

/** A definition that could be published; its policies are of no use if it could not. */
async function checkedFile(path: string): Promise<DefinitionDocument> {
  const { document, errors } = checkUnpublished(await readDefinitionFile(path)).report;
  const [first] = errors;
  if (first !== undefined || document === undefined) {
    throw new CliFailure(EXIT.refused, `${path} could not be published: ${first?.message ?? 'it cannot be read.'}`);
  }
  if (document.policies === undefined) throw new CliFailure(EXIT.refused, `${path} has no policies.`);
  return document;
}
