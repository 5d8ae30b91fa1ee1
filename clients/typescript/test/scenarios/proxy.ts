/** The shared proxy that does harm on command. */

import { spawn } from "node:child_process";
import { once } from "node:events";
import { createInterface } from "node:readline";

import { scenariosDir } from "./files.js";

export class Proxy {
  private constructor(
    readonly address: string,
    readonly command: (command: string) => Promise<string>,
    readonly stop: () => Promise<void>,
  ) {}

  static async start(target: string): Promise<Proxy> {
    const child = spawn(`${scenariosDir}/proxy`, [target], { stdio: ["pipe", "pipe", "inherit"] });
    const ended = once(child, "exit");
    const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
    const line = async () => {
      const next = await lines.next();
      if (next.done) throw new Error("the proxy ended");
      return next.value;
    };
    const address = (await line()).replace("listening ", "");
    const command = (command: string) => {
      child.stdin.write(`${command}\n`);
      return line();
    };
    return new Proxy(address, command, async () => {
      child.stdin.end();
      await ended;
    });
  }
}
