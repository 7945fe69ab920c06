import { Gauge, type Registry } from 'prom-client';

type Labelled = readonly (readonly [labels: Readonly<Record<string, string>>, value: number])[];

interface Figure {
  readonly help: string;
  readonly labelNames?: readonly string[];
  readonly value: () => number | Labelled | Promise<number | Labelled>;
}

/** Adds metrics, by their names, that are computed on each scrape and cost nothing until then. */
export function addGauges(registry: Registry, figures: Readonly<Record<string, Figure>>): void {
  for (const [name, { help, labelNames = [], value }] of Object.entries(figures)) {
    const collect = async function (this: Gauge): Promise<void> {
      const current = await value();
      if (typeof current === 'number') return this.set(current);
      this.reset();
      for (const [labels, figure] of current) this.set(labels, figure);
    };
    new Gauge({ name, help, labelNames, registers: [registry], collect });
  }
}
