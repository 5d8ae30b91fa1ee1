/** The browser's client: over gRPC-Web on the wire, with `fetch`, and no Node modules behind it. */

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { createServer } from "node:http";
import { once } from "node:events";
import type { AddressInfo } from "node:net";
import { dirname, join } from "node:path";
import { test } from "node:test";
import { fileURLToPath } from "node:url";

import { connectNodeAdapter } from "@connectrpc/connect-node";

import { Client, InvalidArgumentError, UploadNotFoundError } from "../src/web.js";
import { FakeServer } from "./fake.js";
import { startServer } from "./server.js";

const blob = new Blob([Uint8Array.from({ length: 1_000_000 }, (_, at) => at % 241)]);

test("a_blob_goes_up_by_grpc_web", async () => {
  const fake = new FakeServer();
  const server = createServer(
    connectNodeAdapter({
      routes: (router) => {
        fake.routes(router);
      },
    }),
  ).listen(0, "127.0.0.1");
  await once(server, "listening");
  try {
    const client = new Client({ address: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, user: "ana" });
    const progress: number[] = [];
    const made = await client.artifacts.upload(blob, { scope: "user", onProgress: ({ done }) => progress.push(done) });
    assert.equal(made.size, blob.size);
    assert.equal(progress[0], 0);
    assert.equal(progress.at(-1), blob.size);
    await assert.rejects(client.artifacts.cancelUpload("gone"), UploadNotFoundError);
    await assert.rejects(client.artifacts.upload({ path: "x" }), InvalidArgumentError);
  } finally {
    server.close();
  }
});

test("the_server_speaks_grpc_web", async (context) => {
  const server = await startServer();
  try {
    const address = `http://${server.address}`;
    const headers = { "content-type": "application/grpc-web+proto" };
    const method = `${address}/artigrid.v1.AdminService/GetCapabilities`;
    const probe = await fetch(method, { method: "POST", headers, body: new Uint8Array(5) }).catch(() => undefined);
    // Without allowed origins the port speaks gRPC alone.
    const web = probe?.headers.get("content-type")?.startsWith("application/grpc-web");
    if (!probe?.ok || !web) {
      context.skip("the server has no gRPC-Web");
      return;
    }
    const client = new Client({ address, user: "ana" });
    const note = await client.artifacts.store(new TextEncoder().encode("hello"), { scope: "user" });
    assert.equal(await client.artifacts.download(note.id).text(), "hello");
    const { features } = await client.admin.capabilities();
    if (!features.includes("resumable_upload")) {
      context.skip("the server lacks resumable_upload");
      return;
    }
    const made = await client.artifacts.upload(blob, { scope: "user" });
    const back = await client.artifacts.download(made.id).bytes();
    assert.deepEqual(back, new Uint8Array(await blob.arrayBuffer()));
  } finally {
    await server.stop();
  }
});

test("nothing_of_node_is_behind_the_browsers_entry", () => {
  const src = fileURLToPath(new URL("../../src/", import.meta.url));
  const seen = new Set<string>();
  const visit = (file: string): void => {
    if (seen.has(file)) return;
    seen.add(file);
    for (const [, from = ""] of readFileSync(file, "utf8").matchAll(/from "([^"]+)"/g)) {
      assert.ok(!from.startsWith("node:") && !from.endsWith("connect-node"), `${file} imports ${from}`);
      if (from.startsWith(".")) visit(join(dirname(file), from.replace(/\.js$/, ".ts")));
    }
  };
  visit(join(src, "web.ts"));
  assert.ok(seen.size > 15);
});
