'use strict';

/** Which of our own folders production code of a folder may import. What is not listed may import none of them. */
const MAY_IMPORT = {
  'libs/plain-data': [],
  'libs/journey': [],
  'libs/event-store': [],
  'libs/runtime': [],
  'libs/event-store-sqlite': ['libs/event-store', 'libs/runtime'],
  'libs/event-store-eventstoredb': ['libs/event-store', 'libs/runtime'],
  'libs/command-handling': ['libs/journey', 'libs/event-store', 'libs/runtime'],
  'libs/leases': ['libs/runtime'],
  'libs/projections': ['libs/journey', 'libs/event-store', 'libs/leases', 'libs/runtime'],
  'libs/timeouts': [
    'libs/journey',
    'libs/event-store',
    'libs/runtime',
    'libs/leases',
    'libs/command-handling',
    'libs/projections',
  ],
  'libs/escalations': [
    'libs/journey',
    'libs/event-store',
    'libs/runtime',
    'libs/leases',
    'libs/command-handling',
    'libs/projections',
  ],
  'libs/policies': [
    'libs/journey',
    'libs/event-store',
    'libs/runtime',
    'libs/leases',
    'libs/command-handling',
    'libs/projections',
    'libs/escalations',
  ],
  'libs/batch-operations': [
    'libs/journey',
    'libs/event-store',
    'libs/runtime',
    'libs/leases',
    'libs/command-handling',
    'libs/projections',
  ],
  'libs/exchange': ['libs/journey', 'libs/event-store'],
  'libs/diagrams': ['libs/journey', 'libs/runtime'],
  'libs/access': ['libs/journey', 'libs/event-store', 'libs/runtime', 'libs/command-handling'],
  'libs/tokens': ['libs/access', 'libs/runtime'],
  'libs/audit': ['libs/journey', 'libs/event-store'],
  'libs/client': [],
  'apps/ledger': ['libs'],
  // It reads ledgers directly, so that verify, replay and copy need no server: see docs/adr/0007.
  'apps/cli': [
    'libs/client',
    'libs/journey',
    'libs/audit',
    'libs/event-store',
    'libs/event-store-sqlite',
    'libs/event-store-eventstoredb',
    'libs/exchange',
    'libs/diagrams',
    'libs/projections',
    'libs/access',
    'libs/runtime',
  ],
  // It plays a user: over HTTP alone.
  'apps/demo': [],
  'apps/console': [],
};

/**
 * The rooms inside a lib, lowest first: a room imports the rooms before it, never one after it. `.` are the files beside
 * the rooms, except for the index, which exports what the lib offers.
 */
