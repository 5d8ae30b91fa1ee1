/**
 * Content from the server, whole in spite of broken connections.
 *
 * A download is pinned to one version from its first header on. When it breaks, it goes on at the
 * next byte of that version; it gives up after some tries that brought no byte. Every chunk is checked
 * on arrival, and of a whole download the digests of all at the end, before a file gets its name.
 */

import type { MessageInitShape } from "@bufbuild/protobuf";

import type { Core } from "../core.js";
import { type ArtigridError, broken, corrupt, errorOf, IdleTimeoutError, local } from "../errors.js";
import type {
  DownloadChunk,
  DownloadHeader,
  DownloadRequestSchema,
  DownloadResponse,
} from "../gen/artigrid/v1/artifact_service_pb.js";
import { type Artifact, artifactFrom, bigTo, type Digests, digestsFrom, hexFrom, numberFrom } from "../model.js";
import { type Range, rangeTo, type TransferOptions } from "../options.js";
import { errorFrom } from "../status.js";
import type { Sha256 } from "./platform.js";

/** What `bytes` and `text` take at most unless told otherwise. */
const IN_MEMORY = 256 * 1024 * 1024;

/** What a download takes. */
export interface DownloadOptions extends TransferOptions {
  /** That version rather than the current one. */
  version?: number;
  /** Only a part. */
  range?: Range;
}

/** What comes. */
export interface Head {
  artifact: Artifact;
  /** First byte of what comes. */
  offset: number;
  /** How many bytes come. */
  length: number;
  /** Size of the version in all. */
  totalSize: number;
  version: number;
  /** Digests of the whole of that version. */
  digests: Digests;
}

type Request = MessageInitShape<typeof DownloadRequestSchema>;

/** A download. It begins when it is told where to: once. */
export class Download implements AsyncIterable<Uint8Array> {
  #content: Promise<Arriving> | undefined;

  constructor(
    private readonly core: Core,
    private readonly id: string,
    private readonly options: DownloadOptions,
  ) {}

  /** What comes; begins the download. */
  async head(): Promise<Head> {
    return (await this.#begin()).head;
  }

  /** Into a file, which is there whole or not at all. */
  async toPath(path: string): Promise<Artifact> {
    const content = await this.#begin();
    const file = await this.core.platform.wholeFile(path).catch(unwritable(path, content));
    try {
      for await (const data of content) await file.write(data).catch(unwritable(path));
      await file.commit().catch(unwritable(path));
    } catch (thrown) {
      await file.discard();
      throw thrown;
    }
    return content.head.artifact;
  }

  /** Into memory, at most `limit` bytes (256 MiB). */
  async bytes(limit = IN_MEMORY): Promise<Uint8Array> {
    const content = await this.#begin();
    const { length } = content.head;
    if (length > limit) {
      await content.stop();
      const message = `${length} bytes of content; at most ${limit} are wanted`;
      throw errorOf("SIZE_LIMIT", message, { origin: "usage", metadata: { limit: String(limit) } });
    }
    const whole = new Uint8Array(length);
    let filled = 0;
    for await (const data of content) {
      whole.set(data, filled);
      filled += data.length;
    }
    return whole;
  }

  /** As text, at most `limit` bytes of it. What is not text in this encoding is an error. */
  async text(encoding = "utf-8", limit = IN_MEMORY): Promise<string> {
    return decode(await this.bytes(limit), encoding);
  }

  /** As a web stream, e.g. for a `Response`. */
  stream(): ReadableStream<Uint8Array> {
    const pieces = this[Symbol.asyncIterator]();
    return new ReadableStream({
      async pull(controller) {
        const next = await pieces.next();
        if (next.done) controller.close();
        else controller.enqueue(next.value);
      },
      async cancel() {
        await pieces.return();
      },
    });
  }

  /** Piece by piece, as it arrives. */
  async *[Symbol.asyncIterator](): AsyncGenerator<Uint8Array, void> {
    yield* await this.#begin();
  }

  #begin(): Promise<Arriving> {
    this.#content ??= Arriving.begin(this.core, this.id, this.options);
    return this.#content;
  }
}

/** Bytes as text; what is not text in this encoding is an error, never replaced. */
export function decode(data: Uint8Array, encoding: string): string {
  try {
    return new TextDecoder(encoding, { fatal: true }).decode(data);
  } catch (thrown) {
    throw local(`the content is not ${encoding}`, thrown);
  }
}

function unwritable(path: string, content?: Arriving): (cause: unknown) => Promise<never> {
  return async (cause) => {
    await content?.stop();
    throw local(path, cause);
  };
}

/** Content as it arrives. */
class Arriving implements AsyncIterable<Uint8Array> {
  #line: Line | undefined;
  #position: number;
  #sha256: Sha256 | undefined;

  private constructor(
    private readonly core: Core,
    private readonly options: DownloadOptions,
    line: Line,
    readonly head: Head,
  ) {
    this.#line = line;
    this.#position = head.offset;
    const whole = head.offset === 0 && head.length === head.totalSize;
    if (whole && head.digests.sha256 !== undefined) this.#sha256 = core.platform.sha256();
  }

  static async begin(core: Core, artifactId: string, options: DownloadOptions): Promise<Arriving> {
    const request: Request = {
      artifactId,
      version: bigTo(options.version ?? 0, "version"),
      ...(options.range && { range: rangeTo(options.range) }),
    };
    const opening = core.retry.run("safe", options.signal, () => Line.open(core, request, options.signal));
    const { line, head } = await opening;
    return new Arriving(core, options, line, head);
  }

