import { PassThrough } from 'node:stream';
import type { Escalation, Timeline } from '@ledger/client';
import { escalationsText } from '../src/output/escalation-text';
import { paletteFor } from '../src/output/palette';
import { printable } from '../src/output/printable';
import { problemLines } from '../src/output/problem-text';
import { progressOn } from '../src/output/progress';
import { replayText } from '../src/output/replay-text';
import { fields, table } from '../src/output/table';
import { timelineText } from '../src/output/timeline-text';
import { instant, relativeInstant } from '../src/output/times';
import { membersText } from '../src/output/values';
import { FakeTerminal } from './fake-terminal.test-support';

const plain = paletteFor(new PassThrough(), {});

describe('colours', () => {
  const painted = (tty: boolean, env: Record<string, string>): string =>
    paletteFor(Object.assign(new PassThrough(), { isTTY: tty }), env).red('no');

  it('are used on a terminal', () => {
    expect(painted(true, {})).toBe('\u001b[31mno\u001b[39m');
    expect(painted(true, { NO_COLOR: '' })).toBe('\u001b[31mno\u001b[39m');
  });

  it.each([
    ['where the output is not a terminal', false, {}],
    ['where NO_COLOR is set', true, { NO_COLOR: '1' }],
    ['on a dumb terminal', true, { TERM: 'dumb' }],
  ])('are left out %s', (_, tty, env) => {
    expect(painted(tty, env as Record<string, string>)).toBe('no');
  });
});

describe('a table', () => {
  const columns = [
    { title: 'name', value: (row: readonly string[]) => row[0] ?? '', shrinks: true },
    { title: 'count', value: (row: readonly string[]) => row[1] ?? '', align: 'right' as const },
    { title: 'note', value: (row: readonly string[]) => row[2] ?? '' },
  ];

  it('aligns its columns and leaves out one that is empty', () => {
    expect(
      table(
        [
          ['a', '5'],
          ['longer', '12'],
        ],
        columns,
      ),
    ).toBe('name    count\na           5\nlonger     12');
  });

  it('cuts what may shrink until it fits the screen', () => {
    const text = table([['a name that is far too long', '5', 'kept as it is']], columns, { width: 40 });
    expect(text.split('\n')[1]).toBe('a name that is fa…      5  kept as it is');
    expect(Math.max(...text.split('\n').map((line) => line.length))).toBeLessThanOrEqual(40);
  });

  it('grows past the screen rather than cut what may not shrink', () => {
    expect(table([['n', '1', 'a note that may not be cut']], columns, { width: 10 })).toContain(
      'a note that may not be cut',
    );
  });

  it('shows control characters instead of obeying them', () => {
    expect(table([['\u001b[2J\nx', '1']], columns)).toContain('\\u001b[2J\\u000ax');
  });
});

describe('fields', () => {
  it('stand below each other, without those that are empty', () => {
    expect(
      fields(
        [
          ['a', '1'],
          ['longer', '2'],
          ['gone', ''],
        ],
        plain.dim,
      ),
    ).toBe('a       1\nlonger  2');
  });
});

describe('printable', () => {
  it.each([
    ['größer 漢字 🙂', 'größer 漢字 🙂'],
    ['tab\tbell\u0007', 'tab\\u0009bell\\u0007'],
    ['\u202eevil', '\\u202eevil'],
    ['\u009b31m', '\\u009b31m'],
  ])('of %j is %j', (text, shown) => {
    expect(printable(text)).toBe(shown);
  });
});

describe('times', () => {
  it('an instant drops milliseconds that are zero', () => {
    expect(instant('2026-01-01T10:00:00.000Z')).toBe('2026-01-01 10:00:00Z');
    expect(instant('2026-01-01T10:00:00.120Z')).toBe('2026-01-01 10:00:00.120Z');
  });

  it('an instant says how far it is from now', () => {
    const now = new Date('2026-01-01T10:00:00.000Z');
    expect(relativeInstant('2026-01-01T10:02:00.000Z', now)).toBe('2026-01-01 10:02:00Z (in 2 min)');
    expect(relativeInstant('2026-01-01T09:58:00.000Z', now)).toBe('2026-01-01 09:58:00Z (2 min ago)');
    expect(relativeInstant('never', now)).toBe('never');
  });
});

describe('members', () => {
  it('stand on one line, strings bare and the rest as JSON', () => {
    expect(membersText({ a: 'x y', b: true, c: { d: [1] }, e: null })).toBe('a=x y b=true c={"d":[1]} e=null');
  });
});

