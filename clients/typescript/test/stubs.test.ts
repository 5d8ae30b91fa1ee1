/** The checked-in stubs are what `generate` makes of the protos. */

import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { test } from "node:test";
import { fileURLToPath } from "node:url";

const root = fileURLToPath(new URL("../..", import.meta.url));

test("the_stubs_are_those_of_the_protos", () => {
  const fresh = mkdtempSync(join(tmpdir(), "artigrid-stubs-"));
  try {
    execFileSync(join(root, "generate"), [fresh], { stdio: ["ignore", "ignore", "pipe"] });
    assert.deepEqual(contents(join(root, "src/gen")), contents(fresh), "run ./generate");
  } finally {
    rmSync(fresh, { recursive: true });
  }
});

function contents(folder: string): Record<string, string> {
  const files = readdirSync(folder, { recursive: true, encoding: "utf8" }).filter((name) => name.endsWith(".ts"));
  assert.ok(files.length > 0);
  return Object.fromEntries(files.sort().map((name) => [name, readFileSync(join(folder, name), "utf8")]));
}
