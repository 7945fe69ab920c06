/** A pattern whose meaning needs backtracking; the message completes the sentence "The pattern ...". */
export class UnboundedPattern extends Error {}

/** A character of a pattern that is valid under the flag `u`, or what stands for several. */
const ATOM =
  /\\u(?<lead>d[89ab]..)\\u(?<trail>d[c-f]..)|\\u\{(?<long>[\da-f]+)\}|\\u(?<four>....)|\\x(?<two>..)|\\c(?<control>.)|\\(?<property>p\{[^}]*\})|\\k<(?<named>[^>]*)>|\\(?<digits>[1-9]\d*)|\\(?<escaped>.)|(?<plain>.)/gisu;

/** A class, the start of a group, or an atom. */
const PART = new RegExp(
  String.raw`\[(?<negated>\^?)(?<members>(?:\\.|[^\]\\])*)\]|\(\?(?<group><?[=!]|<[^>]*>|[a-z-]*:)|${ATOM.source}`,
  ATOM.flags,
);

/** What `\s` is in ECMAScript, and what it is not: RE2 knows the ASCII spaces only. */
const SPACE =
  '\\x{9}-\\x{d}\\x{20}\\x{a0}\\x{1680}\\x{2000}-\\x{200a}\\x{2028}\\x{2029}\\x{202f}\\x{205f}\\x{3000}\\x{feff}';
const NO_SPACE =
  '\\x{0}-\\x{8}\\x{e}-\\x{1f}\\x{21}-\\x{9f}\\x{a1}-\\x{167f}\\x{1681}-\\x{1fff}\\x{200b}-\\x{2027}' +
  '\\x{202a}-\\x{202e}\\x{2030}-\\x{205e}\\x{2060}-\\x{2fff}\\x{3001}-\\x{fefe}\\x{ff00}-\\x{10ffff}';
const ANY = '\\x{0}-\\x{10ffff}';
const NO_LINE_END = '[^\\x{a}\\x{d}\\x{2028}\\x{2029}]';

const CONTROLS: ReadonlyMap<string, number> = new Map([
  ['0', 0],
  ['t', 9],
  ['n', 10],
  ['v', 11],
  ['f', 12],
  ['r', 13],
]);

/** What matched, by the names of groups. */
type Parts = Partial<Record<string, string>>;

/**
 * Writes a pattern of ECMAScript (flag `u`, as JSON Schema has it) in the syntax of RE2, so that both match the same
 * texts: https://github.com/google/re2/wiki/Syntax. Every literal becomes its code point, which means the same anywhere.
 */
export function linearSyntax(source: string): string {
  return partsOf(source, PART).map(written).join('');
}

function partsOf(source: string, part: RegExp): readonly Parts[] {
  return [...source.matchAll(part)].map(({ groups }) => groups ?? {});
}

function written(part: Parts): string {
  const { members, negated, group, named, digits, plain, escaped } = part;
  if (members !== undefined) return characterClass(partsOf(members, ATOM), negated === '^');
  if (group !== undefined) return groupStart(group);
  if (named !== undefined || digits !== undefined) {
    const reference = named === undefined ? `\\${digits}` : `\\k<${named}>`;
    throw new UnboundedPattern(`refers back to a group (${reference}); write the alternatives out`);
  }
  if (plain === '.') return NO_LINE_END;
  if (plain !== undefined && '^$|()*+?{},0123456789'.includes(plain)) return plain;
  if (escaped === 'b' || escaped === 'B') return `\\${escaped}`;
  const set = setOf(part);
  return set === undefined ? literal(codePointOf(part)) : `[${set}]`;
}

/** Names of groups serve backreferences and replacements only. */
function groupStart(group: string): string {
  if (group === ':') return '(?:';
  if (group === '=' || group === '!') {
    throw new UnboundedPattern(`looks ahead ((?${group}…)); use several patterns under allOf, or not`);
  }
  if (group === '<=' || group === '<!') {
    throw new UnboundedPattern(`looks behind ((?${group}…)); use several patterns under allOf, or not`);
  }
  if (group.startsWith('<')) return '(';
  throw new UnboundedPattern(`sets flags ((?${group}…)); write the alternatives out, such as [Aa]`);
}

function characterClass(members: readonly Parts[], isNegated: boolean): string {
  if (members.length === 0) return isNegated ? `[${ANY}]` : `[^${ANY}]`;
  let inside = '';
  for (let at = 0; at < members.length; at += 1) {
    const [member = {}, dash, last] = members.slice(at, at + 3);
    const set = setOf(member);
    if (set === undefined && dash?.['plain'] === '-' && last !== undefined) {
      inside += `${literal(codePointOf(member))}-${literal(codePointOf(last))}`;
      at += 2;
    } else inside += set ?? literal(codePointOf(member));
  }
  return isNegated ? `[^${inside}]` : `[${inside}]`;
}

/** The inside of a class for what stands for many characters; undefined for one character. */
function setOf({ escaped, property }: Parts): string | undefined {
  if (property !== undefined) {
    return `\\${property.replace(/\{(?:script|sc|general_category|gc)=/i, '{')}`;
  }
  if (escaped === 's') return SPACE;
  if (escaped === 'S') return NO_SPACE;
  return escaped !== undefined && 'dDwW'.includes(escaped) ? `\\${escaped}` : undefined;
}

function codePointOf({ lead, trail, long, four, two, control, escaped, plain }: Parts): number {
  if (lead !== undefined && trail !== undefined) {
    return String.fromCharCode(Number.parseInt(lead, 16), Number.parseInt(trail, 16)).codePointAt(0) ?? 0;
  }
  const hex = long ?? four ?? two;
  if (hex !== undefined) return Number.parseInt(hex, 16);
  if (control !== undefined) return control.charCodeAt(0) % 32;
  // Outside a class, \b is a boundary and does not come here.
  if (escaped === 'b') return 8;
  return CONTROLS.get(escaped ?? '') ?? (escaped ?? plain ?? '').codePointAt(0) ?? 0;
}

function literal(codePoint: number): string {
  return `\\x{${codePoint.toString(16)}}`;
}
