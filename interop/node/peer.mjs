// A plain peer in JavaScript: frames, the greeting, and nothing of the Java library's own.

import { EventEmitter } from "node:events";
import net from "node:net";

import { Decoder, Encoder, ExtensionCodec } from "@msgpack/msgpack";

const HEADER_BYTES = 4;
const TIMESTAMP_TYPE = -1;
// An object's keys are strings, so a key that was none is kept as its JSON behind this mark.
const KEY_MARK = "\u0000";

/** A moment as msgpack has it: a Date would lose everything below a millisecond. */
export class Timestamp {
  constructor(seconds, nanoseconds) {
    this.seconds = BigInt(seconds);
    this.nanoseconds = nanoseconds;
  }
}

const extensions = new ExtensionCodec();
extensions.register({
  type: TIMESTAMP_TYPE,
  encode: (value) => (value instanceof Timestamp ? timestampBytes(value) : null),
  decode: readTimestamp,
});

// int64 and uint64 become BigInt: the default, a number, silently loses whatever is beyond 2**53.
const encoder = new Encoder({ useBigInt64: true, extensionCodec: extensions });
const decoder = new Decoder({ useBigInt64: true, extensionCodec: extensions, mapKeyConverter: keyText });

export const encode = (value) => encoder.encode(value);
export const decode = (payload) => decoder.decode(payload);

/** Header and payload. */
export function frame(payload) {
  const framed = Buffer.alloc(HEADER_BYTES + payload.length);
  framed.writeUInt32BE(payload.length);
  framed.set(payload, HEADER_BYTES);
  return framed;
}

/** Cuts a stream into payloads. */
export class Frames {
  #chunks = [];
  #bytes = 0;

