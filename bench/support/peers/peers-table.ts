import { describeMachine } from '../machine';
import { median } from '../statistics';
import { EMBEDDED } from './ledger-peers';
import type { Sample } from './measure';

export interface PeerFigures {
  readonly id: string;
  readonly title: string;
  /** One for each round. */
  readonly samples: readonly Sample[];
  /** For each transition: calls of fsync and the like, and bytes written to files. */
  readonly disk: Pick<Sample, 'syncs' | 'written'>;
  readonly durability: Readonly<Record<string, unknown>>;
}

const FIGURES = [
  { title: 'transitions/s', of: ({ perSecond }: Sample) => perSecond, digits: 0 },
  { title: 'p50 ms', of: ({ p50 }: Sample) => p50, digits: 1 },
  { title: 'p99 ms', of: ({ p99 }: Sample) => p99, digits: 1 },
  { title: 'CPU µs', of: ({ cpuUs }: Sample) => cpuUs, digits: 0 },
] as const;

/** A Markdown table of medians, then what each peer says of its durability. */
export function peersTable(figures: readonly PeerFigures[], loads: readonly number[]): string {
  const ledger = figures.find(({ id }) => id === EMBEDDED.id);
  const titles = ['', ...FIGURES.map(({ title }) => title), 'KiB written', 'fsyncs', 'ledger’s rate to its rate'];
  const rows = figures.map((peer) => [
    peer.title,
    ...FIGURES.map(({ of, digits }) => text(median(peer.samples.map(of)), digits)),
    counted(peer.disk.written && peer.disk.written / 1024, 1),
    counted(peer.disk.syncs, 3),
    ledger === undefined ? '' : ratioText(ledger.samples, peer.samples),
  ]);
  return [
    `Taken on ${describeMachine()}, ${new Date().toISOString().slice(0, 10)}; load average ${loads.map((load) => load.toFixed(1)).join(' before, ')} after.`,
    '',
    ...[titles, titles.map((_, index) => (index === 0 ? '---' : '--:')), ...rows].map(
      (row) => `| ${row.join(' | ')} |`,
    ),
    '',
    ...figures.map(({ title, durability }) => `${title}: ${JSON.stringify(durability)}`),
  ].join('\n');
}

/** The median of the rounds' ratios, and their range. */
function ratioText(ours: readonly Sample[], theirs: readonly Sample[]): string {
  const ratios = ours.flatMap(({ perSecond }, round) => {
    const other = theirs[round]?.perSecond;
    return other === undefined ? [] : [perSecond / other];
  });
  const [least, most] = [Math.min(...ratios), Math.max(...ratios)];
  return `${text(median(ratios), 1)} (${text(least, 1)} to ${text(most, 1)})`;
}

function counted(value: number | undefined, digits: number): string {
  return value === undefined || Number.isNaN(value) ? 'not counted' : text(value, digits);
}

function text(value: number, digits: number): string {
  return value.toLocaleString('en-US', { minimumFractionDigits: digits, maximumFractionDigits: digits });
}
