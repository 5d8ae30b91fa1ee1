package dev.artigrid.client.model;

import java.time.Instant;
import java.util.Map;

/**
 * Content with metadata.
 *
 * @param id made by the server
 * @param sandbox it lives in
 * @param scope whose it is
 * @param session that owns it, in session scope, else empty
 * @param user that owns it, if there is one, else empty
 * @param gridKey its place in the grid
 * @param filename may be empty
 * @param mimeType {@code application/octet-stream} when none was given
 * @param summary may be empty
 * @param meta JSON; whole numbers are {@code Long}, or {@code BigInteger} where that is too small, others {@code BigDecimal}
 * @param size of the current content
 * @param version of the current content, from 1 on
 * @param etag changes with every change; the precondition of changes
 * @param digests of the current content
 * @param verified the server has read the content itself
 * @param store name of where the content lies
 * @param provider kind of that store
 * @param createTime when it was made
 * @param updateTime when it last changed
 * @param expireTime when it becomes invisible; null: never
 */
public record Artifact(
        String id, String sandbox, Scope scope, String session, String user, String gridKey,
        String filename, String mimeType, String summary, Map<String, Object> meta,
        long size, long version, String etag, Digests digests, boolean verified, String store, String provider,
        Instant createTime, Instant updateTime, Instant expireTime) {}
