import { BroadcastChannel, type MessagePort, parentPort, receiveMessageOnPort, workerData } from 'node:worker_threads';
import type { CommitAnnouncement } from '../../feed/commit-announcement';
import { announcementChannelName } from '../../feed/commit-announcement';
import { failureOf } from '../../database/failure';
import { LedgerWriter } from './ledger-writer';
import type { AppendBatch, WriterData, WriterRequest, WriterResponse } from './writer-protocol';

/** Strings and numbers in one transaction: some thousand events, so that the first of them does not wait for long. */
const GROUP_LENGTH = 20_000;

/** Commits wait for the disk, so they have a thread; it imports little, so that it starts quickly. */
class WriterThread {
  readonly #writer: LedgerWriter;
  readonly #announcements: BroadcastChannel;

  constructor(
    private readonly port: MessagePort,
    data: WriterData,
  ) {
    this.#writer = new LedgerWriter(data);
    this.#announcements = new BroadcastChannel(announcementChannelName(data.path));
    port.on('message', (request: WriterRequest) => this.#serveOrEnd(request));
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
        else this.#respond({ kind: 'probed', failure: this.#writer.probe() });
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
    const { reply, lastPosition, categories } = this.#writer.commit(group);
    this.#respond(reply);
    if (categories.length === 0) return;
    const announcement: CommitAnnouncement = { position: lastPosition, categories };
    this.#announcements.postMessage(announcement);
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
