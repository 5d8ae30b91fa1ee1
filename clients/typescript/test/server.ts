/** A real server for tests: the binary that ARTIGRID_BIN names, on a free port, in memory. */

import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { createInterface } from "node:readline";

export interface Server {
  address: string;
  stop(): Promise<void>;
}

export async function startServer(variables: Record<string, string> = {}): Promise<Server> {
  const binary = process.env["ARTIGRID_BIN"];
  if (!binary) throw new Error("ARTIGRID_BIN must name the server's binary: run-tests sets it");
  const free = { ARTIGRID_GRPC_ADDR: "127.0.0.1:0", ARTIGRID_HTTP_ADDR: "127.0.0.1:0", ARTIGRID_OPS_ADDR: "127.0.0.1:0" };
  const env = { PATH: process.env["PATH"], ARTIGRID_LOG: "warn", ...free, ...variables };
  const child = spawn(binary, ["serve"], { env, stdio: ["ignore", "pipe", "pipe"] });
  const address = await listening(child);
  return {
    address,
    async stop() {
      const ended = once(child, "exit");
      child.kill("SIGTERM");
      await ended;
    },
  };
}

/** Waits for the line that tells the address, on either stream. */
function listening(child: ChildProcess): Promise<string> {
  return new Promise((resolve, reject) => {
    const said: string[] = [];
    for (const stream of [child.stdout, child.stderr]) {
      if (stream === null) continue;
      createInterface({ input: stream }).on("line", (line) => {
        said.push(line);
        const address = /listens on (\S+:\d+) \(gRPC\)/.exec(line)?.[1];
        if (address) resolve(address);
      });
    }
    child.on("error", reject);
    child.on("exit", (code) => {
      reject(new Error(`the server ended with ${String(code)}:\n${said.join("\n")}`));
    });
  });
}
