/** Artifacts: made, read, listed, changed, deleted. */

import { type BatchItem, createMany, deleteMany, type Outcome, readMany, type ReadItem } from "./batch.js";
import type { Core } from "./core.js";
import { corrupt } from "./errors.js";
import type { ReadArtifactResponse } from "./gen/artigrid/v1/artifact_service_pb.js";
import {
  type Artifact,
  artifactFrom,
  bigTo,
  type Digests,
  digestsFrom,
  numberFrom,
  type Scope,
  scopeTo,
  uploadFrom,
  type UploadInfo,
} from "./model.js";
import {
  type CallOptions,
  type ChangeOptions,
  type Changes,
  changesTo,
  type CopyOptions,
  type Goal,
  lifetimeTo,
  type ListQuery,
  type MetadataChanges,
  type MutationOptions,
  type NewArtifact,
  newLifetimeTo,
  type Range,
  rangeTo,
} from "./options.js";
import { type Page, Paged, pageOf } from "./paged.js";
import { byRequestId } from "./retry.js";
import { decode, Download, type DownloadOptions } from "./transfer/download.js";
import type { Source } from "./transfer/source.js";
import { sendSmall, upload, type UploadTransfer } from "./transfer/upload.js";

/** A page of a list of artifacts. */
export interface ArtifactPage extends Page<Artifact> {
  /** Directories one level down, if only one level was asked for. */
  prefixes: string[];
}

/** An artifact with content. */
export interface ReadContent {
  artifact: Artifact;
  data: Uint8Array;
  /** Where `data` begins in the content. */
  offset: number;
  /** Size of the version in all. */
  totalSize: number;
  version: number;
  /** Digests of the whole of that version. */
  digests: Digests;
}

/** What an upload of something new takes. */
export interface UploadOptions extends NewArtifact, UploadTransfer {
  requestId?: string;
}

/** What an upload of new content for something that exists takes. */
export interface ReplaceOptions extends MetadataChanges, UploadTransfer {
  etag?: string;
  requestId?: string;
}

export class Artifacts {
  constructor(private readonly core: Core) {}

  /** Makes an artifact of at most 1 MiB, in one round trip. */
  store(data: Uint8Array, options: NewArtifact & MutationOptions & { digests?: Digests } = {}): Promise<Artifact> {
    return sendSmall(this.core, creation(options), data, options);
  }

  /** Uploads content of any size as a new artifact. */
  upload(source: Source, options: UploadOptions = {}): Promise<Artifact> {
    return upload(this.core, creation(options), source, options);
  }

  /** Uploads new content, and metadata changes with it, for an artifact that exists. */
  replace(id: string, source: Source, options: ReplaceOptions = {}): Promise<Artifact> {
    const { filename, mimeType, summary, meta, mergeMeta, etag = "", requestId = "" } = options;
    const changes = defined({ filename, mimeType, summary, meta, mergeMeta });
    return upload(this.core, { kind: "replace", artifactId: id, changes, etag, requestId }, source, options);
  }

  /** Downloads content: `await download(id).toPath(path)`, `.bytes()`, `.text()`, or iterate over it. */
  download(id: string, options: DownloadOptions = {}): Download {
    return new Download(this.core, id, options);
  }

  /** Reads an artifact and its content, or a part of it, at most 1 MiB, in one round trip. */
  async read(id: string, options: CallOptions & { range?: Range; version?: number } = {}): Promise<ReadContent> {
    const { version = 0, range } = options;
    const request = {
      artifactId: id,
      version: bigTo(version, "version"),
      ...(range && { range: rangeTo(range) }),
    };
    const answer = await this.core.call("safe", options, (how) => this.core.artifacts.readArtifact(request, how));
    return contentFrom(this.core, answer);
  }

  /** Reads content of at most 1 MiB as text; what is not text in this encoding is an error. */
  async readText(id: string, options: CallOptions & { encoding?: string } = {}): Promise<string> {
    const { data } = await this.read(id, options);
    return decode(data, options.encoding ?? "utf-8");
  }

  /** Metadata of an artifact. */
  async get(id: string, options?: CallOptions): Promise<Artifact> {
    const request = { artifactId: id };
    const answer = await this.core.call("safe", options, (how) => this.core.artifacts.getArtifact(request, how));
    return artifactFrom(answer.artifact);
  }

  /** Whether an artifact is there and may be read. */
  async exists(id: string, options?: CallOptions): Promise<boolean> {
    const request = { artifactId: id };
    const answer = await this.core.call("safe", options, (how) => this.core.artifacts.artifactExists(request, how));
    return answer.exists;
  }

  /** Lists artifacts by file name, then id. */
  list(query: ListQuery = {}, options?: CallOptions): Paged<Artifact, ArtifactPage> {
    const request = {
      scope: scopeTo(query.scope ?? "session"),
      sessionId: query.session ?? "",
      owner: query.owner ?? "",
      prefix: query.prefix ?? "",
      delimiter: query.delimiter ?? "",
      pageSize: query.pageSize ?? 0,
    };
    return new Paged(async (pageToken) => {
      const answer = await this.core.call("safe", options, (how) =>
        this.core.artifacts.listArtifacts({ ...request, pageToken }, how),
      );
      const page = pageOf(answer.artifacts.map(artifactFrom), answer.nextPageToken);
      return { ...page, prefixes: answer.prefixes };
    });
  }

