/**
 * Where uploaded content comes from, and how it is cut into chunks of one size.
 *
 * What can be read again from any place (a file, bytes, a Blob, a `Rewindable`) can be picked up after
 * a break; a stream or iterable passes by once.
 */

import { local, sizeMismatch, usage } from "../errors.js";
import type { Platform } from "./platform.js";

/**
 * Bytes of content in one message of an upload; the server allows four times as much. An upload that
 * waits its turn costs the server a buffer of about this size.
 */
export const CHUNK = 512 * 1024;

/** Content that can be read from any offset, as often as needed. */
export interface Rewindable {
  /** In bytes, if known. */
  size?: number | undefined;
  open(offset: number): AsyncIterable<Uint8Array>;
}

/** Content to upload. A path is written `{ path }`, so that no text is taken for one. */
export type Source =
  | Uint8Array
  | Blob
  | { path: string }
  | Rewindable
  | ReadableStream<Uint8Array>
  | AsyncIterable<Uint8Array>
  | Iterable<Uint8Array>;

/** Content ready to be read. */
export class Content {
  #pass: AsyncIterator<Uint8Array> | undefined;
  #passed = false;

  constructor(
    readonly size: number | undefined,
    readonly rewindable: boolean,
    private readonly open: (offset: number) => AsyncIterable<Uint8Array>,
  ) {}

  static async of(platform: Platform, source: Source, size?: number): Promise<Content> {
    if (source instanceof Uint8Array) {
      return new Content(size ?? source.length, true, (offset) => once(source.subarray(offset)));
    }
    if (source instanceof Blob) {
      return new Content(size ?? source.size, true, (offset) => reading(source.slice(offset).stream()));
    }
    if ("path" in source) {
      const file = await platform.openFile(source.path);
      return new Content(size ?? file.size, true, (offset) => file.open(offset));
    }
    if ("open" in source) return new Content(size ?? source.size, true, (offset) => source.open(offset));
    const pieces = "getReader" in source ? reading(source) : pass(source);
    return new Content(size, false, () => pieces);
  }

  /** The content from an offset on, in chunks of `length` bytes, the last shorter; checks the size. */
  async *chunks(offset: number, length = CHUNK): AsyncGenerator<Uint8Array, void> {
    if (!this.rewindable && this.#passed) throw usage("this content passes by only once");
    this.#passed = true;
    this.close();
    const pieces = this.open(offset)[Symbol.asyncIterator]();
    this.#pass = pieces;
    let read = offset;
    try {
      for await (const chunk of cut({ [Symbol.asyncIterator]: () => pieces }, length)) {
        read += chunk.length;
        if (this.size !== undefined && read > this.size) throw sizeMismatch(this.size);
        yield chunk;
      }
    } catch (thrown) {
      throw local("the source of the upload", thrown);
    }
    if (this.size !== undefined && read < this.size) throw sizeMismatch(this.size);
  }

  /** Lets go of what is open; does not wait, since a source may be waiting for what never comes. */
  close(): void {
    // A source that cannot even be closed has nothing to add to what happened before.
    this.#pass?.return?.().catch(() => undefined);
    this.#pass = undefined;
  }
}

/** The same bytes in pieces of exactly this length, the last shorter. Copies only what is not so yet. */
async function* cut(pieces: AsyncIterable<Uint8Array>, length: number): AsyncGenerator<Uint8Array, void> {
  let held: Uint8Array | undefined;
  let filled = 0;
  for await (const piece of pieces) {
    if (!(piece instanceof Uint8Array)) throw usage("content comes as Uint8Array, not as anything else");
    let rest = piece;
    while (rest.length > 0) {
      if (held === undefined && rest.length >= length) {
        yield rest.subarray(0, length);
        rest = rest.subarray(length);
        continue;
      }
      held ??= new Uint8Array(length);
      const taken = rest.subarray(0, length - filled);
      held.set(taken, filled);
      filled += taken.length;
      rest = rest.subarray(taken.length);
      if (filled === length) {
        yield held;
        held = undefined;
        filled = 0;
      }
    }
  }
  if (held !== undefined) yield held.subarray(0, filled);
}

// eslint-disable-next-line @typescript-eslint/require-await -- async by its type
async function* once(data: Uint8Array): AsyncGenerator<Uint8Array, void> {
  yield data;
}

async function* pass(
  source: AsyncIterable<Uint8Array> | Iterable<Uint8Array>,
): AsyncGenerator<Uint8Array, void> {
  yield* source;
}

/** A web stream as an iterable; not every browser's streams are one. */
async function* reading(stream: ReadableStream<Uint8Array>): AsyncGenerator<Uint8Array, void> {
  const reader = stream.getReader();
  try {
    while (true) {
      const { done, value } = await reader.read();
      if (done) return;
      yield value;
    }
  } finally {
    await reader.cancel().catch(() => undefined);
  }
}