const ROOMS = {
  'libs/journey/src': [
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
  'libs/event-store/src': ['.', 'testing/contract', 'testing'],
  'libs/command-handling/src': ['.', 'ports', 'journeys', 'aliases', 'definitions', 'timeouts', 'nest', 'testing'],
  'libs/access/src': ['.', 'keys', 'reads'],
  'libs/escalations/src': ['commands', 'requests', 'webhooks', '.'],
  'libs/event-store-sqlite/src': ['database', 'reader', 'feed', 'writer/thread', 'writer', '.', 'testing'],
  'libs/event-store-eventstoredb/src': [
    'codec',
    'connection',
    'reader',
    'feed',
    'writer',
    'access',
    '.',
    'testing/double',
    'testing',
  ],
  'libs/projections/src': [
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

/** Packages that have one place: everybody else goes through the port that this place implements. */
const ONE_IMPORTER = {
  libsql: ['libs/event-store-sqlite', 'libs/projections', 'bench'],
  '@eventstore/db-client': ['libs/event-store-eventstoredb'],
  // The bench holds the projector against rows that it writes by hand.
  pg: ['libs/projections', 'bench/support'],
};

const PURE = '^libs/(plain-data|journey|event-store)/';
const NOT_SHIPPED = '\\.spec\\.ts$|\\.test-support\\.ts$|/testing/|^libs/[^/]+/test/|^test/|^bench/';
const PUBLIC = '^libs/[^/]+/src/((testing/)?index|testing/global-set-up)\\.ts$';

/** Plain functions on plain data, which every folder may use. */
const EVERYWHERE = ['libs/plain-data'];

/** The types of the API, which are generated: the console calls the server itself, by its own ways. */
const API_TYPES = '^libs/client/src/generated/api\\.types\\.ts$';

/** Single files that a folder imports beside those of MAY_IMPORT. */
const OTHER_FILES = { 'apps/console': [API_TYPES] };

const arrows = Object.entries(MAY_IMPORT).map(([folder, allowed]) => ({
  name: `arrows-of-${folder.replace('/', '-')}`,
  comment: `${folder} imports only ${allowed.join(', ') || 'itself'} of our own folders (docs/reference/architecture.md).`,
  severity: 'error',
  from: { path: `^${folder}/`, pathNot: NOT_SHIPPED },
  to: {
    path: '^(libs|apps)/',
    pathNot: [...[folder, ...EVERYWHERE, ...allowed].map((target) => `^${target}/`), ...(OTHER_FILES[folder] ?? [])],
  },
}));

const INDEX = '/src/index\\.ts$';

/** Files that stand in a room itself, not in a room inside it. */
const filesOf = (lib, room) => `^${lib}/${room === '.' ? '' : `${room}/`}[^/]+$`;

const rooms = Object.entries(ROOMS).flatMap(([lib, inOrder]) =>
  inOrder.map((room, index) => ({
    name: `room-${room === '.' ? 'floor' : room.replace('/', '-')}-of-${lib.split('/')[1]}`,
    comment: `Rooms of ${lib}, lowest first: ${inOrder.join(', ')}. None imports one after it.`,
    severity: 'error',
    from: { path: filesOf(lib, room), pathNot: INDEX },
    to: { path: `^${lib}/`, pathNot: inOrder.slice(0, index + 1).map((lower) => filesOf(lib, lower)) },
  })),
);

const oneImporter = Object.entries(ONE_IMPORTER).map(([name, importers]) => ({
  name: `one-importer-of-${name.replace(/\W+/g, '-').replace(/^-/, '')}`,
  comment: `${name} is imported by ${importers.join(', ')} alone.`,
  severity: 'error',
  from: { pathNot: importers.map((folder) => `^${folder}/`) },
  to: { path: `(^|/)node_modules/(@types/)?${name}(/|$)` },
}));

/** @type {import('dependency-cruiser').IConfiguration} */
module.exports = {
  forbidden: [
    ...arrows,
    ...rooms,
    ...oneImporter,
    {
      name: 'no-cycles',
      comment:
        'Files that need each other are one file, or lack a third. Type imports leave nothing behind to go round.',
      severity: 'error',
      from: {},
      to: { circular: true, viaOnly: { dependencyTypesNot: ['type-only'] } },
    },
    {
      name: 'delivery-knows-no-journey',
      comment: 'It delivers events whatever they are about: read models and their folding are given to it.',
      severity: 'error',
      from: { path: '^libs/projections/src/(database|delivery)/' },
      to: { path: '^libs/(journey|projections/src/read-models)/' },
    },
    {
      name: 'pure-no-frameworks',
      comment: 'The domain and the port know no framework and no driver.',
      severity: 'error',
      from: { path: PURE, pathNot: NOT_SHIPPED },
      to: {
        path: '(^|/)node_modules/(@nestjs/|nestjs-|rxjs|fastify|@fastify/|kysely|libsql|pg/|@eventstore/|pino)',
      },
    },
    {
      name: 'pure-no-input-output',
      comment:
        'No file, network, clock, worker or environment: hashing and plain data tools are all they need, and vm to end a pattern that backtracks.',
      severity: 'error',
      from: { path: PURE, pathNot: NOT_SHIPPED },
      to: { dependencyTypes: ['core'], pathNot: '^(node:)?(assert|buffer|crypto|util|vm)$' },
    },
    {
      name: 'no-deep-imports',
      comment: 'What a lib offers stands in its index.ts (for tests also in testing/index.ts); the rest is its own.',
      severity: 'error',
      from: { path: '^libs/([^/]+)/' },
      to: { path: '^libs/', pathNot: ['^libs/$1/', PUBLIC] },
    },
    {
      name: 'no-deep-imports-from-outside',
      comment: 'What a lib offers stands in its index.ts (for tests also in testing/index.ts); the rest is its own.',
      severity: 'error',
      from: { path: '^(apps|test|bench)/' },
      to: { path: '^libs/', pathNot: [PUBLIC, API_TYPES] },
    },
    {
      name: 'libs-know-no-app',
      comment: 'Apps are assembled from libs, never the other way round, not even in a spec.',
      severity: 'error',
      from: { path: '^libs/' },
      to: { path: '^apps/' },
    },
    {
      name: 'shipped-code-imports-no-tests',
      comment: 'Fakes, suites and benches stay out of what is built.',
      severity: 'error',
      from: { path: '^(apps|libs)/', pathNot: NOT_SHIPPED },
      to: { path: NOT_SHIPPED, pathNot: '(^|/)node_modules/' },
    },
    {
      name: 'shipped-code-imports-no-dev-packages',
      comment: 'What production imports stands under dependencies in package.json.',
      severity: 'error',
      // The console is shipped as what Vite builds of it, with its packages inside.
      from: { path: '^(apps|libs)/', pathNot: `${NOT_SHIPPED}|^apps/console/` },
      to: { dependencyTypes: ['npm-dev', 'npm-no-pkg', 'npm-unknown'], dependencyTypesNot: ['type-only'] },
    },
    {
      name: 'resolvable',
      comment: 'Every import leads somewhere.',
      severity: 'error',
      from: { pathNot: '^bench/' },
      to: { couldNotResolve: true },
    },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    exclude: { path: '(^|/)(dist|bench/(peers|results))/' },
    // Type imports are arrows too.
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.json' },
    webpackConfig: { fileName: './scripts/checks/arrows.resolve.cjs' },
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['import', 'require', 'node', 'default', 'types'],
    },
  },
};