  /** What lies in a directory, one level deep: `items`, and the directories below as `prefixes`. */
  directory(path: string, query: Omit<ListQuery, "prefix" | "delimiter"> = {}, options?: CallOptions) {
    const prefix = path === "" || path.endsWith("/") ? path : `${path}/`;
    return this.list({ ...query, prefix, delimiter: "/" }, options);
  }

  /** Changes metadata, lifetime and content in one step. */
  async update(id: string, changes: Changes, options: ChangeOptions = {}): Promise<Artifact> {
    const { etag = "", requestId = "" } = options;
    const { data } = changes;
    const request = {
      artifactId: id,
      etag,
      requestId,
      ...changesTo(changes),
      lifetime: newLifetimeTo(changes),
      ...(data && { data, digests: { crc32c: this.core.platform.crc32c(data) } }),
    };
    const answer = await this.core.call(byRequestId(requestId), options, (how) =>
      this.core.artifacts.updateArtifact(request, how),
    );
    return artifactFrom(answer.artifact);
  }

  /** Copies an artifact; its content does not pass through here. */
  async copy(id: string, options: CopyOptions & { version?: number } = {}): Promise<Artifact> {
    const { etag = "", requestId = "", scope, session = "", version = 0 } = options;
    const request = {
      artifactId: id,
      etag,
      requestId,
      version: bigTo(version, "version"),
      ...(scope && { scope: scopeTo(scope) }),
      sessionId: session,
      ...changesTo(options),
      lifetime: lifetimeTo(options),
    };
    const answer = await this.core.call(byRequestId(requestId), options, (how) =>
      this.core.artifacts.copyArtifact(request, how),
    );
    return artifactFrom(answer.artifact);
  }

  /** Gives an artifact another file name; id, owner and content stay. */
  async move(id: string, filename: string, options: ChangeOptions = {}): Promise<Artifact> {
    const { etag = "", requestId = "" } = options;
    const request = { artifactId: id, filename, etag, requestId };
    // The same name twice is the same name; only an etag of before would not be.
    const repeat = etag ? byRequestId(requestId) : "safe";
    const answer = await this.core.call(repeat, options, (how) => this.core.artifacts.moveArtifact(request, how));
    return artifactFrom(answer.artifact);
  }

  /** Deletes an artifact. */
  async delete(id: string, options: ChangeOptions = {}): Promise<void> {
    const { etag = "", requestId = "" } = options;
    const request = { artifactId: id, etag, requestId };
    // Not repeated without a request id: had the first try worked, the second would say "not found".
    await this.core.call(byRequestId(requestId), options, (how) => this.core.artifacts.deleteArtifact(request, how));
  }

  /** Makes many artifacts, at most 1 MiB each, in as few round trips as fit; each has its own outcome. */
  createMany(items: readonly BatchItem[], options: MutationOptions = {}): Promise<Outcome<Artifact>[]> {
    return createMany(this.core, items, options);
  }

  /** Reads many artifacts, at most 1 MiB each; each has its own outcome. */
  readMany(items: readonly ReadItem[], options: CallOptions = {}): Promise<Outcome<ReadContent>[]> {
    return readMany(this.core, items, options);
  }

  /** Deletes many artifacts; each has its own outcome. */
  deleteMany(
    items: readonly { id: string; etag?: string }[],
    options: MutationOptions = {},
  ): Promise<Outcome<undefined>[]> {
    return deleteMany(this.core, items, options);
  }

  /** The caller's uploads that are not completed, newest first. */
  uploads(query: { scope?: Scope; pageSize?: number } = {}, options?: CallOptions): Paged<UploadInfo> {
    const request = { ...(query.scope && { scope: scopeTo(query.scope) }), pageSize: query.pageSize ?? 0 };
    return new Paged(async (pageToken) => {
      const answer = await this.core.call("safe", options, (how) =>
        this.core.artifacts.listUploads({ ...request, pageToken }, how),
      );
      return pageOf(answer.uploads.map(uploadFrom), answer.nextPageToken);
    });
  }

  /** Gives an upload up and frees its bytes. */
  async cancelUpload(uploadId: string, options?: CallOptions): Promise<void> {
    await this.core.call("unsafe", options, (how) => this.core.artifacts.cancelUpload({ uploadId }, how));
  }
}

/** Content of one message, checked. */
export function contentFrom(core: Core, answer: ReadArtifactResponse): ReadContent {
  if (core.platform.crc32c(answer.data) !== answer.crc32c) {
    throw corrupt("the content does not match its checksum");
  }
  return {
    artifact: artifactFrom(answer.artifact),
    data: answer.data,
    offset: numberFrom(answer.offset, "offset"),
    totalSize: numberFrom(answer.totalSize, "total_size"),
    version: numberFrom(answer.version, "version"),
    digests: digestsFrom(answer.digests),
  };
}

function creation(options: NewArtifact & { requestId?: string }): Extract<Goal, { kind: "create" }> {
  const { scope, session, filename, mimeType, summary, meta, ttlSeconds, noExpiry } = options;
  const spec = defined({ scope, session, filename, mimeType, summary, meta, ttlSeconds, noExpiry });
  return { kind: "create", spec, requestId: options.requestId ?? "" };
}

type Defined<T> = { [K in keyof T]?: Exclude<T[K], undefined> };

/** Without what is undefined. */
function defined<T extends object>(fields: T): Defined<T> {
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined)) as Defined<T>;
}
