import * as fc from 'fast-check';
import { InMemoryEventStore } from '@ledger/event-store/testing';
import { compileDefinition, definitionStream } from '@ledger/journey';
import { paymentCallDocument } from '@ledger/journey/testing';
import { openSqliteReadModels } from '@ledger/projections';
import { LedgerScript, projectAll } from '@ledger/projections/testing';
import { examples } from '@ledger/runtime/testing';

const at = (minute: number): string => new Date(Date.UTC(2026, 4, 1, 8, minute)).toISOString();

/** The events that a definition's stream would take of some steps, and what they leave. */
function played(steps: readonly { readonly type: string; readonly version: number }[]) {
  const retired = new Map<number, boolean>();
  const events: { readonly type: string; readonly version: number; readonly minute: number }[] = [];
  let current: { readonly version: number; readonly since: string } | undefined;
  steps.forEach(({ type, version: asked }, minute) => {
    const version = type === 'DefinitionPublished' ? retired.size + 1 : asked;
    const isRetired = retired.get(version);
    const isDue = type === 'DefinitionPublished' || isRetired === (type === 'DefinitionUnretired');
    if (!isDue) return;
    events.push({ type, version, minute });
    retired.set(version, type === 'DefinitionRetired');
    const since = at(minute);
    if (type === 'DefinitionPublished' || type === 'DefinitionCurrentChanged') current = { version, since };
    if (type === 'DefinitionUnretired') current ??= { version, since };
    if (type === 'DefinitionRetired' && current?.version === version) {
      const next = [...retired].filter(([, is]) => !is).at(-1)?.[0];
      current = next === undefined ? undefined : { version: next, since };
    }
  });
  return { events, current, retired };
}

it('says of each definition which version is current and since when, however the events come in batches', async () => {
  const type = fc.constantFrom(
    'DefinitionPublished',
    'DefinitionCurrentChanged',
    'DefinitionRetired',
    'DefinitionUnretired',
  );
  const steps = fc.array(fc.record({ type, version: fc.integer({ min: 1, max: 4 }) }), { maxLength: 16 });
  const first = { type: 'DefinitionPublished', version: 1 };
  await fc.assert(
    fc.asyncProperty(steps, fc.constantFrom(1, 3, 100), async (some, batchSize) => {
      const { events, current, retired } = played([first, ...some]);
      const store = new InMemoryEventStore({ now: () => new Date(at(0)) });
      const script = new LedgerScript(store);
      for (const { type, version, minute } of events) {
        const definition = compileDefinition({ ...paymentCallDocument, version });
        if (type === 'DefinitionPublished') await script.publish(definition, at(minute));
        else {
          const data = { definitionId: definition.id, version, reason: 'Because' };
          await script.append(definitionStream('default', definition.id), type, data, at(minute));
        }
      }
      const database = await openSqliteReadModels({ path: ':memory:' });
      await projectAll(store, database, { batchSize });
      const rows = await database.db.selectFrom('definitions').selectAll().orderBy('version').execute();
      await database.close();
      expect(rows.map((row) => [Number(row.version), row.retired_at !== null, row.current_since])).toEqual(
        [...retired].map(([version, isRetired]) => [
          version,
          isRetired,
          version === current?.version ? current.since : null,
        ]),
      );
    }),
    { numRuns: examples(0.1) },
  );
});
