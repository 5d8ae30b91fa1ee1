/** Grid keys, by the vectors that all SDKs share. */

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";

import { gridKey, type GridKey, gridPrefix, InvalidArgumentError, parseGridKey } from "../src/index.js";
import { scenariosDir } from "./scenarios/files.js";

interface Vector {
  sandbox: string;
  scope: GridKey["scope"];
  owner: string;
  artifact: string;
  prefix: string;
  key: string;
  why: string;
}

const text = readFileSync(`${scenariosDir}/grid_keys.json`, "utf8");
const vectors = JSON.parse(text) as { keys: Vector[]; no_keys: string[]; refused: Vector[] };

function partsOf({ sandbox, scope, owner, artifact }: Vector): GridKey {
  if (scope === "session") return { sandbox, scope, session: owner, artifact };
  if (scope === "user" || owner !== "") return { sandbox, scope, user: owner, artifact };
  return { sandbox, scope, artifact };
}

test("keys_are_made_and_read_back", () => {
  assert.ok(vectors.keys.length > 40);
  for (const vector of vectors.keys) {
    const parts = partsOf(vector);
    assert.equal(gridKey(parts), vector.key);
    assert.equal(gridPrefix(parts), vector.prefix);
    assert.deepEqual(parseGridKey(vector.key), parts);
  }
});

test("what_is_no_key_is_refused", () => {
  assert.ok(vectors.no_keys.length > 30);
  for (const key of vectors.no_keys) assert.throws(() => parseGridKey(key), InvalidArgumentError, key);
});

test("no_key_is_made_of_what_cannot_be_one", () => {
  assert.ok(vectors.refused.length > 10);
  for (const vector of vectors.refused) assert.throws(() => gridKey(partsOf(vector)), InvalidArgumentError, vector.why);
  const lone = { sandbox: "a", scope: "user", user: "\ud800", artifact: vectors.keys[0]?.artifact ?? "" } as const;
  assert.throws(() => gridKey(lone), InvalidArgumentError);
});
