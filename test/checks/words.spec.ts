import { join, resolve } from 'node:path';

const CHECKS = resolve(__dirname, '..', '..', 'scripts', 'checks');

interface Finding {
  readonly line: number;
  readonly phrase: string;
  readonly better: string;
}

interface WordsCheck {
  findingsIn(text: string, file: string): readonly Finding[];
  findingInPath(file: string): Finding | undefined;
}

interface WordsTable {
  readonly WORDS: readonly { readonly not: string; readonly better: string; readonly phrases: readonly RegExp[] }[];
  readonly NAMES: readonly { readonly name: RegExp; readonly file?: RegExp; readonly better: string }[];
}

const { findingsIn, findingInPath } = jest.requireActual<WordsCheck>(join(CHECKS, 'words.cjs'));
const { WORDS, NAMES } = jest.requireActual<WordsTable>(join(CHECKS, 'words.table.cjs'));

/** For each row: sentences that it finds, and sentences with the same words that it leaves alone. */
const SENTENCES: Readonly<Record<string, { readonly hits: readonly string[]; readonly others: readonly string[] }>> = {
  'reckon, reckoned anew': {
    hits: ['Deadlines are reckoned.', 'It reckons with the calendar.', 'const reckoningOf = 1;'],
    others: ['Deadlines are computed.', 'It counts calendar days.'],
  },
  'anew, once more': {
    hits: ['Decide anew.', 'Send it once\n * more.', `say('it was sent once ' +\n  'more')`],
    others: ['Send it again, not more than once.', 'A renewal.', 'Once, more calls came.'],
  },
  'where absent, where it is left out': {
    hits: [
      "the definition's where absent",
      'Where it is absent, all are taken.',
      'one is made up where it is left out',
      'DATABASE_URL; left out: a file in DATA_DIR',
      'Leave it out to begin again.',
    ],
    others: [
      'Columns without a value are left out.',
      'If omitted, all journeys.',
      'Absent members have their default.',
    ],
  },
  'comes to, what it came to': {
    hits: ['what it comes to', 'What a command came to.', 'The repeat comes to nothing.', 'When the record came to be'],
    others: ['The result of the command.', 'When it comes to speed, measure.', 'The run came to an end.'],
  },
  'is none, are none, is no X': {
    hits: ['a cursor that is none', 'Bytes that are none.', 'This is no JSON.', 'help and version are no failures'],
    others: [
      'There is none.',
      'There is no journey bc-1.',
      'AUTH_MODE is none.',
      'It is no longer open.',
      'It is none of these.',
      'The median is no more than 0 s.',
      'This is not JSON.',
    ],
  },
  'nobody, whoever, those who come, those who wait': {
    hits: [
      'Nobody asked.',
      "nobody's deadline",
      'Somebody has to act.',
      'whoever asks',
      'for those who already wait',
      'All who wait share one read.',
      'those who enter from now on',
    ],
    others: ['No client asked.', 'waiting journeys and new entrants', 'Those who operate the ledger read logs.'],
  },
  'be led past, led past an event': {
    hits: ['The projection was led past it.', 'leads a projection past an event', 'const ledPast = 1;'],
    others: ['The event was skipped.', 'The last past event.', 'A ledger past its limit.'],
  },
  'does not take an event': {
    hits: ['a projection that does not take an event', 'It did not take it.', 'The store cannot take this event.'],
    others: ['The request does not take long.', 'It does not take part.', 'It takes the next event.'],
  },
  'go on with, gone on with': {
    hits: [
      'go on with a paused operation',
      'It goes on where it stopped.',
      'was gone on with',
      'Run it again to go\n// on.',
    ],
    others: ['The rest may go on the next page.', 'what is going on', 'It continues.', 'a cargo on board'],
  },
  'be looked after': {
    hits: ['It was looked after.', 'people have to look after a journey', 'whom it looks after'],
    others: ['One look after the next reads less.', 'Complete an escalation.', 'It looks at what comes after.'],
  },
  'take back': {
    hits: ['Take back', 'takes an override back', 'it was taken back', 'takeBack(override)'],
    others: ['The reader takes pages from the back.', 'Undo an override.', 'back to the state it was taken from'],
  },
  'stand still, let no deadline elapse': {
    hits: [
      'All deadlines stand still.',
      'It stood still.',
      'Let no deadline elapse',
      'no deadline of the tenant elapses',
    ],
    others: ['All deadlines are paused.', 'the elapsed time', 'They still stand.', 'The time elapsed since then.'],
  },
  'on record': {
    hits: ['It was put on record.', 'Timeouts on record that the read model lacks'],
    others: ['It was recorded.', 'a call on record faces', 'on records of the past'],
  },
  'beside the live ones': {
    hits: ['built beside the live ones', 'beside\n * the live tables', 'writes beside what is live'],
    others: ['in shadow tables', 'beside the menu'],
  },
  'set aside': {
    hits: ['Deadlines set aside', 'It sets them aside.', 'this.#setAside.get(key)'],
    others: ['a set of deadlines', 'It is quarantined.', 'the set beside it'],
  },
  'front, rest, look': {
    hits: [
      'found at the next look',
      'Between two looks',
      'reads the front of the open deadlines',
      'What lies at the front',
      'a look that fails',
      'It rests between two polls.',
    ],
    others: [
      'Put a load balancer in front of it.',
      'the rest of the page',
      'Have a look at the timeline.',
      'the next look-up',
      'encrypted at rest',
      'projections that rest on one another',
    ],
  },
  'breaks off or goes wrong at': {
    hits: ['it breaks off too early', 'An export broke off.', 'it goes wrong at position 3'],
    others: ['It ends early.', 'what may go wrong', 'a break, off and on'],
  },
  'nobody answers at': {
    hits: ['nobody answers at this address', 'Nothing answers there.', 'No one answers.'],
    others: ['It cannot connect to the address.', 'It answers at once.'],
  },
  'has no ending of a log': {
    hits: ['it has no ending of a log', "by its name's ending", 'the file ending'],
    others: ['by its file extension', 'the end of a log', 'ending the process'],
  },
  'standing so (`--status`)': {
    hits: ['standing so', 'it stands so'],
    others: ['only journeys with this status', 'understanding something', 'It stands. So does the other.'],
  },
  'tell whom it would hit': {
    hits: ['tell whom it would hit', 'Whom a change would hit', 'sees whom it hits'],
    others: ['shows affected journeys', 'for whom it is meant', 'a cache hit'],
  },
  'moving house': {
    hits: ['moving house', '[guide](moving-house.md)'],
    others: ['migrate to another store', 'moves a house number'],
  },
  'doing something to many journeys': {
    hits: ['Doing something to many journeys', 'to do something to a journey'],
    others: ['batch operations', 'doing something useful'],
  },
  'stand by: may have been taken over': {
    hits: ['another process may have taken the work over', 'The lease may have been taken.'],
    others: ['lost the lease; standing by', 'An agent took over.', 'may have taken long'],
  },
  'time-out': {
    hits: ['A time-out is recorded.', 'Time-outs in a second'],
    others: ['A timeout is recorded.', 'It times out.', 'first-time outcomes'],
  },
};

