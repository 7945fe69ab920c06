import { execFileSync } from 'node:child_process';
import { readFile, writeFile } from 'node:fs/promises';
import { validateXML } from 'xmllint-wasm';
import { ROOT } from '../support/ledger-process';
import { describeWithData, sharedData } from '../support/shared-data';
import { timelinesOf } from './exported-timelines';
import { expectedView, expectFigures, HELPDESK, ImportedLog, visited } from './imported-log';

/** Variants with their counts, as pm4js sees a log. It fills the global scope, and so gets a process of its own. */
function variantsByPm4js(path: string): Readonly<Record<string, number>> {
  const script = `
    require('pm4js');
    const log = XesImporter.apply(require('node:fs').readFileSync(process.argv[1], 'utf8'));
    console.log(JSON.stringify(GeneralLogStatistics.getVariants(log)));
    process.exit(0);`;
  const out = execFileSync(process.execPath, ['-e', script, path], { cwd: ROOT, encoding: 'utf8' });
  return JSON.parse(out.trim().split('\n').at(-1) ?? '') as Record<string, number>;
}

describeWithData('helpdesk', 'the log of a help desk', () => {
  let imported: ImportedLog;
  let position: string;

  beforeAll(async () => {
    imported = await ImportedLog.of(HELPDESK);
  });
  afterAll(() => imported.remove());

  it('is discovered: states and edges with their counts, and no error of the static check', async () => {
    const { exitCode, out } = await imported.discover();
    expect(exitCode).toBe(0);
    const found = JSON.parse(out) as { edges: { count: number }[]; check: { errors: unknown[] }; refused: number };
    expect(found).toMatchObject({ cases: 4_580, events: 21_348, refused: 0, droppedStates: [] });
    expect(found.edges).toHaveLength(55 + 6);
    expect(found.check.errors).toEqual([]);
  });

  it('is imported under that definition, every event of it', async () => {
    const { exitCode, out, err } = await imported.import();
    expect([exitCode, err]).toEqual([0, '']);
    const summary = JSON.parse(out) as { position: string };
    expect(summary).toMatchObject({ lines: 25_928, accepted: 25_928, refused: 0, unreadable: 0 });
    position = summary.position;
  });

  it('gives the published figures', async () => {
    const timelines = timelinesOf(await imported.export('timeline.csv', { atLeast: position }));
    expectFigures(timelines, await expectedView(HELPDESK));
  });

  it('opens in pm4js as it was exported, and is valid XES', async () => {
    const query = { from: '2010-01-01T00:00:00Z', to: '2010-06-01T00:00:00Z' };
    const xes = await imported.export('log.xes', query);
    const path = imported.path('log.xes');
    await writeFile(path, xes);
    const variants: Record<string, number> = {};
    for (const timeline of timelinesOf(await imported.export('timeline.csv', query))) {
      const variant = ['OPENED', ...visited(timeline)].join(',');
      variants[variant] = (variants[variant] ?? 0) + 1;
    }
    expect(Object.keys(variants).length).toBeGreaterThan(10);
    expect(variantsByPm4js(path)).toEqual(variants);
    const schema = await readFile(sharedData('standards', 'xes-ieee-1849-2016.strict-jbpm.xsd'), 'utf8');
    const verdict = await validateXML({ xml: [{ fileName: 'log.xes', contents: xes }], schema: [schema] });
    expect(verdict.errors).toEqual([]);
  });
});
