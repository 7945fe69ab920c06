import type { DefinitionDocument } from '@ledger/journey';
import { paymentCallDocument } from '@ledger/journey/testing';
import { diagramSvg, layOut, type DiagramLayout } from '../src/index';

const LONG = 200_000;
/** What each engine is given, so that only it can end. */
const ONLY = {
  elk: { elkMs: LONG, dagreMs: LONG },
  dagre: { elkMs: 0, dagreMs: LONG },
  rows: { elkMs: 0, dagreMs: 0 },
} as const;

const HOSTILE: DefinitionDocument = {
  id: 'Hostile',
  version: 1,
  initial: 'a"><script>alert(1)</script>',
  states: {
    'a"><script>alert(1)</script>': {
      transitions: [{ target: 'END', event: '&amp;\u0000', guard: "channel == '<b>'" }],
    },
    END: { final: true },
  },
};

describe.each(['elk', 'dagre', 'rows'] as const)('A layout by %s', (engine) => {
  let layout: DiagramLayout;
  beforeAll(async () => {
    layout = await layOut(paymentCallDocument, ONLY[engine]);
  });

  it('has every state, the start and any state, inside the picture and apart from each other', () => {
    expect(layout.engine).toBe(engine);
    expect(layout.nodes.map(({ stateId }) => stateId).filter((id) => id !== null)).toEqual(
      Object.keys(paymentCallDocument.states),
    );
    expect(layout.nodes.filter(({ kind }) => kind !== 'state').map(({ kind }) => kind)).toEqual(['start', 'anyState']);
    for (const [n, one] of layout.nodes.entries()) {
      expect(one.x).toBeGreaterThanOrEqual(0);
      expect(one.y).toBeGreaterThanOrEqual(0);
      expect(one.x + one.width).toBeLessThanOrEqual(layout.width);
      expect(one.y + one.height).toBeLessThanOrEqual(layout.height);
      for (const other of layout.nodes.slice(n + 1)) {
        const apart =
          one.x + one.width <= other.x ||
          other.x + other.width <= one.x ||
          one.y + one.height <= other.y ||
          other.y + other.height <= one.y;
        expect([one.key, other.key, apart]).toEqual([one.key, other.key, true]);
      }
    }
  });

  it('has a line for each pair of states, which stands for all transitions between them', () => {
    const keys = new Set(layout.nodes.map(({ key }) => key));
    for (const { from, to, points } of layout.edges) {
      expect([keys.has(from), keys.has(to)]).toEqual([true, true]);
      expect(points.length).toBeGreaterThanOrEqual(2);
    }
    const between = layout.edges.find(({ from, to }) => from === 'state:IDENTIFY' && to === 'state:RETRY');
    expect(between).toMatchObject({
      kind: 'transition',
      transitions: [
        { event: null, guard: null },
        { event: 'SCORED', guard: null },
      ],
      lines: ['SCORED'],
    });
    const timeouts = layout.edges.filter(({ kind }) => kind === 'timeout');
    expect(timeouts.map(({ from, to, after }) => [from, to, after])).toContainEqual([
      'state:RETRY',
      'state:AGENT',
      'PT1M',
    ]);
  });
});

describe('The labels of a picture', () => {
  it('are broken between words, so that long guards do not make it wide', async () => {
    const guard = 'context.amount > 0.0 && context.amount <= 500.0';
    const { edges } = await layOut(
      {
        id: 'Wide',
        version: 1,
        initial: 'A',
        states: { A: { transitions: [{ target: 'B', event: 'PAID', guard }] }, B: { final: true } },
      },
      ONLY.elk,
    );
    expect(edges.at(-1)?.lines).toEqual(['PAID [context.amount > 0.0', '&& context.amount <=', '500.0]']);
  });

  it('are cut after four lines, with a dash of dots', async () => {
    const guard = Array.from({ length: 20 }, (_, n) => `context.flag${n}`).join(' && ');
    const { edges } = await layOut(
      {
        id: 'Long',
        version: 1,
        initial: 'A',
        states: { A: { transitions: [{ target: 'B', guard }] }, B: { final: true } },
      },
      ONLY.elk,
    );
    const lines = edges.at(-1)?.lines ?? [];
    expect([lines.length, lines.at(-1)?.endsWith('…')]).toEqual([4, true]);
    expect(lines.every((line) => line.length <= 26)).toBe(true);
  });
});

describe('The SVG of a definition', () => {
  it('escapes every text, has titles and no script or style', async () => {
    const svg = diagramSvg(await layOut(HOSTILE, ONLY.elk), 'A & B <version 1>');
    expect(svg).toContain('<title id="title">A &#38; B &#60;version 1&#62;</title>');
    expect(svg).not.toMatch(/<script|<style|style=|<b>|\u0000/);
    const titles = [...svg.matchAll(/<g role="listitem"><title>(.*?)<\/title>/g)].map(([, title]) => title);
    expect(titles).toContain('END (final)');
    expect(titles.some((title) => title?.includes('→ END: &#38;amp;'))).toBe(true);
    const tags = [...svg.matchAll(/<(\/?)([a-z]+)[^>]*?(\/?)>/g)].filter(([, , , closed]) => closed !== '/');
    const open: string[] = [];
    for (const [, end, name] of tags) {
      if (end === '/') expect(open.pop()).toBe(name);
      else open.push(name ?? '');
    }
    expect(open).toEqual([]);
  });
});
