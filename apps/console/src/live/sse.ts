/** A message of a stream of server-sent events. */
export interface Message {
  readonly id: string | undefined;
  readonly event: string;
  readonly data: string;
}

/**
 * Cuts text that arrives piece by piece into messages (HTML standard, "Server-sent events"). Our own reader, because
 * EventSource sends no key.
 */
export class MessageReader {
  private rest = '';

  read(piece: string): Message[] {
    const blocks = (this.rest + piece).split('\n\n');
    this.rest = blocks.pop() ?? '';
    return blocks.map(messageOf).filter((message) => message !== undefined);
  }
}

function messageOf(block: string): Message | undefined {
  let id: string | undefined;
  let event = 'message';
  const data: string[] = [];
  for (const line of block.split('\n')) {
    const colon = line.indexOf(':');
    if (colon <= 0) continue;
    const value = line.slice(colon + 1).replace(/^ /, '');
    if (line.startsWith('id:')) id = value;
    else if (line.startsWith('event:')) event = value;
    else if (line.startsWith('data:')) data.push(value);
  }
  return id === undefined && data.length === 0 ? undefined : { id, event, data: data.join('\n') };
}
