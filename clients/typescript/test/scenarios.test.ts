/** Replays clients/scenarios through this SDK against a real server. */

import { randomBytes } from "node:crypto";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, describe, test } from "node:test";
import { setTimeout } from "node:timers/promises";

import { ArtigridError, Client, ExpiredError, type IdentityOptions, NotFoundError } from "../src/index.js";
import { Feature } from "../src/raw.js";
import { only, type Scenario, scenarioFiles, type Step, type Value, type Values } from "./scenarios/files.js";
import { mismatch, resolve, show } from "./scenarios/match.js";
import { OPERATIONS, type World } from "./scenarios/operations.js";
import { Proxy } from "./scenarios/proxy.js";
import { type Server, startServer } from "./server.js";

const PAUSE_MS = 100;

/** Features that a scenario may need, as the contract names them. */
const FEATURES = Object.values(Feature).flatMap((name) => (typeof name === "string" ? name.toLowerCase() : []));

interface Running extends Server {
  features: string[];
}

const servers: Promise<Running>[] = [];
let shared: Promise<Running> | undefined;

for (const { topic, server, scenarios } of scenarioFiles()) {
  describe(topic, { concurrency: 4 }, () => {
    const running = server === undefined ? (shared ??= run()) : run(server);
    for (const scenario of scenarios) {
      test(scenario.name, async (context) => {
        const { address, features } = await running;
        const unknown = scenario.needs?.filter((need) => !FEATURES.includes(need)) ?? [];
        if (unknown.length > 0) throw new Error(`no such feature: ${unknown.join(", ")}`);
        const lacking = scenario.needs?.filter((need) => !features.includes(need)) ?? [];
        if (lacking.length > 0) context.skip(`the server lacks ${lacking.join(", ")}`);
        else await play(scenario, address);
      });
    }
  });
}

after(async () => {
  for (const one of await Promise.allSettled(servers)) {
    if (one.status === "fulfilled") await one.value.stop();
  }
});

function run(variables?: Record<string, string>): Promise<Running> {
  const running = startServer(variables).then(async (server) => {
    using client = new Client({ address: server.address });
    return { ...server, features: (await client.admin.capabilities()).features };
  });
  servers.push(running);
  return running;
}

async function play(scenario: Scenario, address: string): Promise<void> {
  const directory = mkdtempSync(join(tmpdir(), "artigrid-scenario-"));
  const proxy = scenario.proxy ? await Proxy.start(address) : undefined;
  const stage = new Stage(scenario, proxy?.address ?? address, directory, proxy?.command);
  try {
    for (const [number, step] of scenario.steps.entries()) {
      const trouble = await stage.step(step);
      if (trouble !== undefined) throw new Error(`step ${number + 1} (${step.do}): ${trouble}`);
    }
  } finally {
    stage.close();
    await proxy?.stop();
    rmSync(directory, { recursive: true });
  }
}

/** What is kept from step to step. */
class Stage {
  readonly #clients = new Map<string, Client>();
  readonly #saved = new Map<string, Value>();
  readonly #sandbox = `t-${randomBytes(8).toString("hex")}`;

  constructor(
    private readonly scenario: Scenario,
    private readonly address: string,
    private readonly directory: string,
    private readonly proxy: World["proxy"],
  ) {
    this.#saved.set("sandbox", this.#sandbox);
  }

  /** Why the step did not go as written; nothing when it did. */
  async step(step: Step): Promise<string | undefined> {
    const until = performance.now() + (step.until ?? 0) * 1000;
    while (true) {
      const trouble = await this.#once(step);
      if (trouble === undefined || performance.now() >= until) return trouble;
      await setTimeout(PAUSE_MS);
    }
  }

  close(): void {
    for (const client of this.#clients.values()) client.close();
  }

  async #once(step: Step): Promise<string | undefined> {
    const operation = OPERATIONS[step.do];
    if (operation === undefined) throw new Error(`unknown operation ${step.do}`);
    const parameters = resolve(step.with ?? {}, this.#saved) as Values;
    only(parameters, operation.takes, step.do);
    const world = { client: this.#client(step), directory: this.directory, proxy: this.proxy };
    let answer: Values;
    try {
      answer = await operation.run(world, parameters);
    } catch (thrown) {
      if (!(thrown instanceof ArtigridError)) throw thrown;
      if (step.fails === undefined) return `${thrown.reason}: ${thrown.message}`;
      return mismatch(failure(thrown), resolve(wanted(step.fails), this.#saved), "failure");
    }
    if (step.fails !== undefined) return `should fail with ${show(step.fails)}, answered ${show(answer)}`;
    if (step.save !== undefined) this.#saved.set(step.save, answer);
    return step.expect === undefined ? undefined : mismatch(answer, resolve(step.expect, this.#saved));
  }

  #client(step: Step): Client {
    const as = resolve(step.as ?? this.scenario.as ?? {}, this.#saved) as Record<string, string>;
    only(as, ["user", "session", "role", "sandbox", "client"], "as");
    const key = JSON.stringify(Object.entries(as).sort());
    const { user, session, role, sandbox = this.#sandbox } = as;
    const identity = { user, session, role: role as IdentityOptions["role"], sandbox };
    const client = this.#clients.get(key) ?? new Client({ address: this.address, ...identity });
    this.#clients.set(key, client);
    return client;
  }
}

function wanted(fails: string | Values): Values {
  if (typeof fails === "string") return { reason: fails };
  only(fails, ["reason", "metadata", "not_found", "expired", "retryable"], "fails");
  return fails;
}

function failure(error: ArtigridError): Values {
  return {
    reason: error.reason,
    message: error.message,
    metadata: error.metadata,
    not_found: error instanceof NotFoundError,
    expired: error instanceof ExpiredError,
    retryable: error.retryable,
  };
}
