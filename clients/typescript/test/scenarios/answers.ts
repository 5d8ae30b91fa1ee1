/** Answers of the SDK in the words of the scenarios. */

import type { Artifact, Outcome, ReadContent, Session, ShareLink, SignedUrl } from "../../src/index.js";
import type { Value, Values } from "./files.js";

const seconds = (time: Date | undefined): Value => (time === undefined ? null : time.getTime() / 1000);

export function artifact(one: Artifact): Values {
  return {
    id: one.id,
    sandbox_id: one.sandbox,
    scope: one.scope,
    session_id: one.session ?? "",
    user_id: one.user ?? "",
    grid_key: one.gridKey,
    filename: one.filename ?? "",
    mime_type: one.mimeType,
    summary: one.summary,
    meta: one.meta,
    size: one.size,
    version: one.version,
    etag: one.etag,
    crc32c: one.digests.crc32c ?? null,
    sha256: one.digests.sha256 ?? null,
    verified: one.verified,
    store: one.store,
    provider: one.provider,
    create_time: seconds(one.createTime),
    update_time: seconds(one.updateTime),
    expire_time: seconds(one.expireTime),
  };
}

export function session(one: Session): Values {
  return {
    id: one.id,
    sandbox_id: one.sandbox,
    user_id: one.user ?? "",
    meta: one.meta,
    create_time: seconds(one.createTime),
    update_time: seconds(one.updateTime),
    expire_time: seconds(one.expireTime),
    automatic: one.automatic,
    etag: one.etag,
  };
}

export function link(one: ShareLink): Values {
  return {
    id: one.id,
    artifact_id: one.artifactId,
    create_time: seconds(one.createTime),
    expire_time: seconds(one.expireTime),
    max_downloads: one.maxDownloads ?? null,
    downloads: one.downloads,
    revoked: one.revoked,
    inline: one.inline,
  };
}

export function url(one: SignedUrl): Values {
  const { url, method, headers, native } = one;
  return { url, method, headers, native, expire_time: seconds(one.expireTime) };
}

export function read(one: ReadContent): Values {
  const { data, offset, totalSize, version } = one;
  return { data, offset, total_size: totalSize, version, artifact: artifact(one.artifact) };
}

export function outcome<T>(one: Outcome<T>, show: (value: T) => Values): Values {
  if (one.status === "fulfilled") return show(one.value);
  return { failure: { reason: one.reason.reason, message: one.reason.message } };
}
