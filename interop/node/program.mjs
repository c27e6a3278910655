// What the programs share: their command lines, their exit codes, and their lines of output.

import { parseArgs } from "node:util";

import { jsonText } from "./peer.mjs";

export const DONE = 0;
export const CHECK_FAILED = 1;
export const WRONG_USAGE = 2;
export const NO_CONNECTION = 3;
export const TIME_IS_UP = 4;

const EXIT_CODES = "exit codes: 0 done, 1 a check failed, 2 wrong usage, 3 no connection or lost it, 4 out of time";

/** The options of a program, or the end of it. `extra` maps an option's name to [default, help]. */
export function options(usage, places, extra) {
  const names = Object.keys(extra);
  const config = Object.fromEntries(names.map((name) => [name, { type: "string", default: String(extra[name][0]) }]));
  try {
    const { values, positionals } = parseArgs({
      options: { ...config, help: { type: "boolean", default: false } },
      allowPositionals: true,
    });
    if (values.help) {
      const lines = names.map((name) => `  --${name} VALUE  ${extra[name][1]} (default: ${extra[name][0]})`);
      process.stdout.write(`${[usage, "", ...lines, "", EXIT_CODES].join("\n")}\n`);
      process.exit(DONE);
    }
    if (positionals.length !== places.length) throw new Error(`wanted: ${places.join(" ") || "options only"}`);
    return { ...numbers(values, extra), ...numbers(zip(places, positionals), { port: [0] }) };
  } catch (error) {
    process.stderr.write(`${usage}\n${error.message}\n`);
    process.exit(WRONG_USAGE);
  }
}

function zip(names, values) {
  return Object.fromEntries(names.map((name, index) => [name, values[index]]));
}

/** The values, those whose default is a number as numbers. */
function numbers(values, extra) {
  const converted = { ...values };
  for (const [name, [standard]] of Object.entries(extra)) {
    if (typeof standard !== "number" || values[name] === undefined) continue;
    converted[name] = Number(values[name]);
    if (!(converted[name] >= 0)) throw new Error(`--${name} has to be a number, not ${values[name]}`);
  }
  return converted;
}

/** One line of output: an object with `event` first. */
export function say(event, fields = {}) {
  process.stdout.write(`${jsonText({ event, ...fields })}\n`);
}

/** Ends the program once its output is written, which `process.exit` alone does not wait for. */
export function exit(code) {
  process.exitCode = code;
  process.stdout.write("", () => process.exit(code));
}

/** Ends the program with TIME_IS_UP unless it ends before. */
export function deadline(seconds) {
  setTimeout(() => {
    say("out_of_time", { seconds });
    exit(TIME_IS_UP);
  }, seconds * 1000).unref();
}
