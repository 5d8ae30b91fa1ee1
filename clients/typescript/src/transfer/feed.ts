/**
 * One `Upload` stream, from an offset on.
 *
 * It is fed and its answer awaited at the same time: the server may refuse at the first message, and
 * then the rest is neither read nor sent.
 */

import type { MessageInitShape } from "@bufbuild/protobuf";

import type { Core } from "../core.js";
import type { ArtigridError } from "../errors.js";
import type { UploadRequestSchema } from "../gen/artigrid/v1/artifact_service_pb.js";
import { digestsTo } from "../model.js";
import { errorFrom } from "../status.js";
import type { Platform, Sha256 } from "./platform.js";
import type { Content } from "./source.js";
import type { UploadTransfer } from "./upload.js";

type Message = MessageInitShape<typeof UploadRequestSchema>;
type Start = NonNullable<Message["start"]>;

/** The SHA-256 of content of which pieces may come twice, when a transfer was picked up. */
export class Hashing {
  readonly #sha256: Sha256;
  /** Bytes that were hashed. */
  size = 0;

  constructor(platform: Platform) {
    this.#sha256 = platform.sha256();
  }

  /** Takes what is new in a piece. */
  add(data: Uint8Array, offset: number): void {
    const fresh = data.subarray(Math.max(0, this.size - offset));
    this.#sha256.update(fresh);
    this.size += fresh.length;
  }

  digest(): Uint8Array {
    return this.#sha256.digest();
  }
}

export class Feed {
  #failure: ArtigridError | undefined;

  constructor(
    private readonly core: Core,
    private readonly content: Content,
    private readonly hashing: Hashing,
    private readonly options: UploadTransfer,
  ) {}

  /** Sends all from an offset on; gives the server's answer. */
  async send(start: Start, offset: number) {
    const { signal } = this.options;
    const messages = this.#messages(start, offset);
    try {
      return await this.core.artifacts.upload(messages, { timeoutMs: 0, ...(signal && { signal }) });
    } catch (thrown) {
      // A source that failed says more than the stream that was reset for it.
      throw this.#failure ?? errorFrom(thrown, signal);
    } finally {
      // Not awaited: the source may be waiting for what never comes.
      messages.return().catch(() => undefined);
    }
  }

  async *#messages(start: Start, from: number): AsyncGenerator<Message, void> {
    let offset = from;
    this.#tell(offset);
    const chunks = this.content.chunks(offset);
    while (true) {
      const next = await chunks.next().catch((thrown: unknown) => {
        this.#failure = errorFrom(thrown);
        throw this.#failure;
      });
      if (next.done) break;
      const data = next.value;
      this.hashing.add(data, offset);
      yield { start, offset: BigInt(offset), data, crc32c: this.core.platform.crc32c(data) };
      start = { case: undefined };
      offset += data.length;
      this.#tell(offset);
    }
    const digests = { sha256: this.hashing.digest(), ...digestsTo(this.options.digests ?? {}) };
    yield { start, offset: BigInt(offset), finish: { size: BigInt(offset), digests } };
  }

  #tell(done: number): void {
    const total = this.content.size;
    this.options.onProgress?.({ done, ...(total !== undefined && { total }) });
  }
}
