import { BroadcastChannel, type MessagePort, parentPort, receiveMessageOnPort, workerData } from 'node:worker_threads';
import type { CommitAnnouncement } from '../../feed/commit-announcement';
import { announcementChannelName } from '../../feed/commit-announcement';
import { failureOf } from '../../database/failure';
import { OpenFiles } from '../../database/open-files';
import { LedgerWriter } from './ledger-writer';
import type {
  AppendBatch,
  RemoveRequest,
  WriterData,
  WriterFailure,
  WriterRequest,
  WriterResponse,
} from './writer-protocol';

/** Strings and numbers in one transaction: some thousand events, so that the first of them does not wait for long. */
const GROUP_LENGTH = 20_000;

/** Commits wait for the disk, so they have a thread; it imports little, so that it starts quickly. */
class WriterThread {
  readonly #files: OpenFiles;
  readonly #announcements: BroadcastChannel;
  #writer: LedgerWriter;
  #isBroken = false;

  constructor(
    private readonly port: MessagePort,
    private readonly data: WriterData,
  ) {
    this.#writer = new LedgerWriter(data);
    this.#files = new OpenFiles(data.path);
    this.#announcements = new BroadcastChannel(announcementChannelName(data.path));
    port.on('message', (request: WriterRequest) => this.#serveOrEnd(request));
    // A writer before this one may have ended between a commit and its announcement.
    this.#announcements.postMessage(this.#writer.standing);
    this.#respond({ kind: 'ready' });
  }

  /** The driver's errors lose their message on the way out of a thread. */
  #serveOrEnd(request: WriterRequest): void {
    try {
      this.#serve(request);
    } catch (error) {
      throw new Error(failureOf(error).message, { cause: error });
    }
  }

  /** Group commit: what arrived while the last commit was running goes together into this one. */
  #serve(first: WriterRequest): void {
    const group: AppendBatch[] = [];
    let length = 0;
    for (let request: WriterRequest | undefined = first; request !== undefined; request = this.#next()) {
      if ('kind' in request) {
        this.#commit(group);
        if (request.kind === 'close') this.#close();
        else if (request.kind === 'remove') this.#remove(request);
        else this.#probe();
        return;
      }
      group.push(request);
      length += request.length;
      if (length >= GROUP_LENGTH) break;
    }
    this.#commit(group);
  }

  #next(): WriterRequest | undefined {
    const received: { readonly message: unknown } | undefined = receiveMessageOnPort(this.port);
    return received?.message as WriterRequest | undefined;
  }

  #commit(group: readonly AppendBatch[]): void {
    if (group.length === 0) return;
    if (this.#isBroken) this.#renew();
    // What goes into a file that was removed ends with the process: it must not be acknowledged.
    const objection = this.#files.objection();
    const { reply, lastPosition, categories } =
      objection === undefined ? this.#writer.commit(group) : this.#writer.refuse(group, objection);
    if (reply.failures.length > 0 && objection === undefined) this.#isBroken = reply.failures.some(mayStay);
    this.#respond(reply);
    if (categories.length === 0) return;
    const announcement: CommitAnnouncement = { position: lastPosition, categories };
    this.#announcements.postMessage(announcement);
  }

  #probe(): void {
    if (this.#isBroken) this.#renew();
    const failure = this.#writer.probe();
    this.#isBroken = failure !== undefined && mayStay(failure);
    this.#respond({ kind: 'probed', failure });
  }

  #remove(request: RemoveRequest): void {
    const objection = this.#files.objection();
    const failure = objection === undefined ? undefined : ({ kind: 'unavailable', message: objection } as const);
    this.#respond(failure === undefined ? this.#writer.remove(request) : { kind: 'removed', next: undefined, failure });
  }

  /** On a new connection, unless another file would be opened. If it cannot be had, the next write says why. */
  #renew(): void {
    if (this.#files.missing() !== undefined) return;
    try {
      const next = new LedgerWriter(this.data);
      this.#writer.connection.close();
      this.#writer = next;
      this.#isBroken = false;
    } catch {
      return;
    }
  }

  #respond(response: WriterResponse): void {
    this.port.postMessage(response);
  }

  #close(): void {
    this.#writer.close();
    this.#announcements.close();
    this.port.close();
  }
}

/** An error of the disk may stay with a connection for ever. */
function mayStay({ kind }: WriterFailure): boolean {
  return kind === 'unavailable' || kind === 'unreadable';
}

function start(port: MessagePort): void {
  try {
    new WriterThread(port, workerData as WriterData);
  } catch (error) {
    const response: WriterResponse = { kind: 'refused', failure: failureOf(error) };
    port.postMessage(response);
    port.close();
  }
}

if (parentPort !== null) start(parentPort);
