/**
 * What answers hold, in the language's own values: `Date`, `undefined` for absent, JSON values.
 *
 * An answer that cannot be read so (no id, a size that is no number here) is the server's fault and
 * told as corrupt, never papered over.
 */

import { type Duration, type Timestamp, timestampDate } from "@bufbuild/protobuf/wkt";

import { isInteger, parse, stringify } from "lossless-json";

import { corrupt, usage } from "./errors.js";
import * as pb from "./gen/artigrid/v1/resources_pb.js";
import type * as search from "./gen/artigrid/v1/search_service_pb.js";

/** Whose an artifact is: one session's, one user's, or the sandbox's. */
export type Scope = "session" | "user" | "sandbox";

/** A JSON value. Integers beyond 2^53 are `bigint`, so that they stay what they are. */
export type Json = null | boolean | number | bigint | string | Json[] | JsonObject;
/** A JSON object. */
export interface JsonObject {
  [key: string]: Json;
}
/** Metadata: a JSON object. */
export type Meta = JsonObject;

/** Digests of one content, as far as they are known. */
export interface Digests {
  crc32c?: number;
  /** In lower-case hex. */
  sha256?: string;
}

/** Metadata of an artifact, as the server had it when it answered. */
export interface Artifact {
  id: string;
  sandbox: string;
  scope: Scope;
  /** The owning session, in session scope. */
  session?: string;
  /** The owning user, if there is one. */
  user?: string;
  gridKey: string;
  filename?: string;
  mimeType: string;
  summary: string;
  meta: Meta;
  /** Bytes of the current content. */
  size: number;
  /** Number of the current content: 1, 2, 3 … */
  version: number;
  /** Changes with every change; the precondition of changes. */
  etag: string;
  digests: Digests;
  /** The server has read the content itself. */
  verified: boolean;
  /** Name and kind of the store that holds the content. */
  store: string;
  provider: string;
  createTime: Date;
  updateTime: Date;
  /** When it becomes invisible; absent: never. */
  expireTime?: Date;
}

/** A working context that owns artifacts. */
export interface Session {
  id: string;
  sandbox: string;
  /** Whose it is; absent if anonymous. */
  user?: string;
  meta: Meta;
  createTime: Date;
  updateTime: Date;
  expireTime: Date;
  /** Made by a write that named none. */
  automatic: boolean;
  etag: string;
}

/** An upload under way. */
export interface UploadInfo {
  id: string;
  artifactId: string;
  scope: Scope;
  session?: string;
  user?: string;
  filename?: string;
  /** Size that was declared. */
  size?: number;
  /** Bytes that are safe in the store. */
  persistedOffset: number;
  /** Digests of those bytes. */
  prefixDigests: Digests;
  state: "active" | "completed" | "cancelled";
  createTime: Date;
  updateTime: Date;
  /** Deadline; renewed by progress. */
  expireTime: Date;
}

/** A link that anybody may read an artifact by. */
export interface ShareLink {
  /** For listing and revoking; not the secret in the URL. */
  id: string;
  artifactId: string;
  createTime: Date;
  /** Absent: ends with the artifact. */
  expireTime?: Date;
  maxDownloads?: number;
  downloads: number;
  revoked: boolean;
  inline: boolean;
}

/** One change of an artifact. */
export interface ArtifactEvent {
  kind: "created" | "content" | "metadata" | "deleted" | "expired";
  artifactId: string;
  /** The artifact as it is now; absent when it is gone. */
  artifact?: Artifact;
  time: Date;
  /** Where to go on after this one. */
  token: string;
}

const SCOPES = { session: pb.Scope.SESSION, user: pb.Scope.USER, sandbox: pb.Scope.SANDBOX } as const;

export function scopeTo(scope: Scope): pb.Scope {
  return SCOPES[scope];
}

export function scopeFrom(raw: pb.Scope): Scope {
  const scope = (Object.keys(SCOPES) as Scope[]).find((scope) => SCOPES[scope] === raw);
  if (scope === undefined) throw corrupt("the answer has no scope");
  return scope;
}

export function artifactFrom(raw: pb.Artifact | undefined): Artifact {
  if (raw === undefined) throw corrupt("the answer has no artifact");
  return {
    id: present(raw.id, "artifact id"),
    sandbox: raw.sandboxId,
    scope: scopeFrom(raw.scope),
    ...optional("session", raw.sessionId),
    ...optional("user", raw.userId),
    gridKey: raw.gridKey,
    ...optional("filename", raw.filename),
    mimeType: raw.mimeType,
    summary: raw.summary,
    meta: metaFrom(raw.metaJson),
    size: numberFrom(raw.size, "size"),
    version: numberFrom(raw.version, "version"),
    etag: raw.etag,
    digests: digestsFrom(raw.digests),
    verified: raw.verified,
    store: raw.store,
    provider: raw.provider,
    createTime: timeFrom(raw.createTime, "create_time"),
    updateTime: timeFrom(raw.updateTime, "update_time"),
    ...(raw.expireTime && { expireTime: timestampDate(raw.expireTime) }),
  };
}

export function sessionFrom(raw: pb.Session | undefined): Session {
  if (raw === undefined) throw corrupt("the answer has no session");
  return {
    id: present(raw.id, "session id"),
    sandbox: raw.sandboxId,
    ...optional("user", raw.userId),
    meta: metaFrom(raw.metaJson),
    createTime: timeFrom(raw.createTime, "create_time"),
    updateTime: timeFrom(raw.updateTime, "update_time"),
    expireTime: timeFrom(raw.expireTime, "expire_time"),
    automatic: raw.automatic,
    etag: raw.etag,
  };
}

