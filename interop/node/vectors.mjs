// Reads the golden vectors: their bytes, and their tagged values in a form that JavaScript's values can be held against.

import fs from "node:fs";
import path from "node:path";

import { isMap, isOtherKey, keyJson, Timestamp } from "./peer.mjs";

export const FOLDER = path.join(import.meta.dirname, "..", "..", "docs", "vectors");

export function lines(file) {
  return fs.readFileSync(path.join(FOLDER, file), "utf8").split("\n").filter(Boolean);
}

/** The vectors of a file. The seconds of timestamps become text, because some are beyond what a number here can hold. */
export function rows(file) {
  return lines(file).map((line) => JSON.parse(line.replace(/"timestamp": \[(-?\d+),/g, '"timestamp": ["$1",')));
}

/** The bytes of anything that has `hex` or `parts`. */
export function bytesOf({ hex, parts }) {
  if (parts === undefined) return Buffer.from(hex, "hex");
  return Buffer.concat(parts.map(([digits, times]) => Buffer.from(digits.repeat(times), "hex")));
}

/** A tagged value as text. Kinds that are one in JavaScript are one here: float32, float64 and whole numbers. */
export function ofTagged(value) {
  const times = value.times ?? 1;
  if ("nil" in value) return "nil";
  if ("bool" in value) return String(value.bool);
  if ("int" in value) return `number ${BigInt(value.int)}`;
  if ("float32" in value) return number(Number(value.float32));
  if ("float64" in value) return number(Number(value.float64));
  if ("str" in value) return `str ${JSON.stringify(value.str.repeat(times))}`;
  if ("bin" in value) return `bin ${value.bin.repeat(times)}`;
  if ("timestamp" in value) return `timestamp ${value.timestamp.join(" ")}`;
  if ("ext" in value) return `ext ${value.ext[0]} ${value.ext[1].repeat(times)}`;
  if ("list" in value) return `[${Array(times).fill(value.list.map(ofTagged).join()).join()}]`;
  return mapOf(value.map.map(([key, content]) => [ofTagged(key), ofTagged(content)]));
}

/** A decoded value as the same text. */
export function ofDecoded(value) {
  if (value === null || value === undefined) return "nil";
  if (typeof value === "boolean") return String(value);
  if (typeof value === "bigint") return `number ${value}`;
  if (typeof value === "number") return number(value);
  if (typeof value === "string") return `str ${JSON.stringify(value)}`;
  if (value instanceof Uint8Array) return `bin ${hex(value)}`;
  if (value instanceof Timestamp) return `timestamp ${value.seconds} ${value.nanoseconds}`;
  if (Array.isArray(value)) return `[${value.map(ofDecoded).join()}]`;
  if (isMap(value)) return mapOf(Object.entries(value).map(([key, content]) => [ofKey(key), ofDecoded(content)]));
  return `ext ${value.type} ${hex(value.data)}`;
}

/** Each run of U+FFFD as one: decoders differ in how many they put in place of a bad sequence. */
export const folded = (text) => text.replace(/\ufffd+/g, "\ufffd");

function ofKey(key) {
  if (!isOtherKey(key)) return ofDecoded(key);
  if (/^-?\d+$/.test(keyJson(key))) return `number ${keyJson(key)}`; // with all its digits
  const value = JSON.parse(keyJson(key));
  if (value === null || typeof value !== "object") return ofDecoded(value);
  if ("hex" in value) return `bin ${value.hex}`;
  if ("ext" in value) return `ext ${value.ext.join(" ")}`;
  return `timestamp ${value.timestamp.join(" ")}`;
}

/** Object keys lose their order in JavaScript where they look like numbers, so the order does not count here. */
function mapOf(entries) {
  return `{${entries.map(([key, content]) => `${key}: ${content}`).sort().join()}}`;
}

function number(value) {
  if (Number.isInteger(value) && !Object.is(value, -0)) return `number ${BigInt(value)}`;
  return Object.is(value, -0) ? "number -0" : `number ${value}`;
}

function hex(bytes) {
  return Buffer.from(bytes).toString("hex");
}
