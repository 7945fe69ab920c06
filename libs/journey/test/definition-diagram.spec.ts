import { definitionDiagram } from '../src';
import { paymentCallDocument } from '../src/testing';

describe('the diagram of a definition', () => {
  it('draws states, transitions with events and guards, timeouts, and anyState', () => {
    const diagram = definitionDiagram(paymentCallDocument);
    expect(diagram.split('\n').slice(0, 2)).toEqual(['stateDiagram-v2', '  state "WELCOME" as s0']);
    for (const line of [
      '  [*] --> s0',
      '  s0 --> s1',
      '  s0 --> s3: PAY [channel == #39;voice#39;]',
      '  s1 --> s6: after PT3M callback',
      '  s2 --> s5: after PT1M',
      '  s3 --> s3: AGAIN',
      '  s8 --> [*]',
      '  state "any state" as any',
      '  any --> s5',
    ]) {
      expect(diagram.split('\n')).toContain(line);
    }
  });

  it('cannot be broken out of by what a document holds', () => {
    const diagram = definitionDiagram({
      id: 'X',
      version: 1,
      initial: 'end state',
      states: {
        'end state': {
          title: 'say "hi"; <script>\n[*] --> x',
          transitions: [{ target: 'note', guard: 'context.a == "}\n s0 --> s1"' }],
        },
        note: { final: true },
      },
    });
    expect(diagram).toBe(
      [
        'stateDiagram-v2',
        '  state "end state#58; say #34;hi#34;#59; #60;script#62;#10;[*] --#62; x" as s0',
        '  state "note" as s1',
        '  [*] --> s0',
        '  s0 --> s1: [context.a == #34;#125;#10; s0 --#62; s1#34;]',
        '  s1 --> [*]',
        '',
      ].join('\n'),
    );
  });

  it('draws ABORT_TIMEOUT where something leads to it, and only then', () => {
    const states = { A: { transitions: [{ target: 'B' }] }, B: { final: true } };
    expect(definitionDiagram({ id: 'X', version: 1, initial: 'A', states })).not.toContain('ABORT_TIMEOUT');
    const timed = { ...states, A: { ...states.A, timeout: { after: 'PT1M' } } };
    expect(definitionDiagram({ id: 'X', version: 1, initial: 'A', states: timed })).toContain('s0 --> s2: after PT1M');
  });
});
