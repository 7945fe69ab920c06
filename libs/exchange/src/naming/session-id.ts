const PLAIN = /[A-Za-z0-9.-]/;

/**
 * Reversible, so that two cases never share a journey: a space becomes `_`, anything else that may not be held
 * becomes `:` and two hexadecimal digits for each byte. Undefined if empty, too long (128), or if it would begin with
 * a sign.
 */
export function sessionIdOf(caseId: string, prefix = ''): string | undefined {
  let id = prefix;
  for (const character of caseId) {
    if (character === ' ') id += '_';
    else if (PLAIN.test(character)) id += character;
    else for (const byte of Buffer.from(character, 'utf8')) id += `:${byte.toString(16).padStart(2, '0')}`;
  }
  return /^[A-Za-z0-9]/.test(id) && id.length <= 128 ? id : undefined;
}

/** The case key that `sessionIdOf` was given. */
export function caseIdOf(sessionId: string, prefix = ''): string {
  const bytes: number[] = [];
  const text = sessionId.slice(prefix.length);
  for (let index = 0; index < text.length; index += 1) {
    if (text[index] === ':') {
      bytes.push(Number.parseInt(text.slice(index + 1, index + 3), 16));
      index += 2;
    } else {
      bytes.push(text[index] === '_' ? 0x20 : text.charCodeAt(index));
    }
  }
  return Buffer.from(bytes).toString('utf8');
}
