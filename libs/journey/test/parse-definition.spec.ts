import { parseDefinition } from '../src';

describe('reading the text of a definition', () => {
  it('takes JSON and YAML alike', () => {
    const value = { id: 'X', version: 1, states: { A: { final: true } } };
    expect(parseDefinition(JSON.stringify(value))).toEqual({ ok: true, value });
    expect(parseDefinition('id: X\nversion: 1\nstates:\n  A: { final: true }\n')).toMatchObject({ ok: true, value });
    expect(parseDefinition('{ id: X, version: 1, states: { A: { final: true } } }')).toMatchObject({ ok: true, value });
  });

  it('takes anchors, and copies what they stand for', () => {
    const read = parseDefinition('a: &t { after: PT1M }\nb: *t\n');
    expect(read).toMatchObject({ ok: true, value: { a: { after: 'PT1M' }, b: { after: 'PT1M' } } });
  });

  it('takes yes, no and dates for texts, as YAML 1.2 does', () => {
    expect(parseDefinition('a: no\nb: 2026-01-01\n1: x\n')).toMatchObject({
      ok: true,
      value: { a: 'no', b: '2026-01-01', '1': 'x' },
    });
  });

  const bomb = ['a: &a [x, x, x, x, x, x, x, x, x]'];
  for (let i = 1; i < 9; i++) {
    const before = String.fromCharCode(96 + i);
    const name = String.fromCharCode(97 + i);
    bomb.push(`${name}: &${name} [${Array.from({ length: 9 }, () => `*${before}`).join(', ')}]`);
  }

  it.each<[string, string, RegExp]>([
    ['broken JSON', '{"id": "X",, }', /^Invalid JSON: /],
    ['broken YAML', 'a: [1, 2\nb: 3', /^Invalid YAML: /],
    ['a key given twice', 'a: 1\na: 2\n', /unique/],
    ['a prototype key in JSON', '{"a":{"__proto__":{"x":1}}}', /^\/a must not have the reserved key "__proto__"/],
    ['a prototype key in YAML', '__proto__: { x: 1 }', /reserved key "__proto__"/],
    ['a constructor', 'constructor: 1', /reserved key "constructor"/],
    ['an alias bomb', bomb.join('\n'), /alias|values/i],
    ['deep nesting in JSON', `${'['.repeat(20_000)}${']'.repeat(20_000)}`, /deep|call stack/],
    ['deep nesting in YAML', `a: ${'['.repeat(20_000)}`, /./],
    ['an unknown tag', 'a: !!js/function "x"', /./],
    [
      'a number beyond 2^53 in JSON',
      '{"a":{"b":10016114430915841234}}',
      /^a\.b is a whole number beyond 9,007,199,254,740,991/,
    ],
    ['a number beyond 2^53 in YAML', 'a: { b: 10016114430915841234 }', /^a\.b is a whole number beyond/],
    ['no number', 'a: .nan', /finite number/],
    ['too much text', ' '.repeat(1_000_001), /the limit is 1,000,000/],
    ['several documents', 'a: 1\n---\nb: 2\n', /./],
  ])('refuses %s', (_what, text, reason) => {
    expect(parseDefinition(text)).toEqual({ ok: false, code: 'UNREADABLE', reason: expect.stringMatching(reason) });
    expect(({} as { x?: number }).x).toBeUndefined();
  });
});
