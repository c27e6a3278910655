// The golden vectors, read by @msgpack/msgpack: what it agrees on with the other implementations, and where it does not.

import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import path from "node:path";
import { test } from "node:test";

import { decode, Frames, isMap, withAction } from "../peer.mjs";
import { bytesOf, folded, ofDecoded, ofTagged, rows } from "../vectors.mjs";

test("every message is read as its value", () => {
  for (const row of rows("messages.jsonl")) {
    assert.equal(ofDecoded(decode(bytesOf(row))), ofTagged(row.value), row.name);
  }
});

test("every message is relayed under another action with the rest as it was", () => {
  for (const row of rows("messages.jsonl")) {
    const relayed = withAction(bytesOf(row), "relayed");
    const wanted = ofTagged({ map: row.value.map.map(relabelled) });
    assert.equal(ofDecoded(decode(relayed)), wanted, row.name);
  }
});

function relabelled([key, value]) {
  return key.str === "action" ? [key, { str: "relayed" }] : [key, value];
}

test("every stream is cut into its payloads, whole and byte by byte", () => {
  for (const row of rows("frames.jsonl")) {
    const stream = bytesOf(row);
    const wanted = row.payloads.map((payload) => bytesOf(payload).toString("hex"));
    const whole = new Frames();
    assert.deepEqual(whole.push(stream).map((payload) => payload.toString("hex")), wanted, row.name);
    assert.equal(whole.rest.toString("hex"), bytesOf(row.rest).toString("hex"), row.name);
    if (stream.length > 10_000) continue;
    const slow = new Frames();
    const found = [...stream].flatMap((_, at) => slow.push(stream.subarray(at, at + 1)));
    assert.deepEqual(found.map((payload) => payload.toString("hex")), wanted, row.name);
  }
});

test("what is skipped is readable and no message", () => {
  for (const row of rows("skipped.jsonl")) {
    const value = decode(bytesOf(row));
    assert.ok(!(isMap(value) && typeof value.action === "string"), row.name);
  }
});

test("text that is no UTF-8 is read here, and is what the vectors say once it is rewritten", () => {
  for (const row of rows("unreadable.jsonl").filter(({ expect }) => expect === "rewritten")) {
    const value = folded(ofTagged(row.value));
    const read = ofDecoded(decode(bytesOf(row)));
    // Short text is read by hand-written code that joins bytes to other characters: only its being read is held.
    if (row.name.startsWith("long")) assert.equal(folded(read), value, row.name);
  }
});

test("the files are what their script makes", () => {
  execFileSync(process.execPath, [path.join(import.meta.dirname, "..", "make_vectors.mjs"), "--check"]);
});
