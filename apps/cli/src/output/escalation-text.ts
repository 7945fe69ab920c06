import type { Escalation, EscalationDetails, EscalationResult, EscalationStatus } from '@ledger/client';
import type { Paint, Palette } from './palette';
import { printable } from './printable';
import { fields, table, type Column } from './table';
import { instant, relativeInstant } from './times';
import { membersText } from './values';

/** Escalations as a table, in the order in which they came. */
export function escalationsText(
  escalations: readonly Escalation[],
  palette: Palette,
  width: number | undefined,
  now: Date,
): string {
  if (escalations.length === 0) return palette.dim('none');
  const columns: readonly Column<Escalation>[] = [
    { title: 'escalation', value: ({ escalationId }) => escalationId },
    { title: 'status', value: ({ status }) => status, paint: ({ status }) => paintOf(status, palette) },
    { title: 'kind', value: ({ kind }) => kind },
    { title: 'desk', value: ({ queue, target }) => queue ?? target ?? '', shrinks: true },
    { title: 'because', value: because, shrinks: true },
    { title: 'customer', value: ({ customerId }) => customerId ?? '', shrinks: true },
    { title: 'due', value: ({ dueBy }) => (dueBy === null ? '' : relativeInstant(dueBy, now)) },
    { title: 'by', value: ({ claim, status }) => (status === 'claimed' ? (claim?.claimant ?? '') : ''), shrinks: true },
  ];
  return table(escalations, columns, { width, header: palette.dim });
}

/** An escalation for people: one fact a line, and its history. */
export function escalationText(escalation: EscalationDetails, palette: Palette, now: Date): string {
  const history = table(
    escalation.history,
    [
      { title: 'occurred', value: ({ occurredAt }) => instant(occurredAt), paint: () => palette.dim },
      { title: 'event', value: ({ type }) => type },
      { title: 'by', value: ({ actor }) => `${actor.kind}:${actor.subject}` },
      { title: 'data', value: ({ type, data }) => (type === 'EscalationRequested' ? '' : membersText(data)) },
    ],
    { header: palette.dim },
  );
  return `${factsText(escalation, palette, now)}\n\n${history}`;
}

export function escalationResultText(result: EscalationResult, palette: Palette, now: Date): string {
  const word = result.outcome === 'UNCHANGED' ? palette.yellow(result.outcome) : palette.green(result.outcome);
  const repeated = result.replayed ? ' (applied before, nothing appended)' : '';
  return `${word}${repeated}\n${factsText(result, palette, now)}`;
}

function factsText(escalation: Escalation, palette: Palette, now: Date): string {
  const { status, dueBy, overdue, claim, delivery, completion, withdrawal } = escalation;
  return fields(
    [
      ['escalation', palette.bold(printable(escalation.escalationId))],
      ['status', paintOf(status, palette)?.(status) ?? status],
      ['kind', escalation.kind],
      ['desk', printable(escalation.queue ?? escalation.target ?? '')],
      ['because', printable(because(escalation))],
      ['session', printable(escalation.sessionId)],
      ['state', palette.cyan(printable(escalation.currentStateId))],
      ['customer', printable(escalation.customerId ?? '')],
      ['channel', printable(escalation.channel ?? '')],
      ['requested', relativeInstant(escalation.requestedAt, now)],
      ['due', dueBy === null ? '' : `${relativeInstant(dueBy, now)}${overdue ? palette.red(' overdue') : ''}`],
      ['claimed', claim === null ? '' : `by ${printable(claim.claimant)} until ${relativeInstant(claim.until, now)}`],
      ['attempts', delivery === null ? '' : String(delivery.attempts)],
      ['next', delivery?.nextAttemptAt == null ? '' : relativeInstant(delivery.nextAttemptAt, now)],
      ['failure', delivery?.lastFailure == null ? '' : printable(delivery.lastFailure.detail)],
      ['completed', completion === null ? '' : `by ${printable(completion.claimant)}`],
      ['outcome', printable(completion?.outcome ?? '')],
      [
        'withdrawn',
        withdrawal === null
          ? ''
          : `the journey entered ${printable(withdrawal.stateId)} ${relativeInstant(withdrawal.at, now)}`,
      ],
    ],
    palette.dim,
  );
}

function because({ escalation, reason, stateId }: Escalation): string {
  if (reason === 'policy') return `${escalation}: a policy was broken, in ${stateId}`;
  return `${escalation}: ${stateId} ${reason === 'timeout' ? 'timed out' : 'was entered'}`;
}

function paintOf(status: EscalationStatus, palette: Palette): Paint | undefined {
  switch (status) {
    case 'open':
    case 'delivering':
      return palette.yellow;
    case 'dead-lettered':
      return palette.red;
    case 'claimed':
      return palette.cyan;
    case 'delivered':
    case 'completed':
      return palette.green;
    case 'withdrawn':
      return palette.dim;
    default:
      return status satisfies never;
  }
}
