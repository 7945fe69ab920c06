import * as fc from 'fast-check';
import { linearPattern } from '../src/definition/linear-pattern';
import { checkDefinition, compileDefinition, type DefinitionDocument } from '../src';
import { minimal } from './small-definition.test-support';

const EMAIL = String.raw`^([a-zA-Z0-9])(([\-.]|[_]+)?([a-zA-Z0-9]+))*(@){1}[a-z0-9]+[.]{1}(([a-z]{2,3})|([a-z]{2,3}[.]{1}[a-z]{2,3}))$`;
const ENDLESS: readonly (readonly [string, string])[] = [
  ['^(a+)+$', `${'a'.repeat(60)}!`],
  [EMAIL, 'a'.repeat(60)],
];

/** The two engines may know different versions of Unicode. */
const UNASSIGNED = /\p{Cn}/u;

/** Every character of the basic plane, one beyond it, halves of pairs, and some texts. */
const TEXTS = [
  ...Array.from({ length: 0x1_00_00 }, (_, code) => String.fromCharCode(code)).filter((each) => !UNASSIGNED.test(each)),
  ...['', '😀', 'a-b', 'a]b', 'ann@example.com', '0042', 'abab', 'a\nb', 'a\u2028b', 'Straße', '(?=', 'xx', 'x\b'],
];

describe('a pattern in linear time', () => {
  it.each([
    ...[
      String.raw`^\s$`,
      String.raw`^\S$`,
      String.raw`^[\s@]+$`,
      String.raw`^[^\s@]+@[^\s@]+\.[^\s@]+$`,
      '^.$',
      '^a.b$',
    ],
    ...[
      String.raw`^[\S-]$`,
      String.raw`^\w\W?$`,
      String.raw`^[\w\-.]+$`,
      String.raw`^[^\d]$`,
      String.raw`\bab\B`,
      '^$',
    ],
    ...[
      '[]',
      '^[^]$',
      '^[a-]$',
      '^[+--]$',
      '^[-a]$',
      '^[x[:alpha:]y[z]$',
      '[(?=]',
      '^[^^]$',
      String.raw`^[\]\\]$`,
      '.',
    ],
    ...[
      String.raw`^\u0041|\x42|\cJ|\0$`,
      String.raw`^[\b]$`,
      String.raw`^\ud83d\ude00$`,
      String.raw`^\u{1f600}$`,
      '^😀?$',
    ],
    ...[
      String.raw`^[\ud83d]$`,
      String.raw`^\p{Lu}$`,
      String.raw`^\P{L}$`,
      String.raw`^[\p{Script=Greek}\d]$`,
      '/',
      '^[/]',
    ],
    ...['^(?<year>[0-9]{4})$', '^(?:ab){2}$', '^(?:a|b){1,3}?$', '^x{2,}$', '', 'é|ß', String.raw`\$|\^|\{`],
    ...[String.raw`^\p{sc=Latin}$`, String.raw`^\p{General_Category=Nd}$`],
  ])('finds what JavaScript finds: %s', (source) => {
    const native = new RegExp(source, 'u');
    const linear = linearPattern(source);
    const others = linear.ok ? TEXTS.filter((text) => linear.test(text) !== native.test(text)) : [linear.problem];
    expect(others).toEqual([]);
  });

  it('finds what JavaScript finds, for patterns put together at random', () => {
    const atom = fc.constantFrom(
      'a',
      'b',
      '.',
      '[ab]',
      '[^a]',
      String.raw`\s`,
      String.raw`\w`,
      '(?:a|b)',
      '(ab)',
      '-',
      '😀',
    );
    const suffix = fc.constantFrom('', '', '*', '+', '?', '{2}', '{1,2}', '*?');
    const source = fc.array(fc.tuple(atom, suffix), { maxLength: 6 }).map((parts) => parts.flat().join(''));
    const text = fc.string({ unit: fc.constantFrom('a', 'b', '-', ' ', '\n', '\u00a0', '😀'), maxLength: 8 });
    fc.assert(
      fc.property(source, text, fc.boolean(), (inner, given, isWhole) => {
        const pattern = isWhole ? `^${inner}$` : inner;
        expect(linearPattern(pattern)).toMatchObject({ ok: true });
        const linear = linearPattern(pattern);
        expect(linear.ok && linear.test(given)).toBe(new RegExp(pattern, 'u').test(given));
      }),
    );
  });

  it.each(ENDLESS)('ends: %s', (source, text) => {
    const linear = linearPattern(source);
    expect(linear.ok && linear.test(text)).toBe(false);
  });
});