describe('a timeline', () => {
  const entry = (type: string, data: object): Timeline['entries'][number] =>
    ({
      ...{ type, data, revision: 2, occurredAt: '2026-11-02T09:00:00.000Z', actor: { kind: 'caller', subject: 'ivr' } },
      ...{ from: null, to: null, dwellMs: null, channel: null, code: null, reason: null, guard: null },
      escalationId: null,
    }) as unknown as Timeline['entries'][number];

  it.each([
    [
      'JourneyMigrated',
      { fromVersion: 1, toVersion: 2, stateMap: { PAY: 'PAYMENT' }, by: 'rule' },
      'version 1 to 2, PAY is PAYMENT, by the upgrade rule',
    ],
    ['JourneyMigrated', { fromVersion: 2, toVersion: 1, reason: 'Payments fail' }, 'version 2 to 1, Payments fail'],
    ['AliasAdded', { alias: 'crm:contact-93' }, 'crm:contact-93'],
    ['AliasRemoved', { alias: 'crm:contact-93' }, 'crm:contact-93'],
  ])('says of %s what it did', (type, data, said) => {
    const [, row = ''] = timelineText({ sessionId: 's', entries: [entry(type, data)] }, plain, undefined).split('\n');
    expect(row.endsWith(`${type}  caller:ivr  ${said}`)).toBe(true);
  });
});

describe('a replay', () => {
  it('names both versions of a migration', () => {
    const snapshot = {
      ...{ stateId: 'A', previousStateId: null, enteredAt: '2026-11-02T09:00:00.000Z', deadline: null, channel: null },
      ...{ deadlinePolicy: 'definition', customerId: null, context: {}, definitionVersion: 1, revision: 0 },
    };
    const step = {
      ...{
        kind: 'event',
        revision: 1,
        type: 'JourneyMigrated',
        data: {},
        position: '2',
        eventId: 'e',
        occurredAt: null,
      },
      ...{ recordedAt: '2026-11-02T09:00:00.000Z', actor: null, commandId: null, hash: null, findings: [], rule: null },
      ...{ before: snapshot, after: { ...snapshot, definitionVersion: 2, revision: 1 } },
    };
    const replay = {
      tenant: 'default',
      sessionId: 's',
      steps: [step],
      events: 1,
      attempts: 0,
      findings: 0,
      ledger: 'l',
    };
    expect(replayText(replay as unknown as Parameters<typeof replayText>[0], plain)).toContain(
      '#1 JourneyMigrated  A\n   version: 1 → 2\n',
    );
  });
});

describe('an escalation', () => {
  it.each([
    ['policy', 'desk: a policy was broken, in PAID_OUT'],
    ['timeout', 'desk: PAID_OUT timed out'],
    ['entry', 'desk: PAID_OUT was entered'],
  ])('by %s says why', (reason, said) => {
    const escalation = {
      ...{ escalationId: 's:1', status: 'open', kind: 'queue', queue: 'q', escalation: 'desk', stateId: 'PAID_OUT' },
      ...{ reason, customerId: null, dueBy: null, claim: null, target: null },
    } as unknown as Escalation;
    expect(escalationsText([escalation], plain, undefined, new Date(0))).toContain(said);
  });
});

describe('a problem', () => {
  it('is shown with what helps the caller', () => {
    const lines = problemLines({
      stateId: 'A',
      allowedTargets: ['B', 'C'],
      journey: { big: true },
      hash: null,
      outcome: 'REJECTED',
    });
    expect(lines).toEqual(['stateId: A', 'allowedTargets: B, C']);
    expect(problemLines({ version: 3, upgrades: [{ from: 1, when: 'resume' }], policies: [] })).toEqual(['version: 3']);
    expect(problemLines({ allowedTargets: [] })).toEqual(['allowedTargets: none']);
  });

  it('lists the errors of a definition one by one', () => {
    expect(problemLines({ errors: [{ path: '/a', line: 3, column: 7, message: 'No a.' }] })).toEqual([
      'error: /a (line 3, column 7): No a.',
    ]);
    expect(problemLines({ errors: [{ code: 'X', path: '/a', message: 'No a.' }, 'plain'] })).toEqual([
      'error: /a: No a.',
      'error: plain',
    ]);
  });
});

describe('progress', () => {
  it('is a plain line for each tenth where there is no terminal', () => {
    const { err } = new FakeTerminal();
    const progress = progressOn(err, 'import', 200);
    for (let done = 1; done <= 200; done++) progress.update(done, `${done} commands`);
    progress.stop();
    const lines = err.text.trimEnd().split('\n');
    expect(lines).toHaveLength(10);
    expect(lines[0]).toBe('import: 10%, 20 commands');
    expect(lines[9]).toBe('import: 100%, 200 commands');
  });

  it('without a total is a plain line now and then, even on a terminal', () => {
    const { err } = new FakeTerminal({}, { tty: true });
    const progress = progressOn(err, 'import', undefined);
    for (let done = 1_000; done <= 25_000; done += 1_000) progress.update(done, `${done} commands`);
    progress.stop();
    expect(err.text).toBe('import: 10000 commands\nimport: 20000 commands\n');
  });

  it('is a bar on a terminal', () => {
    const { err } = new FakeTerminal({}, { tty: true });
    Object.assign(err, { cursorTo: () => true, clearLine: () => true, moveCursor: () => true });
    const progress = progressOn(err, 'verify', 10);
    progress.update(10, '10 events');
    progress.stop();
    expect(err.text).toContain('verify ██████████████████████████████ 100% | 10 events');
  });
});