  /** Answers the payloads that are whole now. */
  push(chunk) {
    this.#chunks.push(chunk);
    this.#bytes += chunk.length;
    const payloads = [];
    while (this.#bytes >= HEADER_BYTES) {
      const end = HEADER_BYTES + this.#head(HEADER_BYTES).readUInt32BE();
      if (this.#bytes < end) break;
      const all = this.#head(end);
      payloads.push(all.subarray(HEADER_BYTES, end));
      this.#chunks = [all.subarray(end)];
      this.#bytes -= end;
    }
    return payloads;
  }

  /** What is left of an incomplete frame. */
  get rest() {
    return this.#head(this.#bytes);
  }

  #head(bytes) {
    if (bytes > (this.#chunks[0]?.length ?? 0)) this.#chunks = [Buffer.concat(this.#chunks)];
    return this.#chunks[0] ?? Buffer.alloc(0);
  }
}

/** One connection. Emits `message` (value, payload) for each message and `end` (error or null) once. */
export class Peer extends EventEmitter {
  #socket;
  #frames = new Frames();
  #ended = false;

  constructor(socket) {
    super();
    this.#socket = socket;
    socket.setNoDelay(true);
    socket.on("data", (chunk) => this.#read(chunk));
    socket.on("end", () => this.#end(null));
    socket.on("error", (error) => this.#end(error));
    socket.on("close", () => this.#end(null));
  }

  /** Answers how many bytes were queued, 0 once the link has ended. */
  send(message) {
    return this.sendPayload(encode(message));
  }

  sendPayload(payload) {
    if (this.#ended) return 0;
    const framed = frame(payload);
    this.#socket.write(framed);
    return framed.length;
  }

  /** Writes what is queued, then ends the link. */
  close() {
    this.#socket.end();
  }

  destroy() {
    this.#socket.destroy();
  }

  #read(chunk) {
    if (this.#ended) return;
    try {
      for (const payload of this.#frames.push(chunk)) this.#receive(payload);
    } catch (error) {
      this.#end(error);
      this.destroy();
    }
  }

  #receive(payload) {
    const value = decode(payload);
    if (isMap(value) && typeof value.action === "string") this.emit("message", value, payload);
  }

  #end(error) {
    if (this.#ended) return;
    this.#ended = true;
    this.#socket.end();
    this.emit("end", error);
  }
}

/** Answers a promise of a connected peer. */
export function connect(host, port, milliseconds) {
  return new Promise((resolve, reject) => {
    const socket = net.connect({ host, port });
    const deadline = setTimeout(() => socket.destroy(new Error("Connection timed out")), milliseconds);
    socket.once("error", (error) => {
      clearTimeout(deadline);
      reject(error);
    });
    socket.once("connect", () => {
      clearTimeout(deadline);
      socket.removeAllListeners("error");
      resolve(new Peer(socket));
    });
  });
}

/** Answers a promise of a listening net.Server that greets every peer and hands it to `welcome`. */
export function listen(host, port, welcome) {
  const server = net.createServer((socket) => {
    const peer = new Peer(socket);
    peer.send({ action: "connected" });
    welcome(peer);
  });
  return new Promise((resolve, reject) => {
    server.once("error", reject);
    server.listen(port, host, () => resolve(server));
  });
}

/**
 * The same payload under another action, every other byte as it came: JavaScript's values would not survive, because a
 * map with whole numbers as keys becomes one with strings, and 1.0 becomes 1.
 */
export function withAction(payload, action) {
  let at = afterHeader(payload, 0).at;
  for (let pairs = afterHeader(payload, 0).values / 2; pairs > 0; pairs--) {
    const value = skip(payload, at);
    const next = skip(payload, value);
    if (decode(payload.subarray(at, value)) === "action") {
      return Buffer.concat([payload.subarray(0, value), encode(action), payload.subarray(next)]);
    }
    at = next;
  }
  throw new Error("a message without an action");
}

/** Where the value that begins at `at` ends. */
function skip(bytes, at) {
  let { at: next, values } = afterHeader(bytes, at);
  for (; values > 0; values--) next = skip(bytes, next);
  return next;
}

// What follows the first byte, from 0xc0 on: bytes of a fixed size, or a length of so many bytes and what it counts.
const FIXED = { 0xc0: 0, 0xc2: 0, 0xc3: 0, 0xca: 4, 0xcb: 8, 0xcc: 1, 0xcd: 2, 0xce: 4, 0xcf: 8, 0xd0: 1, 0xd1: 2 };
Object.assign(FIXED, { 0xd2: 4, 0xd3: 8, 0xd4: 2, 0xd5: 3, 0xd6: 5, 0xd7: 9, 0xd8: 17 });
const COUNTED = { 0xc4: [1, "bytes"], 0xc5: [2, "bytes"], 0xc6: [4, "bytes"], 0xc7: [1, "ext"], 0xc8: [2, "ext"] };
Object.assign(COUNTED, { 0xc9: [4, "ext"], 0xd9: [1, "bytes"], 0xda: [2, "bytes"], 0xdb: [4, "bytes"] });
Object.assign(COUNTED, { 0xdc: [2, "values"], 0xdd: [4, "values"], 0xde: [2, "pairs"], 0xdf: [4, "pairs"] });

/** Where the header and the bytes that are its own end, and how many values follow inside. */
function afterHeader(bytes, at) {
  const first = bytes[at];
  if (first < 0x80 || first >= 0xe0) return { at: at + 1, values: 0 };
  if (first < 0x90) return { at: at + 1, values: 2 * (first & 0x0f) };
  if (first < 0xa0) return { at: at + 1, values: first & 0x0f };
  if (first < 0xc0) return { at: at + 1 + (first & 0x1f), values: 0 };
  if (first in FIXED) return { at: at + 1 + FIXED[first], values: 0 };
  const [width, what] = COUNTED[first];
  const count = bytes.readUIntBE(at + 1, width);
  const next = at + 1 + width;
  if (what === "values") return { at: next, values: count };
  if (what === "pairs") return { at: next, values: 2 * count };
  return { at: next + count + (what === "ext" ? 1 : 0), values: 0 };
}

export function isMap(value) {
  return value !== null && typeof value === "object" && [Object.prototype, null].includes(Object.getPrototypeOf(value));
}

/** A key of a decoded map as what it was on the wire: a string, or the JSON of anything else. */
export function keyJson(key) {
  return key.startsWith(KEY_MARK) ? key.slice(KEY_MARK.length) : JSON.stringify(key);
}

export function isOtherKey(key) {
  return key.startsWith(KEY_MARK);
}

function keyText(key) {
  if (typeof key === "string") return key;
  if (Array.isArray(key) || isMap(key)) throw new TypeError("a list or a map is no key");
  return KEY_MARK + jsonText(key);
}

/** Any decoded value as JSON, in the form of the Python programs: what JSON has no word for is a tagged object. */
export function jsonText(value) {
  if (value === undefined) return "null";
  if (typeof value === "bigint") return String(value);
  if (typeof value === "number" && !Number.isFinite(value)) return `{"float":"${spelled(value)}"}`;
  if (value instanceof Uint8Array) return `{"hex":"${Buffer.from(value).toString("hex")}"}`;
  if (value instanceof Timestamp) return `{"timestamp":[${value.seconds},${value.nanoseconds}]}`;
  if (Array.isArray(value)) return `[${value.map(jsonText).join(",")}]`;
  if (isMap(value)) return mapText(value);
  if (value !== null && typeof value === "object") return `{"ext":[${value.type},"${Buffer.from(value.data).toString("hex")}"]}`;
  return JSON.stringify(value);
}

const TAGS = ["hex", "float", "timestamp", "ext", "map"];

function mapText(map) {
  const keys = Object.keys(map);
  const needsPairs = keys.some(isOtherKey) || (keys.length === 1 && TAGS.includes(keys[0]));
  if (needsPairs) return `{"map":[${keys.map((key) => `[${keyJson(key)},${jsonText(map[key])}]`).join(",")}]}`;
  return `{${keys.map((key) => `${JSON.stringify(key)}:${jsonText(map[key])}`).join(",")}}`;
}

function spelled(number) {
  if (Number.isNaN(number)) return "nan";
  return number > 0 ? "inf" : "-inf";
}

function timestampBytes({ seconds, nanoseconds }) {
  if (seconds >= 0n && seconds < 1n << 34n) {
    const both = (BigInt(nanoseconds) << 34n) | seconds;
    const bytes = Buffer.alloc(both >> 32n === 0n ? 4 : 8);
    if (bytes.length === 4) bytes.writeUInt32BE(Number(both));
    else bytes.writeBigUInt64BE(both);
    return bytes;
  }
  const bytes = Buffer.alloc(12);
  bytes.writeUInt32BE(nanoseconds);
  bytes.writeBigInt64BE(seconds, 4);
  return bytes;
}

function readTimestamp(data) {
  const bytes = Buffer.from(data);
  if (bytes.length === 4) return new Timestamp(bytes.readUInt32BE(), 0);
  if (bytes.length === 8) {
    const both = bytes.readBigUInt64BE();
    return new Timestamp(both & ((1n << 34n) - 1n), Number(both >> 34n));
  }
  if (bytes.length === 12) return new Timestamp(bytes.readBigInt64BE(4), bytes.readUInt32BE());
  throw new RangeError(`a timestamp has 4, 8 or 12 bytes, not ${bytes.length}`);
}
