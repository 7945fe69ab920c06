/** Characters that XML 1.0 cannot hold, not even escaped: controls and halves of surrogate pairs. */
const NO_XML = /[^\t\n\r\u0020-\uD7FF\uE000-\uFFFD\u{10000}-\u{10FFFF}]/gu;
/** What must be escaped in an attribute's value; white space too, which a parser would turn into spaces. */
const ESCAPED = /[&<>"\t\n\r]/g;

/** A text as the value of an XML attribute. What XML cannot hold becomes U+FFFD. */
export function xmlValue(text: string): string {
  return text.replace(NO_XML, '\uFFFD').replace(ESCAPED, (character) => `&#${character.charCodeAt(0)};`);
}

const NAME_CHARACTER = /[\p{L}\p{Nd}._-]/u;
const NAME_START = /[\p{L}_]/u;

/**
 * An XML name (`xs:Name`): what it cannot hold, and an underscore that reads like the escape, is `_xHHHH_` as in
 * SQL/XML (ISO 9075-14, 9.1). A colon counts as such: prefixes belong to extensions.
 */
export function xmlName(text: string): string {
  let name = '';
  for (const character of text.replaceAll('_x', '\0x')) {
    const plain = character === '\0' ? '_' : character;
    const fits = character !== '\0' && (name === '' ? NAME_START : NAME_CHARACTER).test(character);
    name += fits ? plain : `_x${(plain.codePointAt(0) ?? 0).toString(16).padStart(4, '0').toUpperCase()}_`;
  }
  return name === '' ? '_' : name;
}

/** The text that `xmlName` was given. */
export function fromXmlName(name: string): string {
  return name.replace(/_x([0-9A-F]{4,6})_/g, (_, code: string) => String.fromCodePoint(Number.parseInt(code, 16)));
}
