/**
 * The server's side of uploads in memory, with faults on demand: it checks what clients send as the
 * contract says (offsets, sizes of pieces, checksums), and breaks where a test wants it to.
 */

import { createHash, randomUUID } from "node:crypto";

import { create } from "@bufbuild/protobuf";
import { timestampNow } from "@bufbuild/protobuf/wkt";
import { Code, ConnectError, type ConnectRouter, createRouterTransport, type Transport } from "@connectrpc/connect";
import { crc32c } from "@node-rs/crc32";

import {
  ArtifactSchema,
  ArtifactService,
  type Upload,
  type UploadFinish,
  UploadSchema,
  UploadState,
  Scope,
} from "../src/raw.js";
import { ErrorInfoSchema } from "../src/gen/google/rpc/error_details_pb.js";

export const APPEND_SIZE = 100_000;

interface Held {
  upload: Upload;
  data: Buffer;
}

export class FakeServer {
  readonly uploads = new Map<string, Held>();
  /** Calls in the order they came. */
  readonly calls: string[] = [];
  /** Bytes after which the next streams break, one each. */
  breaks: number[] = [];
  /** Answers of AppendUpload and CompleteUpload that get lost after their effect, so many. */
  lostAnswers = 0;
  readonly transport: Transport = createRouterTransport((router) => {
    this.routes(router);
  });

  routes({ service }: ConnectRouter): void {
      service(ArtifactService, {
        startUpload: ({ spec }) => this.#start(spec?.size),
        getUpload: ({ uploadId }) => ({ upload: this.#called("get", uploadId).upload }),
        cancelUpload: ({ uploadId }) => this.#cancel(uploadId),
        appendUpload: ({ uploadId, offset, data, crc32c }) => this.#append(uploadId, offset, data, crc32c),
        completeUpload: ({ uploadId, finish }) => this.#complete(this.#called("complete", uploadId), finish),
        upload: async (messages) => {
          let held: Held | undefined;
          let left = this.breaks.shift() ?? Infinity;
          for await (const { start, offset, data, crc32c, finish } of messages) {
            if (start.case === "uploadId") held = this.#called("upload", start.value);
            if (held === undefined) throw failure("INVALID_ARGUMENT", Code.InvalidArgument);
            this.#take(held, offset, data.subarray(0, left), data, crc32c);
            left -= data.length;
            if (left <= 0) throw new ConnectError("cut", Code.Unavailable);
            if (finish) return this.#complete(held, finish);
          }
          throw failure("INVALID_ARGUMENT", Code.InvalidArgument);
        },
      });
  }

  #start(size: bigint | undefined) {
    this.calls.push("start");
    const upload = create(UploadSchema, {
      id: randomUUID(),
      state: UploadState.ACTIVE,
      scope: Scope.USER,
      userId: "alice",
      appendSize: BigInt(APPEND_SIZE),
      createTime: timestampNow(),
      updateTime: timestampNow(),
      expireTime: timestampNow(),
      ...(size !== undefined && { declaredSize: size }),
    });
    this.uploads.set(upload.id, { upload, data: Buffer.alloc(0) });
    return { upload };
  }

  #append(id: string, offset: bigint, data: Uint8Array, sum: number | undefined) {
    const held = this.#called("append", id);
    if (data.length > APPEND_SIZE) throw failure("SIZE_LIMIT", Code.InvalidArgument);
    this.#take(held, offset, data, data, sum);
    this.#maybeLose();
    return { upload: held.upload };
  }

  #complete(held: Held, finish: UploadFinish | undefined) {
    const { upload, data } = held;
    const sha256 = createHash("sha256").update(data).digest();
    if (finish?.size !== BigInt(data.length)) throw failure("SIZE_MISMATCH", Code.InvalidArgument);
    if (!sha256.equals(finish.digests?.sha256 ?? new Uint8Array())) {
      throw failure("CHECKSUM_MISMATCH", Code.InvalidArgument);
    }
    upload.state = UploadState.COMPLETED;
    this.#maybeLose();
    const [createTime, updateTime] = [timestampNow(), timestampNow()];
    const size = BigInt(data.length);
    return { artifact: create(ArtifactSchema, { id: randomUUID(), scope: Scope.USER, size, version: 1n, createTime, updateTime }) };
  }

  #cancel(id: string) {
    this.#called("cancel", id).upload.state = UploadState.CANCELLED;
    this.uploads.delete(id);
    return {};
  }

  #take(held: Held, offset: bigint, taken: Uint8Array, sent: Uint8Array, sum: number | undefined): void {
    if (offset !== BigInt(held.data.length)) throw failure("OFFSET_MISMATCH", Code.Aborted);
    if (sent.length > 0 && sum !== crc32c(sent)) throw failure("CHECKSUM_MISMATCH", Code.InvalidArgument);
    held.data = Buffer.concat([held.data, taken]);
    held.upload.persistedOffset = BigInt(held.data.length);
    const sha256 = createHash("sha256").update(held.data).digest();
    held.upload.prefixDigests = { $typeName: "artigrid.v1.Digests", sha256 };
  }

  #maybeLose(): void {
    if (this.lostAnswers === 0) return;
    this.lostAnswers -= 1;
    throw new ConnectError("the answer was lost", Code.Unavailable);
  }

  #called(what: string, id: string): Held {
    this.calls.push(what);
    const held = this.uploads.get(id);
    if (held === undefined) throw failure("UPLOAD_NOT_FOUND", Code.NotFound);
    return held;
  }
}

function failure(reason: string, code: Code): ConnectError {
  const value = { reason, domain: "artigrid.dev", metadata: {} };
  return new ConnectError(reason, code, undefined, [{ desc: ErrorInfoSchema, value }]);
}
