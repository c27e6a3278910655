#!/usr/bin/env node
// Sends fields of every kind that JavaScript has to an echo server and checks that they come back the same.

import { ExtData } from "@msgpack/msgpack";

import { connect, jsonText, Timestamp } from "./peer.mjs";
import { CHECK_FAILED, DONE, exit, NO_CONNECTION, options, say } from "./program.mjs";

const WHOLE = [0, 1, 127, 128, 255, 256, 65535, 65536, 2 ** 31 - 1, 2 ** 31, 2 ** 32 - 1, -1, -32, -33, -128, -129];
const WIDE = [2n ** 32n, 2n ** 53n + 1n, 2n ** 63n - 1n, 2n ** 63n, 2n ** 64n - 1n, -(2n ** 31n) - 1n, -(2n ** 63n)];

const SAMPLES = [
  ["no field", {}],
  ["whole numbers at each width", { numbers: [...WHOLE, -32768, -32769, -(2 ** 31)] }],
  ["whole numbers of 64 bits", { numbers: WIDE }],
  ["floats", { floats: [-2.5, Math.PI, 1.5e308, 5e-324, 0.1] }],
  ["floats that are no numbers", { floats: [Infinity, -Infinity, NaN] }],
  ["truths and nil", { yes: true, no: false, nothing: null }],
  ["text", { text: "naïve café — Привет, 世界 🎮", empty: "", nul: "a\u0000b" }],
  ["text at each header", { texts: [31, 32, 255, 256, 65535, 65536].map((length) => "x".repeat(length)) }],
  ["a key beyond ASCII", { "größe 📏": 3 }],
  ["bytes", { bytes: Uint8Array.from({ length: 256 }, (_, index) => index), empty: new Uint8Array(0) }],
  ["bytes at each header", { bytes: [255, 256, 65536].map((length) => new Uint8Array(length)) }],
  ["nested lists", { lists: [[], [1, [2, [3, [4, []]]]], ["a", null, true, 1.5]] }],
  ["nested maps", { player: { name: "Ada", at: { x: 1, y: -2.5 }, items: [{ id: 1 }, {}] } }],
  ["long lists", { lists: [15, 16, 65536].map((length) => Array(length).fill(7)) }],
  ["a long map", { map: Object.fromEntries(Array.from({ length: 1000 }, (_, index) => [`key ${index}`, index])) }],
  ["timestamps of each length", { at: [new Timestamp(1, 0), new Timestamp(1, 1), new Timestamp(-1, 999_999_999)] }],
  ["an ext of each length", { exts: [0, 1, 2, 3, 4, 8, 16, 17, 256].map((n) => new ExtData(5, new Uint8Array(n))) }],
  ["names that life-cycle events have", { connected: 1, error: "no", disconnected: null }],
];

/** One question and its answer, as one line; answers whether it came back the same. */
async function ask(link, action, name, fields, milliseconds) {
  const sent = { ...fields, token: `javascript ${process.pid} ${link.asked++}` };
  const answered = answerTo(link, `${action}_reply`, sent.token, milliseconds);
  const bytes = link.peer.send({ action, ...sent });
  const answer = await answered;
  if (answer === null) {
    say(action, { name, ok: false, bytes, why: "no answer" });
    return false;
  }
  const { action: _, ...got } = answer;
  if (sorted(got) !== sorted(sent)) {
    say(action, { name, ok: false, bytes, why: "not the same", sent, got });
    return false;
  }
  say(action, { name, ok: true, bytes });
  return true;
}

/** A promise of the answer, or of null once the link has ended or the time is up. */
function answerTo({ peer, state }, action, token, milliseconds) {
  return new Promise((resolve) => {
    const settle = (answer) => {
      clearTimeout(deadline);
      peer.off("message", judge);
      peer.off("end", giveUp);
      resolve(answer);
    };
    const judge = (message) => {
      if (message.action === action && message.token === token) settle(message);
    };
    const giveUp = () => settle(null);
    const deadline = setTimeout(giveUp, milliseconds);
    peer.on("message", judge);
    peer.on("end", giveUp);
    if (state.ended) giveUp();
  });
}

/** JSON without regard to the order of keys. A BigInt and a number of the same value are the same. */
function sorted(map) {
  return Object.keys(map)
    .sort()
    .map((key) => `${key}=${jsonText(map[key])}`)
    .join("\n");
}

async function main() {
  const { host, port, count, seconds } = options("echo_client.mjs HOST PORT [--count N]", ["host", "port"], {
    count: [1, "how often to send the whole set"],
    seconds: [30, "give up waiting for an answer after so long"],
  });
  let peer;
  try {
    peer = await connect(host, port, seconds * 1000);
  } catch (error) {
    say("error", { error: error.message });
    return NO_CONNECTION;
  }
  const link = { peer, asked: 0, state: { ended: false } };
  peer.on("message", (message) => {
    if (message.action === "connected") say("connected");
    if (message.action === "error") say("error", { error: message });
  });
  peer.on("end", () => {
    link.state.ended = true;
  });
  say("connected");
  let fine = true;
  for (let round = 0; round < count; round++) {
    for (const [name, fields] of SAMPLES) fine = (await ask(link, "echo", name, fields, seconds * 1000)) && fine;
    fine = (await ask(link, "broadcast", "to all", { text: "to all" }, seconds * 1000)) && fine;
    if (link.state.ended) {
      say("disconnected");
      return NO_CONNECTION;
    }
  }
  peer.close();
  say("done", { ok: fine });
  return fine ? DONE : CHECK_FAILED;
}

exit(await main());
