/** What calls take beyond their one main argument, and how it goes onto the wire. */

import type { MessageInitShape } from "@bufbuild/protobuf";

import { usage } from "./errors.js";
import type * as pb from "./gen/artigrid/v1/artifact_service_pb.js";
import {
  type ArtifactChangesSchema,
  type ArtifactSpecSchema,
  type ByteRangeSchema,
  MetaMode,
  type Scope as pbScope,
} from "./gen/artigrid/v1/resources_pb.js";
import { bigTo, type Digests, durationTo, type Json, type Meta, metaTo, type Scope, scopeTo } from "./model.js";

/** What every call takes. */
export interface CallOptions {
  /** Gives the call up. */
  signal?: AbortSignal | undefined;
  /** How long the call may take in all, each try by itself; instead of the client's. */
  timeoutMs?: number | undefined;
}

/** What a mutation takes. */
export interface MutationOptions extends CallOptions {
  /** A UUID that makes the call repeatable: within 24 h the same id gives the same answer. */
  requestId?: string;
}

/** What a mutation of something that exists takes. */
export interface ChangeOptions extends MutationOptions {
  /** Only while the thing has this etag. */
  etag?: string;
}

/** How far a transfer got. */
export interface Progress {
  /** Bytes handed over so far. */
  done: number;
  /** Bytes in all, if known. */
  total?: number;
}

/** What a transfer takes. A transfer has no deadline of its own but silence. */
export interface TransferOptions {
  signal?: AbortSignal | undefined;
  /** Called after each chunk. */
  onProgress?: ((progress: Progress) => void) | undefined;
}

/** What a new artifact shall be. Everything may be left out. */
export interface NewArtifact {
  /** Whose it shall be. Default: the session's. */
  scope?: Scope;
  /** The session it shall go into, rather than the client's own. */
  session?: string;
  /** File name, directories separated by `/`. */
  filename?: string;
  mimeType?: string;
  summary?: string;
  meta?: Meta;
  /** How long it shall live. Default: the server's. */
  ttlSeconds?: number;
  /** No end of its own. */
  noExpiry?: boolean;
}

/** What shall change of an artifact's metadata. What is not named stays. */
export interface MetadataChanges {
  /** Another file name; empty removes it. */
  filename?: string;
  mimeType?: string;
  summary?: string;
  /** Metadata in place of what is there. */
  meta?: Meta;
  /** A merge patch (RFC 7396) on the metadata instead: null removes a key. */
  mergeMeta?: Json;
}

/** What shall change of an artifact. */
export interface Changes extends MetadataChanges {
  /** So long from now. */
  ttlSeconds?: number;
  /** So much longer than now planned. */
  extendBySeconds?: number;
  /** No end of its own. */
  noExpiry?: boolean;
  /** New content, at most 1 MiB, in the same step. */
  data?: Uint8Array;
}

/** What shall be different of a copy. Its lifetime is the rest of the source's unless told otherwise. */
export interface CopyOptions extends MetadataChanges, ChangeOptions {
  /** Whose the copy shall be. Default: the source's owner's. */
  scope?: Scope;
  /** In session scope: a session that the caller may bind. */
  session?: string;
  ttlSeconds?: number;
  noExpiry?: boolean;
}

/** A part of content: from an offset on, or the last so many bytes. */
export type Range = { offset: number; length?: number } | { last: number };

/** Which artifacts to list. */
export interface ListQuery {
  /** Where to look. Default: session scope. */
  scope?: Scope;
  /** Only this session's. */
  session?: string;
  /** Only this user's. */
  owner?: string;
  /** File name begins with this. */
  prefix?: string;
  /** `/` for one level only: what has a further one in its name is rolled up into the pages' `prefixes`. */
  delimiter?: string;
  /** At most so many a page. Default: the server's. */
  pageSize?: number;
}

type SpecInit = MessageInitShape<typeof ArtifactSpecSchema>;
export type Target = NonNullable<MessageInitShape<typeof pb.UploadSpecSchema>["target"]>;

/** What an upload is for. */
export type Goal =
  | { kind: "create"; spec: NewArtifact; requestId: string }
  | { kind: "replace"; artifactId: string; changes: MetadataChanges; etag: string; requestId: string };

export function specTo(spec: NewArtifact): SpecInit & { scope: pbScope; sessionId: string } {
  return {
    scope: scopeTo(spec.scope ?? "session"),
    sessionId: spec.session ?? "",
    filename: spec.filename ?? "",
    mimeType: spec.mimeType ?? "",
    summary: spec.summary ?? "",
    metaJson: metaTo(spec.meta),
    lifetime: lifetimeTo(spec),
  };
}

/** The target of an upload that replaces content. */
export function replacementTo(goal: Extract<Goal, { kind: "replace" }>): Target {
  const { artifactId, etag, changes } = goal;
  return { case: "replace", value: { artifactId, etag, ...changesTo(changes) } };
}

interface ChangesInit {
  changes?: MessageInitShape<typeof ArtifactChangesSchema>;
  updateMask?: { paths: string[] };
  metaMode: MetaMode;
}

/** The metadata changes and the mask that names them, if there are any. */
export function changesTo(changes: MetadataChanges): ChangesInit {
  if (changes.meta !== undefined && changes.mergeMeta !== undefined) throw usage("meta or mergeMeta, not both");
  const meta = changes.meta ?? changes.mergeMeta;
  const named = [
    ["filename", changes.filename],
    ["mime_type", changes.mimeType],
    ["summary", changes.summary],
    ["meta_json", meta],
  ] as const;
  const paths = named.filter(([, value]) => value !== undefined).map(([path]) => path);
  if (paths.length === 0) return { metaMode: MetaMode.UNSPECIFIED };
  return {
    changes: {
      filename: changes.filename ?? "",
      mimeType: changes.mimeType ?? "",
      summary: changes.summary ?? "",
      metaJson: metaTo(meta),
    },
    updateMask: { paths },
    metaMode: changes.mergeMeta === undefined ? MetaMode.REPLACE : MetaMode.MERGE,
  };
}

interface Lifetime {
  ttlSeconds?: number;
  noExpiry?: boolean;
}

/** How long something new lives. */
export function lifetimeTo({ ttlSeconds, noExpiry }: Lifetime) {
  if (ttlSeconds !== undefined && noExpiry) throw usage("ttlSeconds or noExpiry, not both");
  if (noExpiry) return { case: "noExpiry", value: true } as const;
  if (ttlSeconds !== undefined) return { case: "ttl", value: durationTo(ttlSeconds) } as const;
  return { case: undefined };
}

/** How long something that exists lives from now on. */
export function newLifetimeTo(changes: Lifetime & { extendBySeconds?: number }) {
  if (changes.extendBySeconds === undefined) return lifetimeTo(changes);
  if (changes.ttlSeconds !== undefined || changes.noExpiry) throw usage("one lifetime, not two");
  return { case: "extendBy", value: durationTo(changes.extendBySeconds) } as const;
}

export function rangeTo(range: Range): MessageInitShape<typeof ByteRangeSchema> {
  if ("last" in range) return { range: { case: "suffixLength", value: bigTo(range.last, "last") } };
  // Zero means "to the end" on the wire.
  if (range.length === 0) throw usage("a range of no bytes");
  const offset = bigTo(range.offset, "offset");
  return { range: { case: "span", value: { offset, length: bigTo(range.length ?? 0, "length") } } };
}

export type { Digests };
