import { decodedText } from '../input/decoded-text';
import { assertNotTooLong } from '../input/longest-piece';
import { LogUnreadableError } from '../log-event';

/** An element of an array that is a member of the document's one object. */
export interface ArrayItem {
  /** Name of the member. */
  readonly array: string;
  /** JSON text of the element. */
  readonly text: string;
}

/**
 * Cuts `{"objects":[…],"events":[…]}` into elements without holding the whole, by brackets and strings alone: whether
 * an element is JSON shows when it is parsed. `onMember` is told the name of each member.
 */
export async function* jsonArrayItems(
  chunks: AsyncIterable<Uint8Array>,
  onMember: (name: string) => void = () => undefined,
): AsyncGenerator<ArrayItem> {
  const cutter = new Cutter(onMember);
  for await (const text of decodedText(chunks)) {
    cutter.take(text);
    yield* cutter.ready.splice(0);
  }
  cutter.end();
}

/** Nesting of what the cutter looks for: the object is 1, an array in it 2, whatever is deeper belongs to an element. */
const IN_OBJECT = 1;
const IN_ARRAY = 2;

class Cutter {
  readonly ready: ArrayItem[] = [];
  private depth = 0;
  private inString = false;
  private isEscaped = false;
  /** Text of the element or, in the object, of the string that is being read. */
  private text = '';
  private name = '';
  private inList = false;
  private sawObject = false;

  constructor(private readonly onMember: (name: string) => void) {}

  take(text: string): void {
    // Nothing of the part before `from` is still to be kept.
    let from = 0;
    for (let at = 0; at < text.length; at += 1) {
      const code = text.charCodeAt(at);
      if (this.inString) {
        if (this.isEscaped) this.isEscaped = false;
        else if (code === BACKSLASH) this.isEscaped = true;
        else if (code === QUOTE) {
          this.inString = false;
          if (this.depth === IN_OBJECT) {
            this.name = this.text + text.slice(from, at);
            this.text = '';
          }
        }
      } else if (code === QUOTE) {
        this.inString = true;
        if (this.depth === IN_OBJECT) from = at + 1;
      } else if (code === OPEN_BRACE || code === OPEN_BRACKET) {
        this.opened(code);
        if (this.depth === IN_ARRAY) from = at + 1;
      } else if (code === CLOSE_BRACE || code === CLOSE_BRACKET) {
        if (this.depth === IN_ARRAY) {
          this.cut(text.slice(from, at));
          from = at + 1;
        }
        this.depth -= 1;
      } else if (code === COLON && this.depth === IN_OBJECT) {
        this.onMember(this.name);
      } else if (code === COMMA && this.depth === IN_ARRAY) {
        this.cut(text.slice(from, at));
        from = at + 1;
      }
    }
    if (this.depth >= IN_ARRAY || (this.depth === IN_OBJECT && this.inString)) this.text += text.slice(from);
    assertNotTooLong(this.text.length, `An element of ${this.name === '' ? 'the log' : this.name}`);
  }

  end(): void {
    if (!this.sawObject || this.depth !== 0 || this.inString) {
      const what = this.sawObject ? 'ends in the middle of its JSON' : 'is not JSON';
      throw new LogUnreadableError(`The file ${what}; an OCEL 2.0 log is one JSON object.`);
    }
  }

  private opened(code: number): void {
    if (this.depth === 0) {
      if (code !== OPEN_BRACE || this.sawObject) {
        throw new LogUnreadableError('The file is not a single JSON object; an OCEL 2.0 log is one.');
      }
      this.sawObject = true;
    }
    this.depth += 1;
    if (this.depth === IN_ARRAY) this.inList = code === OPEN_BRACKET;
  }

  private cut(rest: string): void {
    const text = (this.text + rest).trim();
    this.text = '';
    if (this.inList && text !== '') this.ready.push({ array: this.name, text });
  }
}

const QUOTE = 0x22;
const BACKSLASH = 0x5c;
const OPEN_BRACE = 0x7b;
const CLOSE_BRACE = 0x7d;
const OPEN_BRACKET = 0x5b;
const CLOSE_BRACKET = 0x5d;
const COMMA = 0x2c;
const COLON = 0x3a;
