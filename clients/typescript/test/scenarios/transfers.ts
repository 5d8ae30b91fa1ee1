/** Uploads and downloads of the scenarios: from and to whatever they name. */

import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { Readable } from "node:stream";

import type { Progress, Source, UploadTransfer } from "../../src/index.js";
import * as show from "./answers.js";
import type { Values } from "./files.js";
import { bytes, content, show as describe } from "./match.js";
import { changes, range, spec, type World } from "./operations.js";

/** What uploads take beside what they make. */
export const UPLOADS = ["source", "mode", "size", "sha256", "state", "break_after"];

/** Pieces of a length that divides nothing else. */
const PIECE = 100_003;

let files = 0;

export async function upload({ client, directory }: World, p: Values): Promise<Values> {
  const { options, progress } = transfer(p, directory);
  const source = sourceOf(content(p["data"] ?? ""), p, directory);
  const made =
    p["id"] === undefined
      ? await client.artifacts.upload(source, { ...spec(p), ...options })
      : await client.artifacts.replace(p["id"] as string, source, { ...changes(p), ...options });
  return { ...show.artifact(made), progress: seen(progress) };
}

export async function download({ client, directory }: World, p: Values): Promise<Values> {
  const progress: Progress[] = [];
  const onProgress = (one: Progress) => void progress.push(one);
  const content = client.artifacts.download(p["id"] as string, { ...range(p), onProgress });
  let data: Uint8Array;
  switch (p["to"] ?? "bytes") {
    case "bytes":
      data = await content.bytes();
      break;
    case "stream":
      data = new Uint8Array(await new Response(content.stream() as ReadableStream<Uint8Array<ArrayBuffer>>).arrayBuffer());
      break;
    case "file": {
      const path = join(directory, `down-${(files += 1)}`);
      await content.toPath(path).catch((thrown: unknown) => {
        if (existsSync(path)) throw new Error("a failed download left a file");
        throw thrown;
      });
      data = new Uint8Array(readFileSync(path));
      break;
    }
    default:
      throw new Error(`unknown target ${describe(p["to"])}`);
  }
  return { data, progress: seen(progress) };
}

function transfer(p: Values, directory: string): { options: UploadTransfer; progress: Progress[] } {
  const progress: Progress[] = [];
  const mode = p["mode"] ?? "auto";
  if (!["auto", "one_shot", "resumable"].includes(mode as string)) throw new Error(`unknown mode ${describe(mode)}`);
  const options: UploadTransfer = {
    onProgress: (one) => void progress.push(one),
    ...(p["size"] !== undefined && { size: bytes(p["size"]) }),
    ...(p["sha256"] !== undefined && { digests: { sha256: p["sha256"] as string } }),
    ...(mode !== "auto" && { resumable: mode === "resumable" }),
    ...(p["state"] !== undefined && { stateFile: join(directory, `state-${p["state"] as string}`) }),
  };
  return { options, progress };
}

function sourceOf(data: Uint8Array, p: Values, directory: string): Source {
  const end = p["break_after"] === undefined ? data.length : bytes(p["break_after"]);
  const breaks = end < data.length;
  const pieces = async function* (offset = 0): AsyncGenerator<Uint8Array, void> {
    for (let at = offset; at < end; at += PIECE) yield await Promise.resolve(data.subarray(at, Math.min(at + PIECE, end)));
    if (breaks) throw new Error("the source broke, as it should");
  };
  switch (p["source"] ?? "bytes") {
    case "bytes":
      return data;
    case "file": {
      // A file does not break: what can be read again, and does, stands for it.
      if (breaks) return { size: data.length, open: pieces };
      const path = join(directory, `up-${(files += 1)}`);
      writeFileSync(path, data);
      return { path };
    }
    case "stream":
      return Readable.from(pieces(), { objectMode: false });
    case "iterator":
      return pieces();
    default:
      throw new Error(`unknown source ${describe(p["source"])}`);
  }
}

function seen(progress: readonly Progress[]): Values {
  const last = progress.at(-1);
  return { first: progress[0]?.done ?? null, last: last?.done ?? null, total: last?.total ?? null };
}
