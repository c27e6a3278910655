#!/usr/bin/env node
// A chat client: each line of input is said, each message received is printed, the end of input is the end.

import readline from "node:readline";

import { connect } from "./peer.mjs";
import { deadline, DONE, exit, NO_CONNECTION, options, say } from "./program.mjs";

const CLOSE_MILLISECONDS = 1000;

const { host, port, nick, seconds } = options("chat_client.mjs HOST PORT [--nick NAME]", ["host", "port"], {
  nick: ["Anonymous", "the name to chat under"],
  seconds: [600, "leave after so long"],
});

function chat(peer) {
  let leaving = false;
  say("connected");
  peer.send({ action: "nickname", nickname: nick });
  peer.on("message", (message) => {
    if (message.action === "connected") say("connected");
    else say("message", { data: message });
  });
  peer.on("end", () => {
    say("disconnected");
    exit(leaving ? DONE : NO_CONNECTION);
  });
  const input = readline.createInterface({ input: process.stdin });
  input.on("line", (text) => {
    if (text !== "") peer.send({ action: "message", text });
  });
  input.on("close", () => {
    leaving = true;
    peer.close();
    setTimeout(() => exit(DONE), CLOSE_MILLISECONDS); // a server that never ends its side does not hold us up
  });
}

deadline(seconds);
try {
  chat(await connect(host, port, seconds * 1000));
} catch (error) {
  say("error", { error: error.message });
  exit(NO_CONNECTION);
}
