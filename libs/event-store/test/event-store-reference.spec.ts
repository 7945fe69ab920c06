import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { hashOf, position, readMetadata, streamName } from '@ledger/event-store';

const PAGE = readFileSync(join(__dirname, '../../../docs/reference/event-store.md'), 'utf8');

/** The text of the code block of that name. */
function block(name: string): string {
  const text = new RegExp('```text ' + name + '\\n(.*)\\n```').exec(PAGE)?.[1];
  if (text === undefined) throw new Error(`The page has no block "${name}".`);
  return text;
}

describe('docs/reference/event-store.md', () => {
  const event = {
    stream: streamName('journey.default-call-1'),
    revision: 0n,
    id: '6ba7b810-9dad-41d1-80b4-00c04fd430c8',
    type: 'JourneyTransitioned',
    data: block('data'),
    metadata: block('metadata'),
    position: position('1'),
    recordedAt: '2026-01-31T12:00:00.000Z',
  };

  it('names the event of its example as this test does', () => {
    expect(PAGE).toContain(`revision ${event.revision} of stream \`${event.stream}\``);
    expect(PAGE).toContain(`id \`${event.id}\` and type \`${event.type}\``);
  });

  it('gives the hash that the code gives', () => {
    expect(hashOf(event)).toBe(readMetadata(event).hash);
  });

  it('gives the line whose SHA-256 it is', () => {
    expect(createHash('sha256').update(block('hashed'), 'utf8').digest('hex')).toBe(readMetadata(event).hash);
  });

  it('says how much to cut off the metadata', () => {
    const cut = /cut the last (\d+) characters, .* put the closing brace back/.exec(PAGE)?.[1];
    expect(block('hashed').endsWith(`:${event.metadata.slice(0, -Number(cut))}}`)).toBe(true);
  });
});
