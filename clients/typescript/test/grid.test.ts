import assert from "node:assert/strict";
import { test } from "node:test";

import { encodeId, gridKey, gridPrefix, InvalidArgumentError, parseGridKey } from "../src/index.js";

const artifact = "01890000-0000-7000-8000-00000000abcd";

test("keys_are_written_and_read_back", () => {
  const keys = [
    { sandbox: "default", scope: "session", session: "sess-1", artifact },
    { sandbox: "a_b-c", scope: "user", user: "zoë / 雪!.", artifact },
    { sandbox: "0", scope: "sandbox", artifact },
  ] as const;
  for (const key of keys) assert.deepEqual(parseGridKey(gridKey(key)), key);
  assert.equal(gridKey(keys[2]), `grid/0/shared/${artifact}`);
  assert.equal(gridPrefix({ sandbox: "x", scope: "user", user: ".." }), "grid/x/users/!2E./");
});

test("no_id_climbs_out_of_its_place", () => {
  assert.equal(encodeId("../x"), "!2E.!2Fx");
  assert.equal(encodeId("a.b"), "a.b");
  for (const id of ["", "x".repeat(129), "a\nb", "\u0085", "\ud800", "/".repeat(67)]) {
    assert.throws(() => encodeId(id), InvalidArgumentError, JSON.stringify(id));
  }
});

test("a_key_has_one_spelling_and_nothing_else_is_one", () => {
  const bad = [
    "",
    "grid",
    `grid/default/shared/${artifact.toUpperCase()}`,
    `grid/default/shared/x/${artifact}`,
    `grid/default/shared/${artifact}/`,
    `grid/Default/shared/${artifact}`,
    `grid/default/sessions/${artifact}`,
    `grid/default/sessions//${artifact}`,
    `grid/default/sessions/a!2fb/${artifact}`,
    `grid/default/sessions/!61/${artifact}`,
    `grid/default/sessions/a!/${artifact}`,
    `grid/default/sessions/!FF/${artifact}`,
    `grid/default/users/../${artifact}`,
    `/grid/default/shared/${artifact}`,
    `grid/default/others/a/${artifact}`,
  ];
  for (const key of bad) assert.throws(() => parseGridKey(key), InvalidArgumentError, key);
});
