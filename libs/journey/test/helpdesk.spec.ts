import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { checkDefinition, compileDefinition, decide, evolve } from '../src';
import type { JourneyCommand, JourneyState } from '../src';
import { appendedBy } from '../src/testing';

const DATA = join(process.env['LEDGER_SHARED_DATA'] ?? join(__dirname, '../../../../shared/data'), 'helpdesk');
// The log is not ours to redistribute, so it lies beside the repository and not in it.
const withData = existsSync(join(DATA, 'commands.ndjson.gz')) ? describe : describe.skip;

withData('the log of a real help desk (skipped where the shared data is not there)', () => {
  it('goes through the decider without a refusal, and gives the published figures', () => {
    const report = checkDefinition(readFileSync(join(DATA, 'definition.json'), 'utf8'));
    expect(report.errors).toEqual([]);
    if (report.document === undefined) throw new Error('a valid report should carry its document');
    const definition = compileDefinition(report.document);
    const lines = gunzipSync(readFileSync(join(DATA, 'commands.ndjson.gz')))
      .toString('utf8')
      .trim()
      .split('\n');

    const journeys = new Map<string, JourneyState | undefined>();
    const edges = new Map<string, number>();
    let moves = 0;
    for (const line of lines) {
      const { command, occurredAt, ...rest } = JSON.parse(line) as {
        command: string;
        occurredAt: string;
        sessionId: string;
      };
      const type = command === 'start' ? 'StartJourney' : 'TransitionJourney';
      const request = { ...rest, type, now: occurredAt } as JourneyCommand;
      const before = journeys.get(request.sessionId);
      const decision = decide(request, before, definition);
      expect(decision.kind).toBe('accepted');
      journeys.set(
        request.sessionId,
        appendedBy(decision, request, before).reduce<JourneyState | undefined>(evolve, before),
      );
      if (type !== 'TransitionJourney' || before === undefined) continue;
      moves += 1;
      if (before.stateId === definition.initial) continue;
      const edge = `${before.stateId} -> ${journeys.get(request.sessionId)?.stateId}`;
      edges.set(edge, (edges.get(edge) ?? 0) + 1);
    }

    expect({ cases: journeys.size, events: moves, edges: edges.size }).toEqual({
      cases: 4580,
      events: 21348,
      edges: 55,
    });
    expect(edges.get('Resolve ticket -> Closed')).toBe(4558);
    expect(edges.get('Assign seriousness -> Take in charge ticket')).toBe(4160);
  });
});
