/**
 * The Java SDK of Artigrid: keep files with metadata, stream them in and out, share them, find them again.
 *
 * <p>{@link dev.artigrid.client.ArtigridClient} is where it begins. Everything is blocking and safe for use by many
 * threads, but for a {@link dev.artigrid.client.Download}, which is its reader's.
 */
package dev.artigrid.client;
