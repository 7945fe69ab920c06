import type { AttemptStep, EventStep, Replay, ReplayRule, ReplayStep, StateSnapshot } from '@ledger/audit';
import { COMMAND_UNCHANGED } from '@ledger/journey';
import type { Palette } from './palette';
import { printable } from './printable';
import { instant } from './times';
import { maskedText, membersText, shownText } from './values';

/** A replay for people: one block for each step. */
export function replayText(found: Replay & { readonly ledger: string }, palette: Palette): string {
  const unchanged = found.steps.filter(({ kind, type }) => kind === 'attempt' && type === COMMAND_UNCHANGED).length;
  const without = unchanged === 0 ? '' : `, ${unchanged} commands that changed nothing`;
  const counts = `${found.events} events, ${found.attempts - unchanged} refused attempts${without}`;
  const verdict = found.findings === 0 ? palette.green('all agree') : palette.red(`${found.findings} findings`);
  const title = `${palette.bold(printable(found.sessionId))} (${found.tenant}): ${counts}, ${verdict}`;
  const source = palette.dim(`Read from ${printable(found.ledger)}.`);
  return [title, ...found.steps.map((step) => stepText(step, palette)), source].join('\n\n');
}

function stepText(step: ReplayStep, palette: Palette): string {
  const lines = step.kind === 'event' ? eventLines(step, palette) : attemptLines(step, palette);
  const by = step.actor === null ? '' : `${step.actor.kind} ${printable(step.actor.subject)}`;
  const command = step.commandId === null ? '' : `, command ${printable(step.commandId)}`;
  const times = step.occurredAt === null ? '' : `occurred ${instant(step.occurredAt)}, `;
  return [
    ...lines,
    palette.dim(`   ${times}recorded ${instant(step.recordedAt)}, position ${step.position}`),
    ...(by === '' ? [] : [palette.dim(`   by ${by}${command}`)]),
    ...(step.hash === null ? [] : [palette.dim(`   hash ${step.hash}`)]),
    ...step.findings.map(({ kind, reason }) => palette.red(`   ${kind}: ${printable(reason)}`)),
  ].join('\n');
}

function eventLines(step: EventStep, palette: Palette): readonly string[] {
  return [
    `${palette.bold(`#${step.revision}`)} ${printable(step.type)}  ${moveText(step, palette)}`,
    ...changes(step.before, step.after).map((change) => `   ${change}`),
    ...maskedLines(step.data),
    ...(step.rule === null ? [] : ruleLines(step.rule, palette)),
  ];
}

/** Names of what the event changed and is not shown. */
function maskedLines(data: object): readonly string[] {
  const { masked } = data as { masked?: readonly string[] };
  return masked === undefined ? [] : [`   context: ${maskedText(masked)}`];
}

function moveText({ before, after, rule }: EventStep, palette: Palette): string {
  const to = palette.cyan(printable(after?.stateId ?? 'no state'));
  const moved = (rule?.edge ?? null) !== null || before?.stateId !== after?.stateId;
  return before === null || !moved ? to : `${printable(before.stateId)} → ${to}`;
}

/** What the event changed beside the state, as `name: before → after`. */
function changes(before: StateSnapshot | null, after: StateSnapshot | null): readonly string[] {
  if (after === null) return [];
  const found: string[] = [];
  if (before !== null && before.definitionVersion !== after.definitionVersion) {
    found.push(`version: ${before.definitionVersion} → ${after.definitionVersion}`);
  }
  if (before?.deadline !== after.deadline && !(before === null && after.deadline === null)) {
    found.push(
      `deadline: ${after.deadline === null ? 'none' : `${instant(after.deadline)} (${after.deadlinePolicy})`}`,
    );
  }
  if (before?.channel !== after.channel && after.channel !== null) found.push(`channel: ${printable(after.channel)}`);
  const context = contextChange(before?.context ?? {}, after.context);
  if (context !== '') found.push(`context: ${context}`);
  return found;
}

type Members = Readonly<Record<string, unknown>>;

function contextChange(before: Members, after: Members): string {
  const set = Object.entries(after).filter(([name, value]) => JSON.stringify(before[name]) !== JSON.stringify(value));
  const unset = Object.keys(before).filter((name) => !Object.hasOwn(after, name));
  const removed = unset.map((name) => `${printable(name)} removed`);
  return [membersText(Object.fromEntries(set)), ...removed].filter((part) => part !== '').join(' ');
}

function ruleLines(
  { definitionId, definitionVersion, definitionHash, edge, guard }: ReplayRule,
  palette: Palette,
): string[] {
  const rule = `${printable(definitionId)} version ${definitionVersion} (${definitionHash.slice(0, 12)}…)`;
  const by = edge?.event === undefined ? '' : ` by ${printable(edge.event)}`;
  const any = edge?.fromAnyState === true ? ', allowed from any state' : '';
  const taken = edge === null ? '' : `: ${printable(edge.from)} → ${printable(edge.to)}${by}${any}`;
  return [
    palette.dim(`   rule ${rule}${taken}`),
    ...(guard === null
      ? []
      : [`   guard ${printable(guard.expression)} held with ${shownText(guard.inputs, guard.masked) || 'no inputs'}`]),
  ];
}

function attemptLines({ attempt }: AttemptStep, palette: Palette): readonly string[] {
  if (attempt === null) return [palette.red('– attempt that cannot be read')];
  const { command, asked, revision } = attempt;
  const [place, guard] =
    'escalationId' in attempt
      ? [`of escalation ${printable(attempt.escalationId)} (${attempt.escalationStatus})`, undefined]
      : [
          attempt.stateId === undefined ? 'before the journey began' : `in ${printable(attempt.stateId)}`,
          'guard' in attempt ? attempt.guard : undefined,
        ];
  const seen = `   asked ${membersText(asked) || 'nothing more'}, ${place}${revision === undefined ? '' : ` at revision ${revision}`}`;
  if (!('code' in attempt)) return [`– ${printable(command)} changed nothing`, seen];
  const { code, reason } = attempt;
  return [
    `${palette.red('–')} ${printable(command)} ${palette.red('refused')}: ${code}`,
    seen,
    `   ${printable(reason)}`,
    ...(guard === undefined
      ? []
      : [`   guard ${printable(guard.expression)} failed with ${membersText(guard.inputs)}`]),
  ];
}
