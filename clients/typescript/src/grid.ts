/**
 * Grid keys: where an artifact lies, as a path that can be read and parsed.
 *
 * `grid/{sandbox}/sessions/{session}/{artifact}`, `grid/{sandbox}/users/{user}/{artifact}`,
 * `grid/{sandbox}/shared/{artifact}`. In ids `A-Z a-z 0-9 _ -` stand as they are, and a dot unless it
 * is the first byte; every other byte of their UTF-8 is `!` and two upper-case hex digits. So no id
 * can climb out of its place, and each key has exactly one spelling.
 */

import { usage } from "./errors.js";
import type { Scope } from "./model.js";

/** Longest id, and longest encoding of one, in bytes. */
const MAX_ID = 128;
const MAX_ENCODED = 200;

const SANDBOX = /^[a-z0-9][a-z0-9_-]{0,62}$/;
const ARTIFACT = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/;
const FOLDERS = { session: "sessions", user: "users", sandbox: "shared" } as const;

/** Whose place in the grid it is. */
export type GridOwner =
  | { sandbox: string; scope: "session"; session: string }
  | { sandbox: string; scope: "user"; user: string }
  | { sandbox: string; scope: "sandbox" };

/** What a key says. */
export type GridKey = GridOwner & { artifact: string };

/** The prefix of everything that is the owner's, with its `/`. */
export function gridPrefix(owner: GridOwner): string {
  if (!SANDBOX.test(owner.sandbox)) throw usage(`${JSON.stringify(owner.sandbox)} is not the name of a sandbox`);
  const place = `grid/${owner.sandbox}/${FOLDERS[owner.scope]}/`;
  if (owner.scope === "session") return `${place}${encodeId(owner.session)}/`;
  if (owner.scope === "user") return `${place}${encodeId(owner.user)}/`;
  if ("session" in owner || "user" in owner) throw usage("what is the sandbox's is no session's and no user's");
  return place;
}

/** The key of an artifact. */
export function gridKey(key: GridKey): string {
  if (!ARTIFACT.test(key.artifact)) throw usage(`${JSON.stringify(key.artifact)} is not the id of an artifact`);
  return gridPrefix(key) + key.artifact;
}

/** What a key says; an error for whatever `gridKey` would not have written so. */
export function parseGridKey(key: string): GridKey {
  const [root, sandbox, folder, ...rest] = key.split("/");
  const scope = (Object.keys(FOLDERS) as Scope[]).find((scope) => FOLDERS[scope] === folder);
  const [owner = "", artifact] = scope === "sandbox" ? ["", ...rest] : rest;
  if (root !== "grid" || sandbox === undefined || scope === undefined || artifact === undefined) {
    throw malformed(key);
  }
  const parsed: GridKey =
    scope === "sandbox"
      ? { sandbox, scope, artifact }
      : scope === "user"
        ? { sandbox, scope, user: decodeId(owner), artifact }
        : { sandbox, scope, session: decodeId(owner), artifact };
  if (gridKey(parsed) !== key) throw malformed(key);
  return parsed;
}

/** An id as it stands in a key. */
export function encodeId(id: string): string {
  const bytes = new TextEncoder().encode(id);
  // eslint-disable-next-line no-control-regex -- control characters are what it is about
  if (bytes.length === 0 || bytes.length > MAX_ID || /[\u0000-\u001f\u007f-\u009f]/.test(id) || !id.isWellFormed()) {
    throw usage(`an id has 1 to ${MAX_ID} bytes and no control characters`);
  }
  let encoded = "";
  for (const [at, byte] of bytes.entries()) {
    const letter = String.fromCharCode(byte);
    const plain = /[A-Za-z0-9_-]/.test(letter) || (letter === "." && at > 0);
    encoded += plain ? letter : `!${byte.toString(16).toUpperCase().padStart(2, "0")}`;
  }
  if (encoded.length > MAX_ENCODED) throw usage(`an id takes at most ${MAX_ENCODED} bytes in a key`);
  return encoded;
}

function decodeId(encoded: string): string {
  const bytes: number[] = [];
  for (let at = 0; at < encoded.length; at += 1) {
    if (encoded[at] === "!") {
      bytes.push(Number.parseInt(encoded.slice(at + 1, at + 3), 16));
      at += 2;
    } else {
      bytes.push(encoded.charCodeAt(at));
    }
  }
  try {
    return new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(Uint8Array.from(bytes));
  } catch {
    throw malformed(encoded);
  }
}

function malformed(key: string): Error {
  return usage(`${JSON.stringify(key)} is not a grid key`);
}
