/** Browsers: no files but `Blob`s, digests in JavaScript, and no requests that are streams. */

import { crc32c } from "@aws-crypto/crc32c";
import { sha256 } from "@noble/hashes/sha2.js";

import { usage } from "../errors.js";
import type { Platform, Sha256 } from "./platform.js";

function noFiles(): never {
  throw usage("there are no paths in a browser: take a Blob, or the bytes");
}

function running(): Sha256 {
  const hash = sha256.create();
  return {
    update: (data) => void hash.update(data),
    digest: () => hash.clone().digest(),
  };
}

export const browser: Platform = {
  crc32c: (data) => crc32c(data),
  sha256: running,
  openFile: noFiles,
  wholeFile: noFiles,
  stateFile: noFiles,
  streamsUp: false,
};
