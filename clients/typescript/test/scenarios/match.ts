/** References, content, and comparing; the rules of scenarios/README.md. */

import { Buffer } from "node:buffer";

import { only, type Value, type Values } from "./files.js";

/** Puts saved answers in the place of references. */
export function resolve(value: Value, saved: ReadonlyMap<string, Value>): Value {
  if (typeof value === "string") return value.startsWith("$") ? dereference(value, saved) : value;
  if (Array.isArray(value)) return value.map((one) => resolve(one, saved));
  if (!isMap(value)) return value;
  return Object.fromEntries(Object.entries(value).map(([key, one]) => [key, resolve(one, saved)]));
}

function dereference(text: string, saved: ReadonlyMap<string, Value>): Value {
  if (text.startsWith("$$")) return text.slice(1);
  const [name = "", ...path] = text.slice(1).split(".");
  if (!saved.has(name)) throw new Error(`nothing is saved as ${name}`);
  let found = saved.get(name);
  for (const key of path) {
    found = Array.isArray(found) ? found[Number(key)] : isMap(found) ? found[key] : undefined;
    if (found === undefined) throw new Error(`${text} leads nowhere`);
  }
  return found as Value;
}

/** Content as it is written in scenarios. */
export function content(value: Value): Uint8Array {
  if (value instanceof Uint8Array) return value;
  if (typeof value === "string") return new TextEncoder().encode(value);
  if (!isMap(value)) throw new Error(`${show(value)} is no content`);
  if ("base64" in value) return new Uint8Array(Buffer.from(value["base64"] as string, "base64"));
  only(value, ["size", "seed", "offset"], "content");
  const { seed = 0, offset = 0 } = value as { seed?: number; offset?: number };
  const data = new Uint8Array(bytes(value["size"]));
  for (let at = 0, i = offset; at < data.length; at += 1, i += 1) data[at] = (i % 251) + Math.floor(i / 251) + seed;
  return data;
}

/** A size, perhaps with its unit. */
export function bytes(value: Value | undefined): number {
  if (typeof value === "number") return value;
  const [, number, unit] = /^(\d+)(KiB|MiB)$/.exec(typeof value === "string" ? value : "") ?? [];
  if (number === undefined) throw new Error(`${show(value)} is no size`);
  return Number(number) * (unit === "KiB" ? 1024 : 1024 * 1024);
}

/** Why an answer does not match; nothing when it does. */
export function mismatch(found: Value | undefined, wanted: Value, at = "answer"): string | undefined {
  if (found instanceof Uint8Array) return contentMismatch(found, wanted, at);
  if (isMap(wanted)) {
    const [key, ...more] = Object.keys(wanted);
    if (key?.startsWith("$") && more.length === 0) {
      const argument = wanted[key] as Value;
      return matches(key, found, argument) ? undefined : `${at} is ${show(found)}, wanted ${key} ${show(argument)}`;
    }
    if (!isMap(found)) return `${at} is ${show(found)}, wanted ${show(wanted)}`;
    return first(Object.entries(wanted), ([name, one]) => mismatch(found[name], one, `${at}.${name}`));
  }
  if (Array.isArray(wanted)) {
    if (!Array.isArray(found) || found.length !== wanted.length) return `${at} is ${show(found)}, wanted ${show(wanted)}`;
    return first([...wanted.entries()], ([index, one]) => mismatch(found[index], one, `${at}.${index}`));
  }
  const same = found === wanted || (typeof found === typeof wanted ? false : sameNumber(found, wanted));
  return same ? undefined : `${at} is ${show(found)}, wanted ${show(wanted)}`;
}

function matches(matcher: string, found: Value | undefined, argument: Value): boolean {
  switch (matcher) {
    case "$present":
      return (found !== undefined && found !== null && found !== "") === argument;
    case "$not":
      return mismatch(found, argument) !== undefined;
    case "$length":
      return (found as { length?: number } | undefined)?.length === argument;
    case "$contains":
      return Array.isArray(found) && found.some((one) => mismatch(one, argument) === undefined);
    case "$regex":
      return typeof found === "string" && new RegExp(argument as string, "u").test(found);
    case "$from_now":
      return typeof found === "number" && Math.abs(found - Date.now() / 1000 - (argument as number)) <= 120;
    case "$above":
      return Number(found) > Number(argument);
    case "$below":
      return Number(found) < Number(argument);
    default:
      throw new Error(`unknown matcher ${matcher}`);
  }
}

function contentMismatch(found: Uint8Array, wanted: Value, at: string): string | undefined {
  if (isMap(wanted) && "$length" in wanted) {
    return found.length === wanted["$length"] ? undefined : `${at} has ${found.length} bytes`;
  }
  const expected = content(wanted);
  return Buffer.compare(found, expected) === 0
    ? undefined
    : `${at} has ${found.length} bytes, wanted ${expected.length} others`;
}

function sameNumber(one: Value | undefined, other: Value): boolean {
  const numbers = ["number", "bigint"];
   
  return numbers.includes(typeof one) && numbers.includes(typeof other) && one == other;
}

function first<T>(items: readonly T[], find: (item: T) => string | undefined): string | undefined {
  for (const item of items) {
    const found = find(item);
    if (found !== undefined) return found;
  }
  return undefined;
}

export function isMap(value: Value | undefined): value is Values {
  return typeof value === "object" && value !== null && !Array.isArray(value) && !(value instanceof Uint8Array);
}

export function show(value: Value | undefined): string {
  if (value instanceof Uint8Array) return `${value.length} bytes`;
  return JSON.stringify(value, (_, one: unknown) => (typeof one === "bigint" ? String(one) : one));
}
