#!/usr/bin/env node
// Answers `echo` with `echo_reply` and tells everybody a `broadcast` as `broadcast_reply`, fields unchanged.

import { listen, withAction } from "./peer.mjs";
import { deadline, DONE, exit, NO_CONNECTION, options, say } from "./program.mjs";

const CLOSE_MILLISECONDS = 1000;

const { host, port, seconds } = options("echo_server.mjs [--port N]", [], {
  host: ["127.0.0.1", "address to listen on"],
  port: [5071, "0 picks a free one"],
  seconds: [600, "end by itself after so long"],
});
const peers = new Set();

function welcome(peer) {
  peers.add(peer);
  say("client_connected", { clients: peers.size });
  peer.on("message", (message, payload) => {
    if (message.action === "echo") peer.sendPayload(withAction(payload, "echo_reply"));
    else if (message.action === "broadcast") tellAll(withAction(payload, "broadcast_reply"));
    else say("unhandled", { action: message.action });
  });
  peer.on("end", () => {
    peers.delete(peer);
    say("client_disconnected", { clients: peers.size });
  });
}

function tellAll(payload) {
  for (const peer of peers) peer.sendPayload(payload);
}

let server;

function stop() {
  server?.close(() => exit(DONE));
  for (const peer of peers) peer.close();
  setTimeout(() => exit(DONE), CLOSE_MILLISECONDS); // a peer that never ends its side does not hold us up
}

process.once("SIGTERM", stop);
process.once("SIGINT", stop);
deadline(seconds);
try {
  server = await listen(host, port, welcome);
  process.stdout.write(`listening on ${host}:${server.address().port}\n`);
} catch (error) {
  process.stderr.write(`cannot listen: ${error.message}\n`);
  exit(NO_CONNECTION);
}
