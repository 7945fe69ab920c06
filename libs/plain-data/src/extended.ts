/**
 * `{ ...base, ...added }`. For what is done for each command or event: in Node.js 20 a literal that begins with a spread
 * costs a microsecond for each member that it adds, twenty times as much as this.
 */
export function extended<Base extends object, Added extends object>(base: Base, added: Added): Base & Added {
  return Object.assign({}, base, added);
}
