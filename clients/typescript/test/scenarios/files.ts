/** The shared scenario files, read strictly: what is not known is refused. */

import { readdirSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";

import { parse } from "yaml";

/** A value of a scenario: JSON, with bigints where numbers would not hold. */
export type Value = null | boolean | number | bigint | string | Uint8Array | Value[] | { [key: string]: Value };
export type Values = Record<string, Value>;

export interface Step {
  as?: Values;
  do: string;
  with?: Values;
  save?: string;
  expect?: Value;
  fails?: string | Values;
  until?: number;
}

export interface Scenario {
  name: string;
  proves?: string[];
  needs?: string[];
  proxy?: boolean;
  as?: Values;
  steps: Step[];
}

export interface ScenarioFile {
  topic: string;
  server?: Record<string, string>;
  scenarios: Scenario[];
}

// build/test/scenarios/files.js → clients/scenarios
export const scenariosDir = fileURLToPath(new URL("../../../../scenarios", import.meta.url));

export function scenarioFiles(): ScenarioFile[] {
  const names = readdirSync(scenariosDir).filter((name) => name.endsWith(".yaml"));
  return names.sort().map((name) => {
    const text = readFileSync(`${scenariosDir}/${name}`, "utf8");
    const file = settle(parse(text, { intAsBigInt: true })) as unknown as ScenarioFile;
    check(file, name);
    return file;
  });
}

/** Integers that fit a number become one. */
function settle(value: unknown): Value {
  if (typeof value === "bigint") return Number.isSafeInteger(Number(value)) ? Number(value) : value;
  if (Array.isArray(value)) return value.map(settle);
  if (value !== null && typeof value === "object") {
    return Object.fromEntries(Object.entries(value).map(([key, one]) => [key, settle(one)]));
  }
  return value as Value;
}

function check(file: ScenarioFile, name: string): void {
  only(file, ["topic", "server", "scenarios"], name);
  if (`${file.topic}.yaml` !== name) throw new Error(`${name} has the topic ${file.topic}`);
  for (const scenario of file.scenarios) {
    const where = `${name}: ${scenario.name}`;
    only(scenario, ["name", "proves", "needs", "proxy", "as", "steps"], where);
    for (const step of scenario.steps) {
      only(step, ["as", "do", "with", "save", "expect", "fails", "until"], where);
      if (step.expect !== undefined && step.fails !== undefined) throw new Error(`${where}: expect and fails`);
    }
  }
}

/** Refuses keys that are not known. */
export function only(value: object, known: readonly string[], where: string): void {
  const unknown = Object.keys(value).filter((key) => !known.includes(key));
  if (unknown.length > 0) throw new Error(`${where}: unknown ${unknown.join(", ")}`);
}
