import { spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, posix, relative, resolve, sep } from 'node:path';

const ROOT = resolve(__dirname, '..', '..');

/** Every rule with one import that breaks it: `[file, import, rule]`. */
const BREACHES: readonly (readonly [file: string, imported: string, rule: string])[] = [
  ['libs/journey/src/own-lib.ts', '@ledger/event-store', 'arrows-of-libs-journey'],
  ['libs/event-store/src/own-lib.ts', '@ledger/journey', 'arrows-of-libs-event-store'],
  ['libs/event-store-sqlite/src/own-lib.ts', '@ledger/journey', 'arrows-of-libs-event-store-sqlite'],
  ['libs/event-store-eventstoredb/src/own-lib.ts', '@ledger/journey', 'arrows-of-libs-event-store-eventstoredb'],
  ['libs/command-handling/src/own-lib.ts', '@ledger/projections', 'arrows-of-libs-command-handling'],
  ['libs/projections/src/own-lib.ts', '@ledger/command-handling', 'arrows-of-libs-projections'],
  ['libs/leases/src/own-lib.ts', '@ledger/projections', 'arrows-of-libs-leases'],
  ['libs/plain-data/src/own-lib.ts', '@ledger/journey', 'arrows-of-libs-plain-data'],
  ['libs/runtime/src/own-lib.ts', '@ledger/journey', 'arrows-of-libs-runtime'],
  ['libs/escalations/src/own-lib.ts', '@ledger/timeouts', 'arrows-of-libs-escalations'],
  ['libs/timeouts/src/own-lib.ts', '@ledger/event-store-sqlite', 'arrows-of-libs-timeouts'],
  ['libs/policies/src/own-lib.ts', '@ledger/timeouts', 'arrows-of-libs-policies'],
  ['libs/batch-operations/src/own-lib.ts', '@ledger/timeouts', 'arrows-of-libs-batch-operations'],
  ['libs/exchange/src/own-lib.ts', '@ledger/command-handling', 'arrows-of-libs-exchange'],
  ['libs/diagrams/src/own-lib.ts', '@ledger/exchange', 'arrows-of-libs-diagrams'],
  ['libs/access/src/own-lib.ts', '@ledger/projections', 'arrows-of-libs-access'],
  ['libs/tokens/src/own-lib.ts', '@ledger/journey', 'arrows-of-libs-tokens'],
  ['libs/audit/src/own-lib.ts', '@ledger/projections', 'arrows-of-libs-audit'],
  ['libs/client/src/own-lib.ts', '@ledger/journey', 'arrows-of-libs-client'],
  ['apps/cli/src/own-lib.ts', '@ledger/command-handling', 'arrows-of-apps-cli'],
  ['apps/console/src/own-lib.ts', '@ledger/client', 'arrows-of-apps-console'],
  ['apps/demo/src/own-lib.ts', '@ledger/client', 'arrows-of-apps-demo'],
  ['apps/ledger/src/other-app.ts', '../../cli/src/main', 'arrows-of-apps-ledger'],
  ['libs/command-handling/src/driver.ts', 'libsql', 'one-importer-of-libsql'],
  ['libs/projections/src/driver.ts', '@eventstore/db-client', 'one-importer-of-eventstore-db-client'],
  ['libs/timeouts/src/driver.ts', 'pg', 'one-importer-of-pg'],
  ['libs/audit/src/driver.spec.ts', 'libsql', 'one-importer-of-libsql'],
  ['libs/projections/src/delivery/journeys.ts', '@ledger/journey', 'delivery-knows-no-journey'],
  ['libs/journey/src/framework.ts', '@nestjs/common', 'pure-no-frameworks'],
  ['libs/event-store/src/framework.ts', 'rxjs', 'pure-no-frameworks'],
  ['libs/journey/src/files.ts', 'node:fs', 'pure-no-input-output'],
  ['libs/event-store/src/timers.ts', 'node:timers/promises', 'pure-no-input-output'],
  ['libs/command-handling/src/deep.ts', '../../journey/src/inner', 'no-deep-imports'],
  ['apps/ledger/src/deep.ts', '../../../libs/journey/src/inner', 'no-deep-imports-from-outside'],
  ['libs/timeouts/src/app.spec.ts', '../../../apps/cli/src/main', 'libs-know-no-app'],
  ['libs/audit/src/fake.ts', '@ledger/event-store/testing', 'shipped-code-imports-no-tests'],
  ['libs/audit/src/dev-package.ts', 'fast-check', 'shipped-code-imports-no-dev-packages'],
  ['libs/audit/src/nowhere.ts', './no-such-file', 'resolvable'],
  ['libs/audit/src/circle-a.ts', './circle-b', 'no-cycles'],
];

