import { within } from '@ledger/runtime';
import { Gauge, type Registry } from 'prom-client';

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
 * Adds metrics, by their names, that are computed on each scrape and cost nothing until then. One that cannot be had,
 * because its database is away, has no value in that scrape: the others must be seen at such a time above all.
 */
export function addGauges(registry: Registry, figures: Readonly<Record<string, Figure>>): void {
  for (const [name, { help, labelNames = [], value }] of Object.entries(figures)) {
    const collect = async function (this: Gauge): Promise<void> {
      const current = await within(FIGURE_MS, Promise.resolve().then(value)).catch(() => undefined);
      if (typeof current === 'number') return this.set(current);
      if (current === undefined && labelNames.length === 0) return this.remove();
      this.reset();
      if (current === undefined) return;
      for (const [labels, figure] of current) this.set(labels, figure);
    };
    new Gauge({ name, help, labelNames, registers: [registry], collect });
  }
}
