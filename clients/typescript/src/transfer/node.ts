/** Node: files, native digests, and requests that can be streams. */

import { createHash, type Hash, randomBytes } from "node:crypto";
import { type FileHandle, open, readFile, rename, rm } from "node:fs/promises";
import { basename, dirname, join } from "node:path";

import { crc32c } from "@node-rs/crc32";

import { local } from "../errors.js";
import type { Platform, Sha256, StateStore, WholeFile } from "./platform.js";
import { CHUNK } from "./source.js";

class NodeSha256 implements Sha256 {
  readonly #hash: Hash = createHash("sha256");

  update(data: Uint8Array): void {
    this.#hash.update(data);
  }

  digest(): Uint8Array {
    return new Uint8Array(this.#hash.copy().digest());
  }
}

/** Written beside its place, synced, then renamed. */
class Beside implements WholeFile {
  private constructor(
    private readonly place: string,
    private readonly beside: string,
    private readonly file: FileHandle,
  ) {}

  static async create(place: string): Promise<Beside> {
    const name = `.${basename(place)}.${randomBytes(8).toString("hex")}.part`;
    const beside = join(dirname(place), name);
    return new Beside(place, beside, await open(beside, "wx"));
  }

  async write(data: Uint8Array): Promise<void> {
    let written = 0;
    while (written < data.length) {
      written += (await this.file.write(data, written)).bytesWritten;
    }
  }

  async commit(): Promise<void> {
    await this.file.sync();
    await this.file.close();
    await rename(this.beside, this.place);
    await syncFolder(dirname(this.place));
  }

  async discard(): Promise<void> {
    // Nothing can be done about a leftover that cannot be removed, and the error that led here says more.
    await this.file.close().catch(() => undefined);
    await rm(this.beside, { force: true }).catch(() => undefined);
  }
}

/** Makes a rename itself durable. Windows does not let a folder be opened. */
async function syncFolder(path: string): Promise<void> {
  if (process.platform === "win32") return;
  const folder = await open(path, "r");
  try {
    await folder.sync();
  } finally {
    await folder.close();
  }
}

/** Reads one chunk ahead, so that the disk works while the network does. */
async function* readFrom(path: string, offset: number): AsyncGenerator<Uint8Array, void> {
  const file = await open(path, "r");
  let ahead: Promise<Uint8Array> | undefined;
  try {
    let at = offset;
    ahead = readAt(file, at);
    while (true) {
      const chunk = await ahead;
      if (chunk.length === 0) return;
      at += chunk.length;
      ahead = readAt(file, at);
      // What fails here is told when its turn comes, if it ever does.
      ahead.catch(() => undefined);
      yield chunk;
    }
  } finally {
    await ahead?.catch(() => undefined);
    await file.close();
  }
}

async function readAt(file: FileHandle, position: number): Promise<Uint8Array> {
  const buffer = new Uint8Array(CHUNK);
  const { bytesRead } = await file.read(buffer, 0, CHUNK, position);
  return buffer.subarray(0, bytesRead);
}

async function openFile(path: string) {
  try {
    const file = await open(path, "r");
    const { size } = await file.stat().finally(() => file.close());
    return { size, open: (offset: number) => readFrom(path, offset) };
  } catch (thrown) {
    throw local(path, thrown);
  }
}

function stateFile(path: string): StateStore {
  return {
    async load() {
      try {
        return await readFile(path, "utf8");
      } catch (thrown) {
        if ((thrown as NodeJS.ErrnoException).code === "ENOENT") return undefined;
        throw local(path, thrown);
      }
    },
    async save(state) {
      const file = await Beside.create(path).catch((thrown: unknown) => {
        throw local(path, thrown);
      });
      try {
        await file.write(new TextEncoder().encode(state));
        await file.commit();
      } catch (thrown) {
        await file.discard();
        throw local(path, thrown);
      }
    },
    async clear() {
      await rm(path, { force: true }).catch(() => undefined);
    },
  };
}

export const node: Platform = {
  crc32c: (data) => crc32c(data),
  sha256: () => new NodeSha256(),
  openFile,
  wholeFile: (path) => Beside.create(path),
  stateFile,
  streamsUp: true,
};