/** The rooms inside libs, lowest first; `.` are the files beside the rooms. */
const ROOMS: Readonly<Record<string, readonly string[]>> = {
  journey: [
    '.',
    'guard',
    'timing',
    'definition',
    'personal',
    'definition/diff',
    'policy',
    'definition/check',
    'journey',
    'journey/decider',
    'simulation',
    'escalation',
    'batch-operation',
    'testing',
  ],
  'event-store': ['.', 'testing/contract', 'testing'],
  'command-handling': ['.', 'ports', 'journeys', 'aliases', 'definitions', 'timeouts', 'nest', 'testing'],
  access: ['.', 'keys', 'reads'],
  escalations: ['commands', 'requests', 'webhooks', '.'],
  'event-store-sqlite': ['database', 'reader', 'feed', 'writer/thread', 'writer', '.', 'testing'],
  'event-store-eventstoredb': [
    ...['codec', 'connection', 'reader', 'feed', 'writer', 'access', '.', 'testing/double', 'testing'],
  ],
  projections: [
    '.',
    'database/tables',
    'database',
    'delivery',
    'dead-letters',
    'rebuild',
    'read-models/visits',
    'read-models/timing',
    'read-models',
    'queries',
    'queries/stuck',
    'queries/journeys',
    'queries/analytics',
    'queries/export',
    'queries/sql',
    'projector',
    'testing/support',
    'testing/postgres',
    'testing/contract',
    'testing',
  ],
};

/** A file of each room with an import of the room after it; of the last room, of one that is not listed. */
const ROOM_BREACHES = Object.entries(ROOMS).flatMap(([lib, rooms]) =>
  rooms.map((room, index) => {
    const rule = `room-${room === '.' ? 'floor' : room.replace('/', '-')}-of-${lib}`;
    return [`libs/${lib}/src/${room}/upward.ts`, importFrom(room, rooms[index + 1] ?? 'unlisted'), rule] as const;
  }),
);

/** Imports that keep every rule. */
const ALLOWED: readonly (readonly [file: string, imported: string])[] = [
  ...Object.entries(ROOMS).flatMap(([lib, rooms]) =>
    rooms.slice(1).map((room, index) => {
      return [`libs/${lib}/src/${room}/downward.ts`, importFrom(room, rooms[index] ?? '.')] as const;
    }),
  ),
  ['libs/journey/src/hashing.ts', 'node:crypto'],
  ['libs/event-store-sqlite/src/port.ts', '@ledger/event-store'],
  ['libs/event-store-sqlite/src/driver.ts', 'libsql'],
  ['libs/audit/src/suite.spec.ts', '@ledger/event-store/testing'],
  ['libs/audit/src/property.spec.ts', 'fast-check'],
  ['apps/cli/src/file-reader.ts', '@ledger/event-store-sqlite'],
  ['apps/cli/src/other-ledger.ts', '@ledger/event-store-eventstoredb'],
  ['apps/ledger/src/wiring.ts', '@ledger/timeouts'],
  ['libs/audit/src/circle-b.ts', './circle-a'],
];

