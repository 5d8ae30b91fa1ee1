/** The connection and what travels with each call, against a real server. */

import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { type AddressInfo, connect, createServer as createTcpServer, type Socket } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { createServer as createTlsServer } from "node:tls";

import { Code, ConnectError, createClient, createRouterTransport } from "@connectrpc/connect";

import { parseAddress } from "../src/connection.js";
import { encoded, Identity } from "../src/identity.js";
import {
  ArtifactNotFoundError,
  BackendUnavailableError,
  CancelledError,
  Client,
  DeadlineError,
  InvalidArgumentError,
  UnauthenticatedError,
} from "../src/index.js";
import { AdminService } from "../src/raw.js";
import { Retry, DEFAULT_RETRY } from "../src/retry.js";
import { type Server, startServer } from "./server.js";

const NOBODY = "00000000-0000-7000-8000-000000000000";
let server: Server;

before(async () => {
  server = await startServer();
});

after(async () => {
  await server.stop();
});

test("a_bare_address_is_plain_on_loopback_only", () => {
  const good = ["127.0.0.1:50051", "localhost:1", "[::1]:50051", "http://10.0.0.1:50051", "http://box", "https://box:1"];
  for (const address of good) parseAddress(address);
  const bad = ["10.0.0.1:50051", "box:50051", "ftp://box:1", "", "127.0.0.1", "http://h/p", "a b:1", "http://u:p@h"];
  for (const address of bad) assert.throws(() => parseAddress(address), InvalidArgumentError, address);
});

test("any_text_can_be_metadata", () => {
  assert.equal(encoded("zoë m@x"), "zo%C3%AB%20m%40x");
  assert.equal(encoded("sess-1_a.b~"), "sess-1_a.b~");
});

test("the_environment_says_who_and_where", async () => {
  const saved = { ...process.env };
  Object.assign(process.env, { ARTIGRID_ADDR: server.address, ARTIGRID_USER: "ana", ARTIGRID_SANDBOX: "env", ARTIGRID_ROLE: "" });
  try {
    using client = Client.fromEnv();
    const { user, sandbox } = await client.admin.capabilities();
    assert.deepEqual({ user, sandbox }, { user: "ana", sandbox: "env" });
  } finally {
    process.env = saved;
  }
});

test("a_server_behind_tls_is_reached_and_checked", async () => {
  const directory = mkdtempSync(join(tmpdir(), "artigrid-tls-"));
  const [key, cert] = [join(directory, "key"), join(directory, "cert")];
  const names = ["-subj", "/CN=localhost", "-addext", "subjectAltName=DNS:localhost"];
  execFileSync("openssl", ["req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2", "-keyout", key, "-out", cert, ...names], {
    stdio: "ignore",
  });
  const ca = readFileSync(cert, "utf8");
  const [host, port] = server.address.split(":");
  const front = createTlsServer({ key: readFileSync(key), cert: ca, ALPNProtocols: ["h2"] }, (socket) => {
    const behind = connect(Number(port), host);
    socket.pipe(behind).pipe(socket);
    for (const one of [socket, behind]) one.on("error", () => socket.destroy());
  });
  front.on("tlsClientError", () => undefined);
  front.listen(0, "localhost");
  await once(front, "listening");
  const address = `https://localhost:${(front.address() as AddressInfo).port}`;
  try {
    using trusting = new Client({ address, tls: { ca } });
    assert.equal((await trusting.admin.capabilities()).role, "service");
    using wary = new Client({ address, retry: { attempts: 1 } });
    await assert.rejects(wary.admin.capabilities(), BackendUnavailableError);
  } finally {
    front.close();
    rmSync(directory, { recursive: true });
  }
});

test("a_server_that_is_not_there_is_told_so", async () => {
  using client = new Client({ address: "127.0.0.1:1", retry: { attempts: 2, firstWaitMs: 1 } });
  await assert.rejects(client.connect(), BackendUnavailableError);
  await assert.rejects(client.admin.capabilities(), BackendUnavailableError);
});

test("a_server_that_says_nothing_is_left_at_the_deadline", async () => {
  const sockets: Socket[] = [];
  const silent = createTcpServer((socket) => void sockets.push(socket)).listen(0, "127.0.0.1");
  await once(silent, "listening");
  try {
    using client = new Client({ address: `127.0.0.1:${(silent.address() as AddressInfo).port}`, timeoutMs: 100 });
    await assert.rejects(client.admin.capabilities(), DeadlineError);
  } finally {
    for (const socket of sockets) socket.destroy();
    silent.close();
  }
});

test("a_signal_ends_calls_and_transfers", async () => {
  using client = new Client({ address: server.address, user: "ana" });
  const aborted = AbortSignal.abort();
  await assert.rejects(client.artifacts.get(NOBODY, { signal: aborted }), CancelledError);
  await assert.rejects(client.artifacts.download(NOBODY, { signal: aborted }).bytes(), CancelledError);
  const stop = new AbortController();
  const endless = (async function* () {
    while (true) {
      stop.abort();
      yield await Promise.resolve(new Uint8Array(300_000));
    }
  })();
  await assert.rejects(client.artifacts.upload(endless, { signal: stop.signal }), CancelledError);
  await assert.rejects(client.artifacts.get(NOBODY), ArtifactNotFoundError);
});

test("first_writes_at_once_go_into_one_session", async () => {
  using client = new Client({ address: server.address });
  const made = await Promise.all(["a", "b", "c"].map((name) => client.artifacts.store(new TextEncoder().encode(name))));
  assert.equal(new Set(made.map(({ session }) => session)).size, 1);
  assert.equal(client.session, made[0]?.session);
});

test("a_refused_token_is_asked_for_again_once", async () => {
  const asked: (string | undefined)[] = [];
  const seen: (string | null)[] = [];
  const identity = new Identity({
    token(refused) {
      asked.push(refused);
      return refused === undefined ? "old" : "new";
    },
  });
  const transport = createRouterTransport(
    ({ service }) => {
      service(AdminService, {
        getCapabilities(_, context) {
          const token = context.requestHeader.get("authorization");
          seen.push(token);
          if (token !== "Bearer new") throw new ConnectError("no", Code.Unauthenticated, { "grpc-status": "16" });
          return {};
        },
      });
    },
    { transport: { interceptors: [identity.interceptor] } },
  );
  const stub = createClient(AdminService, transport);
  const retry = new Retry(DEFAULT_RETRY, () => identity.refused());
  await retry.run("unsafe", undefined, () => stub.getCapabilities({}));
  assert.deepEqual(seen, ["Bearer old", "Bearer new"]);
  assert.deepEqual(asked, [undefined, "old"]);
  const fixed = new Identity({ token: "bad" });
  const still = new Retry(DEFAULT_RETRY, () => fixed.refused());
  const refuse = () => Promise.reject(new ConnectError("no", Code.Unauthenticated, { "grpc-status": "16" }));
  await assert.rejects(still.run("safe", undefined, refuse), UnauthenticatedError);
});