const errorsOf = (context: object): readonly (readonly [string, string])[] =>
  checkDefinition(minimal({ context })).errors.map(({ path, message }) => [path, message] as const);

describe('publishing refuses a pattern that cannot run in linear time', () => {
  it.each([
    ['(?=.*[0-9]).{8,}', 'the pattern looks ahead ((?=…)); use several patterns under allOf, or not.'],
    ['(?<!a)b', 'the pattern looks behind ((?<!…)); use several patterns under allOf, or not.'],
    [String.raw`(a|b)\1`, String.raw`the pattern refers back to a group (\1); write the alternatives out.`],
    [String.raw`(?<x>a)\k<x>`, String.raw`the pattern refers back to a group (\k<x>); write the alternatives out.`],
    [
      '^a{1,2000}$',
      'the pattern repeats a part more than 1,000 times in all, for which the engine has no room; use maxLength and minLength.',
    ],
    [
      '[ab]{0,1000}'.repeat(3),
      'the pattern takes 6,002 steps for each character, and 1,500 is the limit; use maxLength for lengths.',
    ],
    [
      String.raw`^\p{Letter}$`,
      String.raw`the pattern names a Unicode property that the engine lacks; use a general category (\p{L}) or a script (\p{Script=Greek}).`,
    ],
    ['(', 'the pattern is not a regular expression: Unterminated group.'],
  ])('%s', (pattern, problem) => {
    const at = '/context/properties/a/items/pattern';
    expect(errorsOf({ properties: { a: { items: { pattern } } } })).toEqual([[at, `${at}: ${problem}`]]);
  });

  it('wherever it stands', () => {
    const lookahead = '(?!a)b/';
    expect(errorsOf({ patternProperties: { [lookahead]: { type: 'string' } } })).toMatchObject([
      ['/context/patternProperties/(?!a)b~1', expect.stringContaining('looks ahead')],
    ]);
    expect(errorsOf({ propertyNames: { pattern: lookahead } })).toMatchObject([
      ['/context/propertyNames/pattern', expect.stringContaining('looks ahead')],
    ]);
  });
});

const compiled = (context: object): ReturnType<typeof compileDefinition> =>
  compileDefinition(minimal({ context }) as DefinitionDocument);

describe('a check of a definition ends', () => {
  it.each(ENDLESS)('with a default for the pattern %s', (pattern, text) => {
    const context = { properties: { a: { pattern, default: text } } };
    expect(checkDefinition(minimal({ context })).errors.map(({ code }) => code)).toEqual(['CONTEXT_DEFAULT_INVALID']);
  });

  it.each(ENDLESS)('with a name in a guard for the pattern %s', (pattern, text) => {
    const context = { properties: { a: {} }, patternProperties: { [pattern]: {} } };
    const transitions = [{ target: 'B', guard: `context['${text}'] == 1` }];
    const { errors } = checkDefinition(minimal({ context, states: { A: { transitions }, B: { final: true } } }));
    expect(errors.map(({ code }) => code)).toContain('GUARD_CONTEXT_UNKNOWN');
  });

  it.each(ENDLESS)('and so does that of a context: %s', (pattern, text) => {
    const named = compiled({ patternProperties: { [pattern]: false }, propertyNames: { pattern } });
    expect(named.contextErrors({ [text]: 1 })).toHaveLength(1);
    const valued = compiled({ properties: { a: { pattern } } });
    expect(valued.contextErrors({ a: text })).toHaveLength(1);
  });
});

describe('a version stored before', () => {
  it('keeps a pattern that needs backtracking', () => {
    const stored = compiled({ properties: { a: { pattern: '^(?=.*[0-9]).{8,}$' } } });
    expect(stored.contextErrors({ a: 'password' })).toHaveLength(1);
    expect(stored.contextErrors({ a: 'passw0rd' })).toEqual([]);
  });
});