const LIBS = [...new Set(BREACHES.map(([file]) => file).filter((file) => file.startsWith('libs/')))].map(
  (file) => file.split('/')[1] ?? '',
);
const PACKAGES = ['libsql', '@eventstore/db-client', 'pg', '@nestjs/common', 'rxjs', 'fast-check'];

/** How a file of one room imports the file `inner` of another. */
function importFrom(room: string, other: string): string {
  const path = posix.relative(room, `${other}/inner`);
  return path.startsWith('.') ? path : `./${path}`;
}

interface CruiseResult {
  readonly summary: {
    readonly violations: readonly { readonly from: string; readonly rule: { readonly name: string } }[];
  };
}

describe('the arrows between folders', () => {
  let folder: string;
  let breaches: readonly string[];

  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'ledger-arrows-'));
    for (const name of [
      '.dependency-cruiser.cjs',
      'scripts/checks/arrows.resolve.cjs',
      'tsconfig.json',
      'package.json',
    ]) {
      cpSync(join(ROOT, name), join(folder, name));
    }
    for (const name of PACKAGES) {
      write(`node_modules/${name}/package.json`, JSON.stringify({ name, main: 'index.js' }));
      write(`node_modules/${name}/index.js`, 'module.exports = {};');
    }
    for (const lib of LIBS) {
      write(`libs/${lib}/src/index.ts`, 'export const here = 1;');
      write(`libs/${lib}/src/testing/index.ts`, 'export const here = 1;');
      write(`libs/${lib}/src/inner.ts`, 'export const here = 1;');
    }
    for (const [lib, rooms] of Object.entries(ROOMS)) {
      for (const room of [...rooms, 'unlisted']) write(`libs/${lib}/src/${room}/inner.ts`, 'export const here = 1;');
    }
    write('apps/cli/src/main.ts', 'export const here = 1;');
    for (const [file, imported] of [...BREACHES, ...ROOM_BREACHES, ...ALLOWED]) write(file, `import '${imported}';`);
    breaches = cruise();
  });

  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  function write(file: string, text: string): void {
    mkdirSync(dirname(join(folder, file)), { recursive: true });
    writeFileSync(join(folder, file), text);
  }

  /** `file: rule` for everything that the project's own rules find in the fixture. */
  function cruise(): readonly string[] {
    const program = join(ROOT, 'node_modules/dependency-cruiser/bin/dependency-cruise.mjs');
    const options = ['apps', 'libs', '--config', '.dependency-cruiser.cjs', '--output-type', 'json'];
    const { stdout, stderr } = spawnSync(process.execPath, [program, ...options], { cwd: folder, encoding: 'utf8' });
    if (stdout === '') throw new Error(stderr);
    const { violations } = (JSON.parse(stdout) as CruiseResult).summary;
    return violations.map(({ from, rule }) => `${from}: ${rule.name}`);
  }

  it.each([...BREACHES, ...ROOM_BREACHES])('finds that %s may not import %s (%s)', (file, _imported, rule) => {
    expect(breaches).toContain(`${posix.normalize(file)}: ${rule}`);
  });

  it.each(ALLOWED)('lets %s import %s', (file) => {
    expect(breaches.filter((breach) => breach.startsWith(`${posix.normalize(file)}:`))).toEqual([]);
  });

  it.each(Object.entries(ROOMS))('knows every room of %s', (lib, rooms) => {
    const folder = join(ROOT, 'libs', lib, 'src');
    const files = readdirSync(folder, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
    const used = new Set(files.map((file) => relative(folder, file.parentPath).replaceAll(sep, '/') || '.'));
    expect([...used].sort()).toEqual([...rooms].sort());
  });

  it('has a breach here for every rule', () => {
    const rules = jest.requireActual<{ forbidden: readonly { name: string }[] }>(join(ROOT, '.dependency-cruiser.cjs'));
    const proven = new Set([...BREACHES, ...ROOM_BREACHES].map(([, , rule]) => rule));
    expect(rules.forbidden.map(({ name }) => name).filter((name) => !proven.has(name))).toEqual([]);
  });
});
