import {
  compileDefinition,
  decide,
  definitionDiagram,
  escalationIdOf,
  escalationTriggers,
  fold,
  parseEscalationId,
  type DefinitionDocument,
  type FoldableEvent,
  type JourneyCommand,
} from '../src';
import { appendedBy } from '../src/testing';
import { after, ESCALATION_NOW as now } from './escalation.test-support';

const document: DefinitionDocument = {
  id: 'Calls',
  version: 1,
  initial: 'WELCOME',
  states: {
    WELCOME: { escalation: 'watch', timeout: { after: 'PT1M' }, transitions: [{ target: 'AGENT' }] },
    AGENT: {
      escalation: 'desk',
      timeout: { after: 'PT1M', target: 'LATE', escalation: 'callback' },
      transitions: [{ target: 'WELCOME' }, { target: 'DONE' }, { target: 'AGENT', event: 'AGAIN' }],
    },
    LATE: {
      escalation: 'desk',
      timeout: { after: 'PT1M', target: 'DONE', escalation: 'desk' },
      transitions: [{ target: 'DONE' }],
    },
    DONE: { final: true, escalation: 'desk' },
  },
  escalations: {
    watch: { kind: 'queue', queue: 'watch' },
    desk: { kind: 'webhook', target: 'desk' },
    callback: { kind: 'callback' },
  },
};
const definition = compileDefinition(document);

/** What the events of commands ask for, one array for each event. */
function asked(...commands: readonly JourneyCommand[]): readonly unknown[] {
  const events: FoldableEvent[] = [];
  for (const command of commands) {
    const state = fold(events);
    events.push(...appendedBy(decide(command, state, definition), command, state));
  }
  return events.map(({ type, data }) => escalationTriggers(type, data));
}

const sessionId = 'call-1';
const start: JourneyCommand = { type: 'StartJourney', sessionId, now, channel: 'voice' };
const to = (targetStateId: string, seconds: number): JourneyCommand => ({
  type: 'TransitionJourney',
  sessionId,
  targetStateId,
  now: after(seconds),
});
const onEntry = (escalation: string, stateId: string, seconds: number): object => ({
  escalation,
  reason: 'entry',
  stateId,
  at: after(seconds),
});

describe('what asks for an escalation', () => {
  it('is every entry of a state that names one: at the start, by a transition, into itself, by a restart', () => {
    const again: JourneyCommand = { type: 'TransitionJourney', sessionId, event: 'AGAIN', now: after(2) };
    const restart: JourneyCommand = { type: 'RestartJourney', sessionId, reason: 'why', now: after(3) };
    expect(asked(start, to('AGENT', 1), again, restart)).toEqual([
      [onEntry('watch', 'WELCOME', 0)],
      [onEntry('desk', 'AGENT', 1)],
      [onEntry('desk', 'AGENT', 2)],
      [onEntry('watch', 'WELCOME', 3)],
    ]);
  });

  it('is a final state as well', () => {
    expect(asked(start, to('AGENT', 1), to('DONE', 2)).at(-1)).toEqual([onEntry('desk', 'DONE', 2)]);
  });

  it('is a timeout, and the state that it leads to after it', () => {
    const abort: JourneyCommand = { type: 'AbortOnTimeout', sessionId, enteredRevision: 1n, now: after(70) };
    expect(asked(start, to('AGENT', 1), abort).at(-1)).toEqual([
      { escalation: 'callback', reason: 'timeout', stateId: 'AGENT', at: after(70) },
      onEntry('desk', 'LATE', 70),
    ]);
  });

  it('is asked once if a timeout and the state that it leads to ask the same desk', () => {
    const abort: JourneyCommand = { type: 'AbortOnTimeout', sessionId, enteredRevision: 1n, now: after(70) };
    const late: JourneyCommand = { ...abort, enteredRevision: 2n, now: after(140) };
    expect(asked(start, to('AGENT', 1), abort, late).at(-1)).toEqual([
      { escalation: 'desk', reason: 'timeout', stateId: 'LATE', at: after(140) },
    ]);
  });

  it('is nothing else', () => {
    const patch: JourneyCommand = { type: 'ChangeContext', sessionId, patch: { escalation: 'desk' }, now: after(1) };
    const abort: JourneyCommand = { type: 'AbortOnTimeout', sessionId, enteredRevision: 0n, now: after(70) };
    expect(asked(start, patch, abort).slice(1)).toEqual([[], []]);
    for (const data of [null, 'desk', [], { escalation: 7 }]) {
      expect(escalationTriggers('JourneyTransitioned', data)).toEqual([]);
      expect(escalationTriggers('ABORT_TIMEOUT', data)).toEqual([]);
    }
  });

  it('is drawn in the diagram', () => {
    const lines = definitionDiagram(document).split('\n');
    expect(lines).toContain('  state "AGENT (escalates to desk)" as s1');
  });
});

describe('the id of an escalation', () => {
  it.each([
    [{ sessionId: 'call-1', revision: 0n, isSecond: false }, 'call-1:0'],
    [{ sessionId: 'call-1', revision: 12n, isSecond: true }, 'call-1:12:entry'],
    [{ sessionId: 'a:5', revision: 7n, isSecond: false }, 'a:5:7'],
    [{ sessionId: 'a:5:entry', revision: 7n, isSecond: true }, 'a:5:entry:7:entry'],
  ])('is made of its journey and can be taken apart: %j', (origin, id) => {
    expect(escalationIdOf(origin)).toBe(id);
    expect(parseEscalationId(id)).toEqual(origin);
  });

  it.each(['', 'call-1', 'call-1:', 'call-1:x', 'call-1:01', ':1', '-a:1', 'a b:1', `${'a'.repeat(200)}:1`])(
    'is not %j',
    (id) => {
      expect(parseEscalationId(id)).toBeUndefined();
    },
  );
});
