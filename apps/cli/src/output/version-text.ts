import type {
  DefinitionHistory,
  DefinitionListing,
  OpenJourneys,
  UpgradePath,
  VersionChange,
  VersionChangeReply,
} from '@ledger/client';
import type { Palette } from './palette';
import { printable } from './printable';
import { table } from './table';
import { formatCount, instant } from './times';

const UPGRADES: { readonly [when in UpgradePath['when']]: string } = {
  resume: 'come over at the next command of their flow',
  operator: 'come over by a migration only',
  never: 'stay there',
};

/** How open journeys of an earlier version come over, and why. */
export function upgradeText({ from, when, why }: UpgradePath): string {
  return `Open journeys of version ${from} ${UPGRADES[when]} (${when}). ${printable(why)}`;
}

const WORDS: { readonly [type in VersionChange['type']]: string } = {
  DefinitionPublished: 'published',
  DefinitionCurrentChanged: 'made current',
  DefinitionRetired: 'retired',
  DefinitionUnretired: 'un-retired',
};

/** A line for each definition. */
export function listingsText(
  listings: readonly DefinitionListing[],
  palette: Palette,
  width: number | undefined,
): string {
  if (listings.length === 0) return 'No definition is published.';
  return table(
    listings,
    [
      { title: 'definition', value: ({ id }) => id, paint: () => palette.cyan, shrinks: true },
      {
        title: 'current',
        value: ({ current }) => (current === null ? 'none' : String(current.version)),
        align: 'right',
      },
      { title: 'versions', value: ({ versions }) => versions.map(({ version }) => version).join(', '), shrinks: true },
      { title: 'title', value: ({ title }) => title ?? '', shrinks: true },
    ],
    { width, header: palette.dim },
  );
}

/** The versions of a definition, then who changed what. */
export function versionsText(
  { id, title, current, versions, revision, history }: DefinitionHistory,
  palette: Palette,
  width: number | undefined,
): string {
  const options = { width, header: palette.dim };
  const rows = table(
    versions,
    [
      { title: 'version', value: ({ version }) => String(version), align: 'right' },
      {
        title: '',
        value: ({ version, retired }) => (version === current?.version ? 'current' : retired ? 'retired' : ''),
        paint: ({ retired }) => (retired ? palette.dim : palette.green),
      },
      { title: 'published', value: ({ publishedAt }) => instant(publishedAt) },
      { title: 'hash', value: ({ hash }) => hash.slice(0, 12), paint: () => palette.dim },
    ],
    options,
  );
  const changes = table(
    history,
    [
      { title: 'when', value: ({ occurredAt }) => instant(occurredAt) },
      { title: 'version', value: ({ version }) => String(version), align: 'right' },
      { title: 'what', value: ({ type }) => WORDS[type] },
      { title: 'revision', value: (change) => String(change.revision), align: 'right' },
      { title: 'who', value: ({ actor }) => actor.subject, shrinks: true },
      { title: 'why', value: ({ reason = '' }) => reason, shrinks: true },
    ],
    options,
  );
  const named = title === null ? '' : `: ${printable(title)}`;
  return [`${palette.bold(printable(id))}${named} (revision ${revision})`, rows, '', changes].join('\n');
}

export function versionChangedText({ outcome, change, current }: VersionChangeReply, palette: Palette): string {
  const { type, version, revision, occurredAt } = change;
  const what =
    outcome === 'UNCHANGED'
      ? `Version ${version} is so already, since ${occurredAt}; nothing was changed.`
      : `${palette.green('Changed')}: version ${version} ${WORDS[type]} (revision ${revision}, ${occurredAt}).`;
  const starts =
    current === null
      ? palette.yellow('Every version is retired: no new journey can start.')
      : `New journeys start with version ${current.version}.`;
  return `${what} ${starts}`;
}

/** Which open journeys there are; of a version or of some states. */
export function openJourneysText(open: OpenJourneys | null, palette: Palette, width: number | undefined): string {
  if (open === null) return palette.yellow('The read models cannot say now which open journeys run it.');
  const { count, states, sample } = open;
  if (count === 0) return 'No open journey runs it.';
  const journeys = count === 1 ? '1 open journey runs it' : `${formatCount(count)} open journeys run it`;
  const rows = table(
    sample,
    [
      { title: 'session', value: ({ sessionId }) => sessionId, paint: () => palette.cyan, shrinks: true },
      { title: 'state', value: ({ stateId }) => stateId, shrinks: true },
      { title: 'since', value: ({ enteredAt }) => instant(enteredAt) },
    ],
    { width, header: palette.dim },
  );
  return [
    `${palette.bold(journeys)}: ${states.map((row) => `${printable(row.stateId)} ${formatCount(row.journeys)}`).join(', ')}`,
    count > sample.length ? `The first ${sample.length}:` : 'They are:',
    rows,
  ].join('\n');
}
