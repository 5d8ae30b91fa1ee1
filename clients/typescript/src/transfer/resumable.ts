/**
 * Uploads that outlast broken connections, and with a state file the process too.
 *
 * What can be read again goes by `Upload` streams from the persisted offset on. What passes by once,
 * or where requests cannot be streams, goes by `AppendUpload`, piece by piece, and the piece under way
 * is what is kept in memory. Either way the whole has a SHA-256 that the server compares at the end,
 * and an upload gives up after some tries without a new byte in the store.
 *
 * An upload found in a state file is taken up only if its persisted bytes are those of the source;
 * else it is given up and another one begun.
 */

import { Code } from "@connectrpc/connect";

import type { Core } from "../core.js";
import {
  type ArtigridError,
  codeOf,
  corrupt,
  IdleTimeoutError,
  OffsetMismatchError,
  UploadNotFoundError,
  usage,
} from "../errors.js";
import { type Upload, UploadState } from "../gen/artigrid/v1/resources_pb.js";
import { type Artifact, artifactFrom, digestsFrom, digestsTo, hexFrom, numberFrom } from "../model.js";
import { type Goal, replacementTo, type Target } from "../options.js";
import { byRequestId } from "../retry.js";
import { Feed, Hashing } from "./feed.js";
import type { StateStore } from "./platform.js";
import type { Content } from "./source.js";
import { creating, declared, type UploadTransfer } from "./upload.js";

export async function uploadResumable(
  core: Core,
  goal: Goal,
  content: Content,
  options: UploadTransfer,
): Promise<Artifact> {
  const { stateFile } = options;
  if (stateFile !== undefined && !content.rewindable) {
    throw usage("with a state file goes only what can be read again, not a stream");
  }
  const state = stateFile === undefined ? undefined : core.platform.stateFile(stateFile);
  return new Resumable(core, goal, content, options, state).run();
}

class Resumable {
  #hashing: Hashing;

  constructor(
    private readonly core: Core,
    private readonly goal: Goal,
    private readonly content: Content,
    private readonly options: UploadTransfer,
    private readonly state: StateStore | undefined,
  ) {
    this.#hashing = new Hashing(core.platform);
  }

