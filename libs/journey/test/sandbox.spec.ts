import { compileDefinition, Sandbox, type SandboxLimits } from '../src';

/** To and fro by timeouts alone, for ever. */
const swing = compileDefinition({
  ...{ id: 'Swing', version: 1, initial: 'A' },
  states: {
    A: { timeout: { after: 'PT1S', target: 'B' }, transitions: [{ target: 'B' }] },
    B: { timeout: { after: 'PT1S', target: 'A' }, transitions: [{ target: 'END' }] },
    END: { final: true },
  },
});

const START = '2026-11-02T09:00:00.000Z';
const ROOMY = { journeys: 2, entries: 20, size: 100_000 };

function sandbox(limits: Partial<SandboxLimits> = {}): Sandbox {
  const made = new Sandbox(swing, START, { ...ROOMY, ...limits });
  made.execute({ type: 'StartJourney', sessionId: 's1' });
  return made;
}

describe('a sandbox', () => {
  it('stops its clock where there is no room for what would happen', () => {
    const full = sandbox();
    const happened = full.advance(3_600_000);
    expect(happened).toHaveLength(19);
    expect(full.now).toBe('2026-11-02T09:00:19.000Z');
    expect(full.hasRoom).toBe(false);
    expect(full.advance(3_600_000)).toEqual([]);
    expect(full.now).toBe('2026-11-02T09:00:19.000Z');
  });

  it('counts the answers that it keeps, also of commands that change nothing', () => {
    const full = sandbox();
    let sent = 0;
    for (; full.hasRoom; sent += 1) {
      full.execute({ type: 'StartJourney', sessionId: 's1', commandId: `again-${sent}` });
    }
    expect(sent).toBe(19);
    expect(full.entries()).toHaveLength(1);
  });

  it('is full by what its entries hold', () => {
    const full = sandbox({ size: 5_000 });
    full.execute({ type: 'ChangeContext', sessionId: 's1', patch: { text: 'x'.repeat(5_000) } });
    expect(full.hasRoom).toBe(false);
  });

  it('takes commands of its journeys where it takes no more journeys', () => {
    const made = sandbox({ journeys: 1 });
    expect(made.takes({ type: 'StartJourney', sessionId: 's2' })).toBe(false);
    expect(made.takes({ type: 'TransitionJourney', sessionId: 's1', targetStateId: 'B' })).toBe(true);
  });
});
