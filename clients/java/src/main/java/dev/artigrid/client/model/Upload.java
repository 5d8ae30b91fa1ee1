package dev.artigrid.client.model;

import java.time.Instant;

/**
 * An upload under way.
 *
 * @param id of the upload
 * @param artifactId of what it will make or change
 * @param scope of that
 * @param session that owns that, in session scope
 * @param user that owns that, if there is one
 * @param filename that was declared
 * @param size that was declared, or null
 * @param persistedOffset so many bytes are safe in the store
 * @param state {@code active}, {@code completed} or {@code cancelled}
 * @param createTime when it was begun
 * @param updateTime when it last made progress
 * @param expireTime its deadline
 */
public record Upload(
        String id, String artifactId, Scope scope, String session, String user, String filename, Long size,
        long persistedOffset, String state, Instant createTime, Instant updateTime, Instant expireTime) {}
