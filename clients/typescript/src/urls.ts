/**
 * Signed URLs: a right to read or write one thing for a bounded time, written down.
 *
 * Whoever has such a URL can use it: treat it as a secret. Where the store signs by itself, bytes do
 * not pass through the server.
 */

import { timestampDate } from "@bufbuild/protobuf/wkt";

import type { Core } from "./core.js";
import { broken, corrupt, errorOf } from "./errors.js";
import type { PresignUploadResponse, SignedUrl as RawUrl } from "./gen/artigrid/v1/artifact_service_pb.js";
import { Disposition } from "./gen/artigrid/v1/resources_pb.js";
import { type Artifact, artifactFrom, bigTo, type Digests, digestsTo, durationTo, numberFrom } from "./model.js";
import { type CallOptions, type MutationOptions, type NewArtifact, specTo } from "./options.js";
import { byRequestId } from "./retry.js";

/** How long a URL works: 15 minutes, an hour, a day, or so many seconds; at most 7 days. */
export type Validity = "short" | "medium" | "long" | number;

const SECONDS = { short: 15 * 60, medium: 60 * 60, long: 24 * 60 * 60 } as const;

/** A URL and how to use it. */
export interface SignedUrl {
  url: string;
  method: string;
  /** To be sent exactly so. */
  headers: Record<string, string>;
  expireTime: Date;
  /** It leads to the store itself, not through the server. */
  native: boolean;
}

/** A place to upload to. */
export interface UploadUrl {
  uploadId: string;
  artifactId: string;
  /** Where to PUT the whole; absent when it is too large for one PUT. */
  whole?: SignedUrl;
  /** Size of each part for `uploadParts`; 0 = parts are not offered. */
  partSize: number;
}

/** Where to PUT a part. */
export interface PartUrl extends SignedUrl {
  partNumber: number;
  offset: number;
  size: number;
}

/** What a new upload by URL takes. */
export interface PresignUploadOptions extends NewArtifact, MutationOptions {
  expires?: Validity;
  /** Signed into the URL: another size or digest is refused. */
  size?: number;
  digests?: Digests;
  /** A URL of the server itself, whose PUT registers without a further call. */
  autoRegister?: boolean;
}

/** What the client knows of what it put. */
export interface RegisterOptions extends CallOptions {
  parts?: readonly { partNumber: number; etag: string }[];
  size?: number;
  digests?: Digests;
}

export class Urls {
  constructor(private readonly core: Core) {}

  /** A URL to read one version by. */
  async download(
    id: string,
    options: CallOptions & { expires?: Validity; version?: number; inline?: boolean; filename?: string } = {},
  ): Promise<SignedUrl & { version: number }> {
    const request = {
      artifactId: id,
      version: bigTo(options.version ?? 0, "version"),
      expiresIn: validityTo(options.expires),
      disposition: options.inline ? Disposition.INLINE : Disposition.ATTACHMENT,
      filename: options.filename ?? "",
    };
    const answer = await this.core.call("safe", options, (how) => this.core.artifacts.presignDownload(request, how));
    return { ...urlFrom(answer.signedUrl), version: numberFrom(answer.version, "version") };
  }

  /** A URL to write a new artifact by; what was put there is `register`ed. */
  async upload(options: PresignUploadOptions = {}): Promise<UploadUrl> {
    const { expires, size, digests, autoRegister = false, requestId = "", signal, timeoutMs, ...spec } = options;
    const target = { case: "create", value: specTo(spec) } as const;
    const first = await this.core.identity.beginWrite(target.value, requestId);
    try {
      const request = {
        spec: {
          target,
          ...(size !== undefined && { size: bigTo(size, "size") }),
          ...(digests && { digests: digestsTo(digests) }),
          requestId,
        },
        expiresIn: validityTo(expires),
        autoRegister,
      };
      const answer = await this.core.call(byRequestId(requestId), { signal, timeoutMs }, (how) =>
        this.core.artifacts.presignUpload(request, how),
      );
      this.core.identity.wrote(answer.upload);
      return uploadUrlFrom(answer);
    } finally {
      first.done();
    }
  }

