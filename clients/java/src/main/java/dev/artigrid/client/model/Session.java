package dev.artigrid.client.model;

import java.time.Instant;
import java.util.Map;

/**
 * A working context that owns artifacts and ends at a time.
 *
 * @param id unique among the sandbox's live sessions
 * @param sandbox it lives in
 * @param user whose it is; empty if anonymous
 * @param meta JSON, as an artifact's
 * @param createTime when it began
 * @param updateTime when its metadata or end last changed
 * @param expireTime when it ends
 * @param automatic made by a write that named none
 * @param etag changes with every change
 */
public record Session(
        String id, String sandbox, String user, Map<String, Object> meta,
        Instant createTime, Instant updateTime, Instant expireTime, boolean automatic, String etag) {}