/** For each name: code that uses it, and code that does not. */
const CODE: readonly (readonly [file: string, code: string, better: string | undefined])[] = [
  ['libs/x/src/a.ts', 'new DefinitionShelves(ports)', 'DefinitionStream, DefinitionCache'],
  ['libs/x/src/a.ts', "import { rest } from './rest';", 'sleep'],
  ['libs/x/src/a.ts', 'const [first, ...rest] = words;', undefined],
  ['libs/x/src/a.ts', "import { apply } from '../journey/journey.effects';", 'journey.evolve'],
  ['libs/x/src/a.ts', 'function decide(situation: Situation): Decided {', 'DecisionContext'],
  ['libs/x/src/a.ts', '// Decided by the caller.', undefined],
  ['libs/x/src/a.ts', 'const gaps = findGaps(positions);', undefined],
  ['libs/x/src/a.ts', "import { gaps } from './delivery/gaps';", 'position-gaps'],
  ['libs/event-store-eventstoredb/src/a.ts', 'new LedgerClient(url)', 'EventStoreDbConnection'],
  ['libs/client/src/a.ts', 'new LedgerClient(url)', undefined],
  ['docs/a.md', 'The class TargetGate was renamed.', undefined],
];

describe('the check of words', () => {
  it('has sentences for each row of its table', () => {
    expect(Object.keys(SENTENCES)).toEqual(WORDS.map(({ not }) => not));
  });

  const hits = Object.entries(SENTENCES).flatMap(([row, { hits: found }]) => found.map((text) => [row, text] as const));
  it.each(hits)('%s: finds %j', (row, text) => {
    const better = WORDS.find(({ not }) => not === row)?.better;
    expect(findingsIn(text, 'docs/a.md').map((finding) => finding.better)).toContain(better);
  });

  const others = Object.entries(SENTENCES).flatMap(([row, { others: left }]) =>
    left.map((text) => [row, text] as const),
  );
  it.each(others)('%s: leaves %j alone', (row, text) => {
    const better = WORDS.find(({ not }) => not === row)?.better;
    expect(findingsIn(text, 'docs/a.md').filter((finding) => finding.better === better)).toEqual([]);
  });

  it.each(CODE)('in %s, %j should be %j', (file, code, better) => {
    expect(findingsIn(code, file).map((finding) => finding.better)[0]).toBe(better);
  });

  it('says on which line a phrase begins, also where it runs over the end of a line', () => {
    const text = '/**\n * What waits is sent once\n * more.\n */\n\nsay("it came " +\n  "to nothing");\n';
    expect(findingsIn(text, 'libs/x/src/a.ts').map(({ line, phrase }) => `${line}: ${phrase}`)).toEqual([
      '2: once * more',
      '6: came " + "to',
    ]);
  });

  it.each([
    ['libs/projections/src/gaps.ts', 'position-gaps'],
    ['libs/projections/test/gaps.spec.ts', 'position-gaps'],
    ['libs/projections/src/position-gaps.ts', undefined],
  ])('of the file name %s gives %s', (file, better) => {
    expect(findingInPath(file)?.better).toBe(better);
  });

  it('gives no better word that it would find itself', () => {
    const better = [...WORDS, ...NAMES]
      .map((row) => row.better)
      .filter((words) => findingsIn(words, 'docs/a.md').length);
    expect(better).toEqual([]);
  });
});
