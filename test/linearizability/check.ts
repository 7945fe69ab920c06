import { MOVES, type Operation, type StoredEvent, type Told } from './operations';

/**
 * What is wrong with the answers of one journey, given the events that it has in the end. A revision is the order of all
 * writes, and each answer tells at which revision it was decided, so that one pass finds whether an order of all
 * operations exists that agrees with the answers and with real time (linearizability, Herlihy and Wing 1990).
 */
export function violations(operations: readonly Operation[], events: readonly StoredEvent[]): readonly string[] {
  return [...walk(events), ...origins(operations, events), ...answers(operations, events), ...repeats(operations)];
}

/** Each event follows on the one before it, by a move that the definition has. */
function* walk(events: readonly StoredEvent[]): Generator<string> {
  for (const [index, event] of events.entries()) {
    const before = events[index - 1];
    if (event.revision !== index) yield `revision ${index} is missing`;
    if (before === undefined) continue;
    if (event.from !== before.to)
      yield `revision ${event.revision} leaves ${event.from}, the journey was in ${before.to}`;
    const legal = MOVES[event.from ?? ''] ?? [];
    if (!legal.includes(event.to ?? '')) yield `revision ${event.revision} moves from ${event.from} to ${event.to}`;
  }
}

/** Each event is of one command that was sent, and each command has one event at most. */
function* origins(operations: readonly Operation[], events: readonly StoredEvent[]): Generator<string> {
  const sent = new Set(operations.map(({ command }) => command?.commandId));
  const seen = new Set<string | null>();
  for (const { commandId, revision } of events.slice(1)) {
    if (commandId === null || !sent.has(commandId)) yield `revision ${revision} is of a command that was not sent`;
    if (seen.has(commandId)) yield `${commandId} was applied twice`;
    seen.add(commandId);
  }
}

function* answers(operations: readonly Operation[], events: readonly StoredEvent[]): Generator<string> {
  const invokedAt = firstInvocations(operations);
  for (const operation of operations) {
    const { told, command } = operation;
    if (told === undefined) continue;
    const what = `${command?.commandId ?? 'a read'} (${told.outcome} at revision ${told.revision})`;
    const event = events[told.revision];
    if (event === undefined) {
      yield `${what}: the journey has no such revision`;
      continue;
    }
    if (told.stateId !== event.to) yield `${what}: told ${told.stateId}, the journey was in ${event.to}`;
    const cause = event.commandId === null ? 0 : (invokedAt.get(event.commandId) ?? 0);
    if (cause > operation.completedAt) yield `${what}: told of an event whose command was sent later`;
    for (const problem of decision(operation, told, event)) yield `${what}: ${problem}`;
    if (told.replayed) continue;
    const known = latestKnown(operations, operation);
    if (told.revision < known || (told.outcome === 'ADVANCED' && told.revision === known)) {
      yield `${what}: revision ${known} had been answered before it was sent`;
    }
  }
}

/** Whether an answer is right for the revision at which it was decided. */
function* decision({ command }: Operation, told: Told, event: StoredEvent): Generator<string> {
  if (command === undefined) return;
  const { commandId, target, expectedRevision: lock } = command;
  switch (told.outcome) {
    case 'READ':
      return;
    case 'ADVANCED':
      if (event.commandId !== commandId) yield `that event is of ${event.commandId}`;
      if (event.to !== target) yield `moved to ${event.to}, asked for ${target}`;
      if (lock !== undefined && told.revision !== lock + 1) yield `held although it was locked to revision ${lock}`;
      return;
    case 'UNCHANGED':
      if (event.to !== target) yield `unchanged in ${event.to}, asked for ${target}`;
      return;
    case 'REJECTED':
      if (MOVES[event.to ?? '']?.includes(target)) yield `refused a move that is legal from ${event.to}`;
      return;
    case 'CONFLICT':
      if (lock === undefined || lock === told.revision) yield `conflicts with no lock that was given`;
  }
}

/** An answer that is kept comes again to the same command. */
function* repeats(operations: readonly Operation[]): Generator<string> {
  const first = new Map<string, Told>();
  const inOrder = operations.toSorted((one, other) => one.completedAt - other.completedAt);
  for (const { command, told } of inOrder) {
    if (command === undefined || told === undefined || told.outcome === 'CONFLICT') continue;
    const before = first.get(command.commandId);
    if (before === undefined) first.set(command.commandId, told);
    else if (before.outcome !== told.outcome || (told.outcome === 'ADVANCED' && before.revision !== told.revision)) {
      yield `${command.commandId} was told ${before.outcome} at ${before.revision}, then ${told.outcome} at ${told.revision}`;
    }
  }
}

/** The highest revision that any answer had told when this operation was sent. */
function latestKnown(operations: readonly Operation[], { invokedAt }: Operation): number {
  let latest = -1;
  for (const { completedAt, told } of operations) {
    if (told !== undefined && completedAt < invokedAt) latest = Math.max(latest, told.revision);
  }
  return latest;
}

function firstInvocations(operations: readonly Operation[]): ReadonlyMap<string, number> {
  const first = new Map<string, number>();
  for (const { command, invokedAt } of operations) {
    if (command === undefined) continue;
    first.set(command.commandId, Math.min(first.get(command.commandId) ?? Infinity, invokedAt));
  }
  return first;
}