  async *[Symbol.asyncIterator](): AsyncGenerator<Uint8Array, void> {
    const tries = this.core.retry.tries("safe", this.options.signal);
    try {
      this.#tell();
      while (this.#position < this.#end) {
        let data: Uint8Array;
        try {
          data = await this.#receive();
        } catch (thrown) {
          await this.stop();
          await tries.again(thrown, resumable);
          continue;
        }
        tries.progress();
        this.#tell();
        yield data;
      }
      await this.#finish();
    } finally {
      await this.stop();
    }
  }

  /** Lets go of the line. */
  async stop(): Promise<void> {
    const line = this.#line;
    this.#line = undefined;
    await line?.close();
  }

  get #end(): number {
    return this.head.offset + this.head.length;
  }

  async #receive(): Promise<Uint8Array> {
    this.#line ??= await this.#resume();
    const frame = await this.#line.next();
    if (frame === undefined) throw broken("the download ended before its end");
    if (frame.case !== "chunk") throw corrupt("a second header");
    this.#check(frame.value);
    this.#sha256?.update(frame.value.data);
    this.#position += frame.value.data.length;
    return frame.value.data;
  }

  #check(chunk: DownloadChunk): void {
    const offset = numberFrom(chunk.offset, "offset");
    if (offset !== this.#position) throw corrupt(`byte ${offset} came for byte ${this.#position}`);
    if (chunk.data.length === 0 || chunk.data.length > this.#end - offset) {
      throw corrupt("a chunk that is empty or goes past the end");
    }
    if (this.core.platform.crc32c(chunk.data) !== chunk.crc32c) {
      throw corrupt(`the bytes at ${offset} do not match their checksum`);
    }
  }

  /** Goes on with the same version at the next byte. */
  async #resume(): Promise<Line> {
    const left = { offset: this.#position, length: this.#end - this.#position };
    const request: Request = {
      artifactId: this.head.artifact.id,
      version: BigInt(this.head.version),
      range: rangeTo(left),
    };
    const { line, head } = await Line.open(this.core, request, this.options.signal);
    const same = head.version === this.head.version && head.totalSize === this.head.totalSize;
    if (!same || head.offset !== left.offset || head.length !== left.length) {
      await line.close();
      throw corrupt("the resumed download is another one");
    }
    return line;
  }

  /** Reads the end of the stream, and compares the digest of the whole. */
  async #finish(): Promise<void> {
    // All bytes are here: how the stream ends does not matter any more, but more bytes do.
    const more = await this.#line?.next().catch(() => undefined);
    if (more !== undefined) throw corrupt("more content than announced");
    if (this.#sha256 !== undefined && hexFrom(this.#sha256.digest()) !== this.head.digests.sha256) {
      throw corrupt("the content does not match its digest");
    }
  }

  #tell(): void {
    this.options.onProgress?.({ done: this.#position - this.head.offset, total: this.head.length });
  }
}

type Frame = Exclude<DownloadResponse["frame"], { case: undefined }>;

type Frames = AsyncIterator<DownloadResponse, undefined>;

/** Why a line that fell silent was ended. */
const SILENT = Symbol("silent");

/** One `Download` stream, which must not fall silent. */
class Line {
  readonly #stop = new AbortController();
  readonly #frames: Frames;

  private constructor(
    private readonly core: Core,
    request: Request,
    private readonly signal: AbortSignal | undefined,
  ) {
    const signals = signal ? [signal, this.#stop.signal] : [this.#stop.signal];
    const how = { timeoutMs: 0, signal: AbortSignal.any(signals) };
    this.#frames = core.artifacts.download(request, how)[Symbol.asyncIterator]() as Frames;
  }

  static async open(core: Core, request: Request, signal: AbortSignal | undefined): Promise<{ line: Line; head: Head }> {
    const line = new Line(core, request, signal);
    try {
      const frame = await line.next();
      if (frame?.case !== "header") throw corrupt("a download without a header");
      return { line, head: headFrom(frame.value) };
    } catch (thrown) {
      await line.close();
      throw thrown;
    }
  }

  /** The next frame; none at the end of the stream. */
  async next(): Promise<Frame | undefined> {
    const alarm = setTimeout(() => {
      this.#stop.abort(SILENT);
    }, this.core.streamIdleMs);
    try {
      const { done, value } = await this.#frames.next();
      if (done) return undefined;
      if (value.frame.case === undefined) throw corrupt("an empty frame");
      return value.frame;
    } catch (thrown) {
      if (this.#stop.signal.reason === SILENT) throw broken("the server was silent for too long");
      throw errorFrom(thrown, this.signal);
    } finally {
      clearTimeout(alarm);
    }
  }

  async close(): Promise<void> {
    this.#stop.abort();
    await this.#frames.return?.().catch(() => undefined);
  }
}

function headFrom(header: DownloadHeader): Head {
  return {
    artifact: artifactFrom(header.artifact),
    offset: numberFrom(header.offset, "offset"),
    length: numberFrom(header.length, "length"),
    totalSize: numberFrom(header.totalSize, "total_size"),
    version: numberFrom(header.version, "version"),
    digests: digestsFrom(header.digests),
  };
}

/** IDLE_TIMEOUT means that this side was slow to take the bytes. */
function resumable(error: ArtigridError): boolean {
  return error.retryable || error instanceof IdleTimeoutError;
}
