// The programs against each other and against those in Python, over loopback, each on a port of its own.

import assert from "node:assert/strict";
import { spawn, spawnSync } from "node:child_process";
import { once } from "node:events";
import path from "node:path";
import readline from "node:readline";
import { test } from "node:test";

const HERE = path.join(import.meta.dirname, "..");
const PYTHON_HERE = path.join(HERE, "..", "python");
const WAIT_MILLISECONDS = 20_000;

const python = [process.env.PYTHON, "python3", "/usr/bin/python3"]
  .filter(Boolean)
  .find((candidate) => spawnSync(candidate, ["-c", "import msgpack"]).status === 0);

function command(name) {
  if (name.endsWith(".mjs")) return [process.execPath, path.join(HERE, name)];
  assert.ok(python, "no python3 with msgpack was found; set PYTHON to one");
  return [python, path.join(PYTHON_HERE, name)];
}

/** A program under test, ended by its own process id when the test is over. */
class Running {
  #process;
  #lines;
  #ended;

  constructor(t, name, ...options) {
    const [program, script] = command(name);
    this.#process = spawn(program, [script, ...options.map(String)], { stdio: ["pipe", "pipe", "inherit"] });
    this.#lines = readline.createInterface({ input: this.#process.stdout })[Symbol.asyncIterator]();
    this.#ended = once(this.#process, "exit");
    t.after(() => this.#process.kill("SIGKILL"));
  }

  async line() {
    const { value, done } = await inTime(this.#lines.next(), "a line");
    assert.ok(!done, "the output ended");
    return value;
  }

  /** Reads on to the first event that the condition takes. */
  async event(condition) {
    for (;;) {
      const event = JSON.parse(await this.line());
      if (condition(event)) return event;
    }
  }

  async address() {
    const [, host, port] = /^listening on (.*):(\d+)$/.exec(await this.line());
    return [host, port];
  }

  write(text) {
    this.#process.stdin.write(`${text}\n`);
  }

  endInput() {
    this.#process.stdin.end();
  }

  async stop() {
    this.#process.kill("SIGTERM");
    assert.equal(await this.code(), 0);
  }

  async code() {
    return (await inTime(this.#ended, "the end"))[0];
  }
}

async function inTime(promise, what) {
  let timer;
  const late = new Promise((_, reject) => {
    timer = setTimeout(() => reject(new Error(`waited too long for ${what}`)), WAIT_MILLISECONDS);
  });
  try {
    return await Promise.race([promise, late]);
  } finally {
    clearTimeout(timer);
  }
}

const PAIRS = [
  ["echo_client.mjs", "echo_server.mjs"],
  ["echo_client.mjs", "echo_server.py"],
  ["echo_client.py", "echo_server.mjs"],
];
for (const [client, server] of PAIRS) {
  test(`${client} gets back from ${server} what it sent`, async (t) => {
    const serving = new Running(t, server, "--port", 0);
    const asking = new Running(t, client, ...(await serving.address()), "--count", 2);
    const { ok } = await asking.event(({ event }) => event === "done");
    assert.ok(ok);
    assert.equal(await asking.code(), 0);
    await serving.stop();
  });
}

test("chat_client.mjs chats with chat_client.py at chat_server.py", async (t) => {
  const server = new Running(t, "chat_server.py", "--port", 0);
  const address = await server.address();
  const ada = new Running(t, "chat_client.mjs", ...address, "--nick", "Ada");
  await ada.event(({ data }) => data?.text === "Ada joined the chat");
  const ben = new Running(t, "chat_client.py", ...address, "--nick", "Ben");
  await ben.event(({ data }) => data?.text === "Ben joined the chat");
  ada.write("hello, wörld 🎮");
  ada.endInput();
  const wanted = { action: "message", text: "hello, wörld 🎮", nickname: "Ada" };
  assert.deepEqual((await ben.event(({ data }) => data?.action === "message")).data, wanted);
  await ben.event(({ data }) => data?.text === "Ada left the chat");
  assert.equal(await ada.code(), 0);
  await server.stop();
  await ben.event(({ event }) => event === "disconnected");
  assert.equal(await ben.code(), 3);
});

test("a client is told twice that it is connected, once by its link and once by the greeting", async (t) => {
  const server = new Running(t, "echo_server.mjs", "--port", 0);
  const client = new Running(t, "chat_client.mjs", ...(await server.address()));
  for (let time = 0; time < 2; time++) assert.deepEqual(JSON.parse(await client.line()), { event: "connected" });
  await server.stop();
  assert.equal(await client.code(), 3);
});

test("a refused connection is exit code 3", async (t) => {
  const server = new Running(t, "echo_server.mjs", "--port", 0);
  const address = await server.address();
  await server.stop();
  for (const name of ["echo_client.mjs", "chat_client.mjs"]) {
    const client = new Running(t, name, ...address);
    await client.event(({ event, error }) => event === "error" && /REFUSED/.test(error));
    assert.equal(await client.code(), 3);
  }
});

test("a server out of time is exit code 4", async (t) => {
  const server = new Running(t, "echo_server.mjs", "--port", 0, "--seconds", 0.2);
  assert.equal(await server.code(), 4);
});
