#!/usr/bin/env node
// Adds to docs/vectors what @msgpack/msgpack writes, as its defaults write it; --check only compares.
// Lines that another program made (`made_by`) are left as they are, and come first.

import fs from "node:fs";
import path from "node:path";

import { decode, encode, ExtData } from "@msgpack/msgpack";

import { bytesOf, FOLDER, lines } from "./vectors.mjs";

const MADE_BY = "@msgpack/msgpack 3.1.3";
const RUN = 64;

/** A message with the value as its field `v`. `value` is the tagged value of that field. */
function message(name, content, value, { options = {}, shortest = true } = {}) {
  const payload = encode({ action: "v", v: content }, options);
  return { name: `js: ${name}`, ...hexed(payload), made_by: MADE_BY, expect: "message", shortest, value: around(value) };
}

function around(value) {
  return { map: [[{ str: "action" }, { str: "v" }], [{ str: "v" }, value]] };
}

/** Bytes as `hex`, or as `parts` where one byte comes many times over. */
function hexed(bytes) {
  const text = Buffer.from(bytes).toString("hex");
  const run = new RegExp(`^((?:..)*?)(..)(\\2{${RUN - 1},})((?:..)*)$`).exec(text);
  if (run === null) return { hex: text };
  const [, before, byte, more, after] = run;
  const parts = [[before, 1], [byte, 1 + more.length / 2], [after, 1]];
  return { parts: parts.filter(([digits]) => digits !== "") };
}

function* messages() {
  yield* numbers();
  yield* texts();
  yield* others();
}

function* numbers() {
  const whole = [0, 127, 128, 255, 256, 65535, 65536, 2 ** 32 - 1, 2 ** 32, 2 ** 53 - 1];
  whole.push(-1, -32, -33, -128, -129, -32768, -32769, -(2 ** 31), -(2 ** 31) - 1, -(2 ** 53) + 1);
  for (const number of whole) yield message(`number ${number}`, number, { int: String(number) });
  yield message("number 1.0 is a whole number", 1.0, { int: "1" });
  yield message("number 2**53 is no safe integer, so a float", 2 ** 53, { float64: "9007199254740992.0" });
  const big = { options: { useBigInt64: true } };
  for (const number of [2n ** 53n + 1n, 2n ** 63n, 2n ** 64n - 1n, -(2n ** 63n)]) {
    yield message(`bigint ${number}`, number, { int: String(number) }, big);
  }
  for (const number of [0n, 5n, -1n]) {
    yield message(`bigint ${number} in 64 bits`, number, { int: String(number) }, { ...big, shortest: false });
  }
  for (const number of [1.5, -2.5, 0.1, 5e-324]) yield message(`number ${number}`, number, { float64: String(number) });
  for (const number of [Infinity, -Infinity, NaN]) {
    yield message(`number ${number}`, number, { float64: String(number) });
  }
  yield message("number 1.5 as float32", 1.5, { float32: "1.5" }, { options: { forceFloat32: true } });
}

function* texts() {
  for (const length of [0, 31, 32, 255, 256, 65535, 65536]) {
    const value = length < RUN ? { str: "x".repeat(length) } : { str: "x", times: length };
    yield message(`string of ${length}`, "x".repeat(length), value);
  }
  for (const text of ["größe", "世界", "🎮🕹", "a\u0000b", "\uffff"]) yield message(`string ${text}`, text, { str: text });
  const long = "🎮".repeat(60);
  yield message("string of 60 characters of four bytes", long, { str: long });
}

function* others() {
  for (const value of [true, false]) yield message(String(value), value, { bool: value });
  yield message("null", null, { nil: true });
  yield message("undefined", undefined, { nil: true });
  yield message("undefined in a list", [undefined], { list: [{ nil: true }] });
  for (const length of [0, 1, 255, 256, 65536]) {
    const value = length < RUN ? { bin: "07".repeat(length) } : { bin: "07", times: length };
    yield message(`Uint8Array of ${length}`, new Uint8Array(length).fill(7), value);
  }
  for (const length of [0, 15, 16, 65536]) {
    const value = length < RUN ? { list: Array(length).fill({ nil: true }) } : { list: [{ nil: true }], times: length };
    yield message(`array of ${length}`, Array(length).fill(null), value);
  }
  for (const length of [0, 15, 16]) {
    const keys = Array.from({ length }, (_, index) => `k${index}`);
    const value = { map: keys.map((key) => [{ str: key }, { bool: true }]) };
    yield message(`object of ${length}`, Object.fromEntries(keys.map((key) => [key, true])), value);
  }
  const numbered = { map: [[{ str: "1" }, { str: "a" }]] };
  yield message("object with a number as its key, which is text", { 1: "a" }, numbered);
  for (const [text, timestamp] of [
    ["1970-01-01T00:00:00.000Z", [0, 0]],
    ["2024-02-29T12:30:15.123Z", [1709209815, 123000000]],
    ["2106-02-07T06:28:16.000Z", [4294967296, 0]],
    ["1969-12-31T23:59:59.500Z", [-1, 500000000]],
    ["9999-12-31T23:59:59.999Z", [253402300799, 999000000]],
  ]) {
    yield message(`Date ${text}`, new Date(text), { timestamp });
  }
  for (const length of [0, 1, 2, 3, 4, 8, 16, 17]) {
    yield message(`ExtData of ${length}`, new ExtData(5, new Uint8Array(length).fill(7)), { ext: [5, "07".repeat(length)] });
  }
}

/** What this library writes and msgpack-python does not read. */
function* unreadable() {
  const payload = encode({ action: "v", v: "a\ud800b" });
  const value = around({ str: "a\ufffdb" });
  const row = { name: "js: half a character in a short string", ...hexed(payload), made_by: MADE_BY };
  yield { ...row, expect: "rewritten", msgpack_python: "UnicodeDecodeError", value };
}

/** A line as the other script writes it: ASCII only, and a space after each comma and colon. */
function line(value) {
  const text = spaced(value);
  return text.replace(/[\u007f-\uffff]/g, (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, "0")}`);
}

function spaced(value) {
  if (Array.isArray(value)) return `[${value.map(spaced).join(", ")}]`;
  if (value === null || typeof value !== "object") return JSON.stringify(value);
  return `{${Object.entries(value).map(([name, content]) => `${JSON.stringify(name)}: ${spaced(content)}`).join(", ")}}`;
}

function contentOf(file, made) {
  for (const row of made) decode(bytesOf(row), { useBigInt64: true });
  const ofOthers = lines(file).filter((text) => JSON.parse(text).made_by !== MADE_BY);
  return [...ofOthers, ...made.map(line)].map((text) => `${text}\n`).join("");
}

let differing = 0;
for (const [file, make] of [["messages.jsonl", messages], ["unreadable.jsonl", unreadable]]) {
  const made = [...make()];
  const content = contentOf(file, made);
  const target = path.join(FOLDER, file);
  if (!process.argv.includes("--check")) fs.writeFileSync(target, content);
  else if (fs.readFileSync(target, "utf8") !== content) differing++;
  process.stdout.write(`${file}: ${made.length} vectors of ${MADE_BY}\n`);
}
process.exitCode = differing === 0 ? 0 : 1;