export function uploadFrom(raw: pb.Upload): UploadInfo {
  const completed = raw.state === pb.UploadState.COMPLETED;
  const cancelled = raw.state === pb.UploadState.CANCELLED;
  return {
    id: present(raw.id, "upload id"),
    artifactId: raw.artifactId,
    scope: scopeFrom(raw.scope),
    ...optional("session", raw.sessionId),
    ...optional("user", raw.userId),
    ...optional("filename", raw.filename),
    ...(raw.declaredSize !== undefined && { size: numberFrom(raw.declaredSize, "declared_size") }),
    persistedOffset: numberFrom(raw.persistedOffset, "persisted_offset"),
    prefixDigests: digestsFrom(raw.prefixDigests),
    state: completed ? "completed" : cancelled ? "cancelled" : "active",
    createTime: timeFrom(raw.createTime, "create_time"),
    updateTime: timeFrom(raw.updateTime, "update_time"),
    expireTime: timeFrom(raw.expireTime, "expire_time"),
  };
}

export function linkFrom(raw: pb.ShareLink | undefined): ShareLink {
  if (raw === undefined) throw corrupt("the answer has no share link");
  return {
    id: present(raw.id, "link id"),
    artifactId: raw.artifactId,
    createTime: timeFrom(raw.createTime, "create_time"),
    ...(raw.expireTime && { expireTime: timestampDate(raw.expireTime) }),
    ...(raw.maxDownloads !== undefined && { maxDownloads: numberFrom(raw.maxDownloads, "max_downloads") }),
    downloads: numberFrom(raw.downloads, "downloads"),
    revoked: raw.revoked,
    inline: raw.disposition === pb.Disposition.INLINE,
  };
}

const EVENTS: readonly (ArtifactEvent["kind"] | undefined)[] = [
  undefined,
  "created",
  "content",
  "metadata",
  "deleted",
  "expired",
];

/** An event; none for a mere sign of life, or a kind that this version does not know. */
export function eventFrom(raw: search.WatchArtifactsResponse): ArtifactEvent | undefined {
  const kind = EVENTS[raw.kind];
  if (kind === undefined) return undefined;
  return {
    kind,
    artifactId: raw.artifactId,
    ...(raw.artifact && { artifact: artifactFrom(raw.artifact) }),
    time: timeFrom(raw.eventTime, "event_time"),
    token: raw.watchToken,
  };
}

export function digestsFrom(raw: pb.Digests | undefined): Digests {
  return {
    ...(raw?.crc32c !== undefined && { crc32c: raw.crc32c }),
    ...(raw?.sha256 !== undefined && { sha256: hexFrom(raw.sha256) }),
  };
}

export function digestsTo(digests: Digests): { crc32c?: number; sha256?: Uint8Array } {
  return {
    ...(digests.crc32c !== undefined && { crc32c: digests.crc32c }),
    ...(digests.sha256 !== undefined && { sha256: bytesOfHex(digests.sha256) }),
  };
}

export function hexFrom(bytes: Uint8Array): string {
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
}

function bytesOfHex(hex: string): Uint8Array {
  if (!/^([0-9a-f]{2})*$/i.test(hex)) throw usage("a digest is written in hex");
  return Uint8Array.from(hex.match(/../g) ?? [], (pair) => Number.parseInt(pair, 16));
}

/** Metadata as the wire has it. */
export function metaTo(meta: Json | undefined): string {
  return meta === undefined ? "" : (stringify(meta) ?? "");
}

function metaFrom(text: string): Meta {
  try {
    // Only where there may be a number too long for one is the slower way taken.
    if (/\d{16}/.test(text)) return parse(text, undefined, number) as Meta;
    return (text === "" ? {} : JSON.parse(text)) as Meta;
  } catch {
    throw corrupt("the answer's metadata is not JSON");
  }
}

function number(text: string): number | bigint {
  const value = Number(text);
  return isInteger(text) && !Number.isSafeInteger(value) ? BigInt(text) : value;
}

/** A size, offset or version as a number, which is exact up to 8 PiB. */
export function numberFrom(value: bigint, what: string): number {
  const number = Number(value);
  if (number < 0 || !Number.isSafeInteger(number)) throw corrupt(`the answer's ${what} is ${String(value)}`);
  return number;
}

/** The same as the wire has it. */
export function bigTo(value: number, what: string): bigint {
  if (!Number.isSafeInteger(value)) throw usage(`${what} is not a whole number`);
  return BigInt(value);
}

/** Seconds, also broken ones, as the wire has them. */
export function durationTo(seconds: number): Pick<Duration, "seconds" | "nanos"> {
  if (!Number.isFinite(seconds) || Math.abs(seconds) > Number.MAX_SAFE_INTEGER / 1000) {
    throw usage(`${seconds} is not a number of seconds`);
  }
  const whole = Math.trunc(seconds);
  return { seconds: BigInt(whole), nanos: Math.round((seconds - whole) * 1e9) };
}

export function secondsFrom(value: Duration | undefined): number {
  return value === undefined ? 0 : Number(value.seconds) + value.nanos / 1e9;
}

function timeFrom(value: Timestamp | undefined, what: string): Date {
  if (value === undefined) throw corrupt(`the answer has no ${what}`);
  return timestampDate(value);
}

function present(value: string, what: string): string {
  if (value === "") throw corrupt(`the answer has no ${what}`);
  return value;
}

function optional<K extends string>(key: K, value: string): { [P in K]?: string } {
  return (value === "" ? {} : { [key]: value }) as { [P in K]?: string };
}
