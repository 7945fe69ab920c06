import type { KnownMembers } from './machine-reading';

const NO_ACTIONS =
  'Actions have no equivalent in a definition: the flow acts, and the ledger records. Remove it, or use an escalation.';
const NO_NESTING = 'Nested states have no equivalent in a definition; write each of them as a state of the machine.';
const NO_INVOKE = 'Invoked actors have no equivalent in a definition: the flow calls services. Remove it.';
const NO_DONE = 'onDone belongs to nested states, which have no equivalent in a definition; remove it.';
const NO_OUTPUT = 'Output has no equivalent in a definition; a final state has "outcome" under meta.journey.';
const NO_ALWAYS = 'Transitions without an event (always) have no equivalent in a definition; give it an event.';

export const MACHINE_MEMBERS: KnownMembers = {
  taken: ['id', 'version', 'description', 'initial', 'context', 'states', 'on', 'meta', 'type'],
  leftOut: ['$schema', 'tags', 'types', 'schemas'],
  refused: {
    entry: NO_ACTIONS,
    exit: NO_ACTIONS,
    invoke: NO_INVOKE,
    always: NO_ALWAYS,
    output: NO_OUTPUT,
    after: 'A delay of the whole machine has no equivalent in a definition; give a timeout to each state.',
  },
};

export const STATE_MEMBERS: KnownMembers = {
  taken: ['id', 'description', 'type', 'on', 'after', 'meta'],
  leftOut: ['tags'],
  refused: {
    states: NO_NESTING,
    initial: NO_NESTING,
    entry: NO_ACTIONS,
    exit: NO_ACTIONS,
    invoke: NO_INVOKE,
    always: NO_ALWAYS,
    onDone: NO_DONE,
    output: NO_OUTPUT,
    history: 'History has no equivalent in a definition.',
  },
};

export const TRANSITION_MEMBERS: KnownMembers = {
  taken: ['target', 'guard', 'reenter', 'meta'],
  leftOut: ['description'],
  refused: {
    actions: NO_ACTIONS,
    cond: '"cond" is of XState 4; XState 5 writes "guard".',
    in: '"in" has no equivalent in a definition.',
  },
};

/** Types of states that have no equivalent. */
export const REFUSED_TYPES: Readonly<Record<string, string>> = {
  parallel: 'Parallel states have no equivalent in a definition: a journey is in one state.',
  history: 'A history state has no equivalent in a definition.',
  compound: NO_NESTING,
};
