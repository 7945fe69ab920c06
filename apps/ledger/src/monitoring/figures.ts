import { within } from '@ledger/runtime';
import { Counter, Gauge, type Registry } from 'prom-client';

type Labelled = readonly (readonly [labels: Readonly<Record<string, string>>, value: number])[];

interface Figure {
  readonly help: string;
  readonly labelNames?: readonly string[];
  /** Undefined if it has no value now. */
  readonly value: () => number | Labelled | Promise<number | Labelled | undefined>;
}

/** Longest time that a figure may keep a scrape waiting. */
const FIGURE_MS = 2_000;

/**
 * Adds metrics, by their names, that are computed on each scrape and cost nothing until then: counters where the name
 * ends with `_total`, gauges else. One that cannot be had, because its database is away, has no value in that scrape: the
 * others must be seen at such a time above all.
 */
export function addFigures(registry: Registry, figures: Readonly<Record<string, Figure>>): void {
  for (const [name, { help, labelNames = [], value }] of Object.entries(figures)) {
    const collect = async function (this: Gauge | Counter): Promise<void> {
      const current = await within(FIGURE_MS, Promise.resolve().then(value)).catch(() => undefined);
      if (current === undefined && labelNames.length === 0) return this.remove();
      // A counter is told what it has counted in all.
      this.reset();
      if (typeof current === 'number') return this.inc(current);
      for (const [labels, figure] of current ?? []) this.inc(labels, figure);
    };
    const Kind = name.endsWith('_total') ? Counter : Gauge;
    new Kind({ name, help, labelNames, registers: [registry], collect });
  }
}
