/** Uploads that are picked up, against a fake server that breaks where it is told to. */

import assert from "node:assert/strict";
import { mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, test } from "node:test";

import { BaseClient } from "../src/client.js";
import { Identity } from "../src/identity.js";
import { LocalError, type Source, UnavailableError, type UploadOptions } from "../src/index.js";
import { browser } from "../src/transfer/browser.js";
import { node } from "../src/transfer/node.js";
import type { Platform } from "../src/transfer/platform.js";
import { APPEND_SIZE, FakeServer } from "./fake.js";

class TestClient extends BaseClient {
  constructor(server: FakeServer, platform: Platform) {
    super(() => server.transport, new Identity({ user: "alice" }), platform, { retry: { firstWaitMs: 1, longestWaitMs: 1 } });
  }
}

const SIZE = 3_000_000;
const whole = Uint8Array.from({ length: SIZE }, (_, at) => (at * 7 + (at >> 9)) % 256);

let directory: string;
let server: FakeServer;

beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), "artigrid-resumable-"));
  server = new FakeServer();
});

afterEach(() => {
  rmSync(directory, { recursive: true });
});

function upload(source: Source, options: UploadOptions = {}, platform = node) {
  const client = new TestClient(server, platform);
  return client.artifacts.upload(source, { scope: "user", resumable: true, ...options });
}

async function* pieces(end = SIZE): AsyncGenerator<Uint8Array, void> {
  for (let at = 0; at < end; at += 70_001) yield await Promise.resolve(whole.subarray(at, Math.min(at + 70_001, end)));
  if (end < SIZE) throw new Error("broke");
}

function stored(): Buffer {
  const [held] = server.uploads.values();
  assert.ok(held);
  return held.data;
}

describe("streams", () => {
  test("each_break_costs_only_what_was_not_safe_yet", async () => {
    server.breaks = [700_000, 1, 1_500_000];
    const seen: number[] = [];
    const made = await upload(whole, { onProgress: ({ done }) => seen.push(done) });
    assert.equal(made.size, SIZE);
    assert.deepEqual(stored(), Buffer.from(whole));
    assert.equal(server.calls.filter((call) => call === "upload").length, 4);
    assert.equal(seen[0], 0);
    assert.equal(seen.at(-1), SIZE);
  });

  test("it_gives_up_when_no_try_brings_a_byte_and_frees_what_was_sent", async () => {
    server.breaks = [1_000, 0, 0, 0, 0, 0, 0];
    await assert.rejects(upload(whole), UnavailableError);
    assert.equal(server.calls.filter((call) => call === "upload").length, 6);
    assert.equal(server.calls.at(-1), "cancel");
  });

  test("an_answer_that_was_lost_is_asked_for_again", async () => {
    server.lostAnswers = 1;
    assert.equal((await upload(whole)).size, SIZE);
    assert.deepEqual(server.calls.slice(-2), ["get", "complete"]);
  });
});

describe("pieces", () => {
  test("what_passes_by_once_goes_piece_by_piece_and_outlasts_lost_answers", async () => {
    server.lostAnswers = 3;
    assert.equal((await upload(pieces())).size, SIZE);
    assert.deepEqual(stored(), Buffer.from(whole));
    const appended = server.calls.filter((call) => call === "append").length;
    assert.ok(appended >= SIZE / APPEND_SIZE);
    assert.ok(!server.calls.includes("upload"));
  });

  test("a_source_that_breaks_is_told_as_local_and_leaves_nothing", async () => {
    await assert.rejects(upload(pieces(800_000)), LocalError);
    assert.equal(server.uploads.size, 0);
  });

  test("a_browser_sends_blobs_so_without_being_asked", async () => {
    const client = new TestClient(server, browser);
    const made = await client.artifacts.upload(new Blob([whole]), { scope: "user" });
    assert.equal(made.size, SIZE);
    assert.deepEqual(stored(), Buffer.from(whole));
  });
});

describe("state files", () => {
  const failing = { size: SIZE, open: () => pieces(2_000_000) };

  test("another_process_goes_on_where_one_ended", async () => {
    const stateFile = join(directory, "state");
    await assert.rejects(upload(failing, { stateFile }), LocalError);
    const path = join(directory, "content");
    writeFileSync(path, whole);
    const seen: number[] = [];
    const made = await upload({ path }, { stateFile, onProgress: ({ done }) => seen.push(done) });
    assert.equal(made.size, SIZE);
    assert.ok(Number(seen[0]) > 1_000_000, `began at ${String(seen[0])}`);
    assert.equal(server.uploads.size, 1);
    assert.deepEqual(readdirSync(directory), ["content"]);
  });

  test("a_source_that_changed_begins_anew", async () => {
    const stateFile = join(directory, "state");
    await assert.rejects(upload(failing, { stateFile }), LocalError);
    const other = Uint8Array.from(whole, (byte) => byte ^ 1);
    await upload(other, { stateFile });
    assert.equal(server.uploads.size, 1);
    assert.deepEqual(stored(), Buffer.from(other));
  });

  test("an_upload_that_is_no_longer_there_begins_anew", async () => {
    const stateFile = join(directory, "state");
    await assert.rejects(upload(failing, { stateFile }), LocalError);
    server.uploads.clear();
    await upload(whole, { stateFile });
    assert.deepEqual(stored(), Buffer.from(whole));
  });

  test("an_upload_that_was_completed_is_answered_again", async () => {
    const stateFile = join(directory, "state");
    server.lostAnswers = 100;
    await assert.rejects(upload(whole, { stateFile }), UnavailableError);
    server.lostAnswers = 0;
    assert.equal((await upload(whole, { stateFile })).size, SIZE);
    assert.equal(server.calls.filter((call) => call === "start").length, 1);
  });
});