  async run(): Promise<Artifact> {
    const upload = (await this.#takeUp()) ?? (await this.#start());
    try {
      const byStream = this.content.rewindable && this.core.platform.streamsUp;
      const artifact = await (byStream ? this.#stream(upload) : this.#append(upload));
      await this.state?.clear();
      return artifact;
    } catch (thrown) {
      // Without a state file nobody can go on: its bytes need not wait for the deadline.
      if (this.state === undefined) await this.#cancel(upload.id);
      throw thrown;
    }
  }

  async #start(): Promise<Upload> {
    const { core, goal } = this;
    const start = (target: Target) => {
      const spec = { target, ...declared(this.content, this.options), requestId: goal.requestId };
      return core.call(byRequestId(goal.requestId), this.options, (how) => core.artifacts.startUpload({ spec }, how));
    };
    const { upload } =
      goal.kind === "replace"
        ? await start(replacementTo(goal))
        : await creating(core, goal, async (value) => {
            const answer = await start({ case: "create", value });
            return { ...answer, artifact: answer.upload };
          });
    if (upload === undefined) throw corrupt("the answer has no upload");
    await this.state?.save(JSON.stringify({ upload: upload.id, goal: this.#fingerprint() }));
    return upload;
  }

  /** The upload of the state file, if it is one of this content. */
  async #takeUp(): Promise<Upload | undefined> {
    const saved = await this.state?.load();
    const id = saved === undefined ? undefined : this.#savedUpload(saved);
    if (id === undefined) return undefined;
    try {
      const upload = await this.#ask(id);
      if (await this.#isOurs(upload)) return upload;
      await this.#cancel(id);
    } catch (thrown) {
      if (!(thrown instanceof UploadNotFoundError)) throw thrown;
    }
    this.#hashing = new Hashing(this.core.platform);
    return undefined;
  }

  #savedUpload(saved: string): string | undefined {
    try {
      const { upload, goal } = JSON.parse(saved) as { upload?: unknown; goal?: unknown };
      return typeof upload === "string" && goal === this.#fingerprint() ? upload : undefined;
    } catch {
      // Half a file is as good as none.
      return undefined;
    }
  }

  #fingerprint(): string {
    return JSON.stringify({ ...this.goal, size: this.content.size, digests: this.options.digests });
  }

  /** Hashes what the server has already, from the source, and compares. */
  async #isOurs(upload: Upload): Promise<boolean> {
    const persisted = numberFrom(upload.persistedOffset, "persisted_offset");
    if (upload.state === UploadState.CANCELLED || persisted > (this.content.size ?? persisted)) return false;
    if (upload.state === UploadState.COMPLETED) return true;
    let offset = 0;
    for await (const chunk of this.content.chunks(0)) {
      if (offset >= persisted) break;
      const prefix = chunk.subarray(0, persisted - offset);
      this.#hashing.add(prefix, offset);
      offset += prefix.length;
    }
    const known = digestsFrom(upload.prefixDigests).sha256;
    return offset === persisted && (offset === 0 || known === hexFrom(this.#hashing.digest()));
  }

  /** By streams, each from where the one before got. */
  async #stream(upload: Upload): Promise<Artifact> {
    const tries = this.core.retry.tries("safe", this.options.signal);
    const feed = new Feed(this.core, this.content, this.#hashing, this.options);
    let at: Upload | undefined = upload;
    let safe = upload.persistedOffset;
    while (true) {
      try {
        at ??= await this.#ask(upload.id);
        if (at.persistedOffset > safe) tries.progress();
        safe = at.persistedOffset;
        if (at.state === UploadState.COMPLETED) return await this.#complete(upload.id);
        const start = { case: "uploadId", value: upload.id } as const;
        const answer = await feed.send(start, numberFrom(safe, "persisted_offset"));
        return artifactFrom(answer.artifact);
      } catch (thrown) {
        at = undefined;
        await tries.again(thrown, resumable);
      }
    }
  }

  /** By pieces; only the one under way can be sent again. */
  async #append(upload: Upload): Promise<Artifact> {
    let offset = numberFrom(upload.persistedOffset, "persisted_offset");
    this.#tell(offset);
    const chunks = this.content.chunks(offset, numberFrom(upload.appendSize, "append_size"));
    while (true) {
      const next = await chunks.next();
      if (next.done) return await this.#complete(upload.id);
      this.#hashing.add(next.value, offset);
      await this.#appendPiece(upload.id, offset, next.value);
      offset += next.value.length;
      this.#tell(offset);
    }
  }

  async #appendPiece(uploadId: string, offset: number, data: Uint8Array): Promise<void> {
    const { core } = this;
    const request = { uploadId, offset: BigInt(offset), data, crc32c: core.platform.crc32c(data) };
    const end = request.offset + BigInt(data.length);
    try {
      // As long as a transfer may take, not as long as a call.
      await core.call("safe", { ...this.options, timeoutMs: 0 }, (how) => core.artifacts.appendUpload(request, how));
    } catch (thrown) {
      // The try before may have been taken, and its answer lost.
      if (!(thrown instanceof OffsetMismatchError)) throw thrown;
      const { persistedOffset } = await this.#ask(uploadId);
      if (persistedOffset !== end) throw thrown;
    }
  }

  async #complete(uploadId: string): Promise<Artifact> {
    await this.#hashAll();
    const size = BigInt(this.#hashing.size);
    const digests = { sha256: this.#hashing.digest(), ...digestsTo(this.options.digests ?? {}) };
    const options = { ...this.options, timeoutMs: 0 };
    const answer = await this.core.call("safe", options, (how) =>
      this.core.artifacts.completeUpload({ uploadId, finish: { size, digests } }, how),
    );
    return artifactFrom(answer.artifact);
  }

  /** Found complete in a state file, nothing was hashed yet. */
  async #hashAll(): Promise<void> {
    if (!this.content.rewindable || this.#hashing.size === this.content.size) return;
    let offset = 0;
    for await (const chunk of this.content.chunks(0)) {
      this.#hashing.add(chunk, offset);
      offset += chunk.length;
    }
  }

  async #ask(uploadId: string): Promise<Upload> {
    const { signal } = this.options;
    const answer = await this.core.call("safe", { signal }, (how) => this.core.artifacts.getUpload({ uploadId }, how));
    if (answer.upload === undefined) throw corrupt("the answer has no upload");
    return answer.upload;
  }

  async #cancel(uploadId: string): Promise<void> {
    // Whether it works or not, what happened before is what counts; the server's sweep does the rest.
    await this.core.artifacts
      .cancelUpload({ uploadId }, { timeoutMs: this.core.timeoutMs })
      .catch(() => undefined);
  }

  #tell(done: number): void {
    const total = this.content.size;
    this.options.onProgress?.({ done, ...(total !== undefined && { total }) });
  }
}

/** After these the server knows better where to go on. */
function resumable(error: ArtigridError): boolean {
  const silent = error instanceof IdleTimeoutError || codeOf(error.reason) === Code.Unavailable;
  return silent || error instanceof OffsetMismatchError;
}