  /** URLs to write parts by; part numbers begin at 1. */
  async uploadParts(
    uploadId: string,
    partNumbers: readonly number[],
    options: CallOptions & { expires?: Validity } = {},
  ): Promise<PartUrl[]> {
    const request = { uploadId, partNumbers: [...partNumbers], expiresIn: validityTo(options.expires) };
    const answer = await this.core.call("safe", options, (how) => this.core.artifacts.presignUploadParts(request, how));
    return answer.parts.map((part) => ({
      ...urlFrom(part.signedUrl),
      partNumber: part.partNumber,
      offset: numberFrom(part.offset, "offset"),
      size: numberFrom(part.size, "size"),
    }));
  }

  /** Commits what was put to signed URLs. */
  async register(uploadId: string, options: RegisterOptions = {}): Promise<Artifact> {
    const finish = {
      ...(options.size !== undefined && { size: bigTo(options.size, "size") }),
      ...(options.digests && { digests: digestsTo(options.digests) }),
    };
    const request = { uploadId, parts: [...(options.parts ?? [])], finish };
    const how = { ...options, timeoutMs: options.timeoutMs ?? 0 };
    const answer = await this.core.call("safe", how, (how) => this.core.artifacts.registerUpload(request, how));
    return artifactFrom(answer.artifact);
  }

  /** Uploads a Blob or bytes by signed URLs, in parts if need be, and registers it. */
  async uploadAndRegister(source: Blob | Uint8Array, options: PresignUploadOptions = {}): Promise<Artifact> {
    const blob = source instanceof Blob ? source : new Blob([source as Uint8Array<ArrayBuffer>]);
    const { signal } = options;
    const place = await this.upload({ ...options, size: blob.size, autoRegister: false });
    if (place.whole) {
      await this.#put(place.whole, blob, signal);
      return this.register(place.uploadId, { size: blob.size, signal });
    }
    const parts: { partNumber: number; etag: string }[] = [];
    for (let at = 0; at < blob.size; at += place.partSize) {
      const [part] = await this.uploadParts(place.uploadId, [parts.length + 1], { signal });
      if (part === undefined) throw corrupt("no URL for a part");
      const etag = await this.#put(part, blob.slice(part.offset, part.offset + part.size), signal);
      parts.push({ partNumber: part.partNumber, etag });
    }
    return this.register(place.uploadId, { parts, size: blob.size, signal });
  }

  /** Puts content to a signed URL; gives the ETag that was answered. Putting twice is putting once. */
  #put({ url, method, headers }: SignedUrl, body: Blob, signal: AbortSignal | undefined): Promise<string> {
    return this.core.retry.run("safe", signal, async () => {
      const answer = await fetch(url, { method, headers, body, ...(signal && { signal }) }).catch((thrown: unknown) => {
        throw broken("the signed URL cannot be reached", thrown);
      });
      if (answer.ok) return answer.headers.get("etag") ?? "";
      const text = (await answer.text()).slice(0, 500);
      const message = `the signed URL answered ${answer.status}: ${text}`;
      if (answer.status >= 500) throw broken(message);
      throw errorOf(answer.status === 403 ? "ACCESS_DENIED" : "INVALID_ARGUMENT", message, { origin: "server" });
    });
  }
}

function validityTo(validity: Validity = "medium") {
  const seconds = typeof validity === "number" ? validity : SECONDS[validity];
  return durationTo(seconds);
}

function urlFrom(raw: RawUrl | undefined): SignedUrl {
  if (raw?.expireTime === undefined) throw corrupt("the answer has no URL");
  const { url, method, headers, native } = raw;
  return { url, method, headers, native, expireTime: timestampDate(raw.expireTime) };
}

function uploadUrlFrom(answer: PresignUploadResponse): UploadUrl {
  if (answer.upload === undefined) throw corrupt("the answer has no upload");
  const partSize = numberFrom(answer.partSize, "part_size");
  if (!answer.signedUrl && partSize === 0) throw corrupt("the answer has neither a URL nor parts");
  return {
    uploadId: answer.upload.id,
    artifactId: answer.upload.artifactId,
    ...(answer.signedUrl && { whole: urlFrom(answer.signedUrl) }),
    partSize,
  };
}
