import { examples } from '@ledger/runtime/testing';
import type { DefinitionDocument } from '@ledger/journey';
import fc from 'fast-check';
import { SaxesParser, type SaxesTagNS } from 'saxes';
import { definitionScxml } from '../src';
import { xmlName } from '../src/export/xml-text';
import { anyDefinition, anyFlags, type Flags, Journey, type Move, MOVES } from './definitions.test-support';

interface Element {
  readonly name: string;
  readonly attributes: Readonly<Record<string, string>>;
  readonly children: Element[];
}

const SCXML = 'http://www.w3.org/2005/07/scxml';

/** Parses XML with namespaces; throws where it is not well-formed. */
function parsed(xml: string): { readonly root: Element; readonly text: string } {
  const top: Element = { name: '', attributes: {}, children: [] };
  const open = [top];
  let text = '';
  const parser = new SaxesParser({ xmlns: true });
  parser.on('error', (error) => {
    throw error;
  });
  parser.on('text', (piece) => (text += piece));
  parser.on('opentag', ({ local, uri, attributes }: SaxesTagNS) => {
    expect(uri).toBe(SCXML);
    const values = Object.fromEntries(Object.entries(attributes).map(([name, { value }]) => [name, value]));
    const element = { name: local, attributes: values, children: [] };
    open.at(-1)?.children.push(element);
    open.push(element);
  });
  parser.on('closetag', () => open.pop());
  parser.write(xml).close();
  const [root] = top.children;
  if (root === undefined) throw new TypeError('no root');
  return { root, text: text.trim() };
}

/** SCXML 1.0, 3.12.1: a descriptor matches a name, and names that begin with it before a point. */
function matches(descriptors: string, event: string): boolean {
  return descriptors.split(' ').some((one) => event === one || event.startsWith(`${one}.`));
}

/** The target of the first enabled transition, as a processor selects it (3.13). */
function targetIn(root: Element, stateId: string, event: string, flags: Flags): string | undefined {
  const state = root.children.find(({ attributes }) => attributes.id === xmlName(stateId));
  return state?.children.find(
    ({ name, attributes: { event: descriptors = '', cond } }) =>
      name === 'transition' &&
      matches(descriptors, event) &&
      (cond === undefined || flags[cond.replace('context.', '') as keyof Flags]),
  )?.attributes.target;
}

function eventOf(move: Move, stateId: string): string {
  const token = (name: string): string => xmlName(name).replaceAll('.', '_x002E_');
  if (move.by === 'event') return token(move.event);
  return move.by === 'target' ? `to:${token(move.target)}` : `timeout:${token(stateId)}`;
}

describe('a definition as SCXML', () => {
  it('is well-formed, in the namespace of SCXML, and takes the same moves from every state', () => {
    const walk = fc.array(fc.nat({ max: 100 }), { maxLength: 6 });
    fc.assert(
      fc.property(anyDefinition, anyFlags, walk, (document, flags, choices) => {
        const { root, text } = parsed(definitionScxml(document));
        expect(root).toMatchObject({
          name: 'scxml',
          attributes: { version: '1.0', initial: xmlName(document.initial) },
        });
        expect(JSON.parse(text)).toEqual(document.context?.properties === undefined ? {} : { n: 0 });
        let journey = Journey.start(document, flags);
        for (const choice of choices) {
          const legal: Journey[] = [];
          for (const move of MOVES) {
            const ours = journey.moved(move);
            const theirs = targetIn(root, journey.stateId, eventOf(move, journey.stateId), flags);
            expect([move, theirs]).toEqual([move, ours && xmlName(ours.stateId)]);
            if (ours !== undefined) legal.push(ours);
          }
          const next = legal[choice % Math.max(legal.length, 1)];
          if (next === undefined) break;
          journey = next;
        }
      }),
      { numRuns: examples(1) },
    );
  });

  it('writes what a person expects', () => {
    const document: DefinitionDocument = {
      id: 'Pay',
      version: 2,
      title: 'A & B',
      initial: 'A',
      states: {
        A: {
          timeout: { after: 'PT1M', target: 'B' },
          transitions: [{ target: 'B', event: 'GO', guard: 'context.n < 1' }],
        },
        B: { final: true, outcome: 'success', title: 'say "<hi>"' },
      },
      context: { properties: { n: { type: 'number', default: 0 } } },
    };
    expect(definitionScxml(document)).toBe(
      [
        '<?xml version="1.0" encoding="UTF-8"?>',
        '<scxml xmlns="http://www.w3.org/2005/07/scxml" xmlns:journey="urn:journey-ledger:scxml:1" version="1.0" datamodel="cel" name="Pay" initial="A" journey:version="2" journey:title="A &#38; B">',
        '  <datamodel>',
        '    <data id="context">{&#34;n&#34;:0}</data>',
        '  </datamodel>',
        '  <state id="A">',
        '    <onentry><send id="timeout:A" event="timeout:A" delay="60000ms"/></onentry>',
        '    <onexit><cancel sendid="timeout:A"/></onexit>',
        '    <transition event="timeout:A" target="B" journey:after="PT1M"/>',
        '    <transition event="GO to:B" cond="context.n &#60; 1" target="B"/>',
        '  </state>',
        '  <final id="B" journey:title="say &#34;&#60;hi&#62;&#34;" journey:outcome="success"/>',
        '</scxml>',
        '',
      ].join('\n'),
    );
  });
});
