/**
 * What transfers need of the place they run in. There are two: Node, which has files and native
 * digests, and browsers, which have neither.
 */

import type { Rewindable } from "./source.js";

/** A SHA-256 that grows with its content. */
export interface Sha256 {
  update(data: Uint8Array): void;
  /** That of all so far; more may come. */
  digest(): Uint8Array;
}

/** A file that is there whole or not at all. */
export interface WholeFile {
  write(data: Uint8Array): Promise<void>;
  /** Makes it durable and visible. */
  commit(): Promise<void>;
  /** Leaves nothing. */
  discard(): Promise<void>;
}

/** What is remembered of a resumable upload between processes. */
export interface StateStore {
  load(): Promise<string | undefined>;
  save(state: string): Promise<void>;
  clear(): Promise<void>;
}

export interface Platform {
  crc32c(data: Uint8Array): number;
  sha256(): Sha256;
  openFile(path: string): Promise<Rewindable & { size: number }>;
  wholeFile(path: string): Promise<WholeFile>;
  stateFile(path: string): StateStore;
  /** Whether requests can be streams: HTTP/2 can, a browser's fetch cannot. */
  streamsUp: boolean;
}
