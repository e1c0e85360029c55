// The launcher: any Node from 18 on can run it. It says in one line what is missing, then hands over to main.ts.
import { spawn, spawnSync } from "node:child_process";
import { existsSync } from "node:fs";
import module from "node:module";
import { constants } from "node:os";
import { fileURLToPath } from "node:url";

const neededMajor = 24;
const installed = fileURLToPath(new URL("../node_modules/", import.meta.url));
const installedNode = fileURLToPath(new URL("../node_modules/.bin/node", import.meta.url));

if (!existsSync(installed)) {
  refuse("The dependencies are not installed: run `npm ci` first.");
} else if (majorOf(process.version) >= neededMajor) {
  await start();
} else if (isRecentEnough(installedNode)) {
  runAgainWith(installedNode);
} else {
  refuse(`Node ${neededMajor} or newer is needed, this is ${process.version}.`);
}

async function start() {
  // Set when an older Node started this process and watches over it: without that parent nobody could stop it.
  if (process.channel) {
    process.once("disconnect", () => process.kill(process.pid, "SIGTERM"));
    process.channel.unref();
  }
  const { findDynamoDbBinary } = await import("./aws/dynamodb-binary.ts");
  const { AWS_ENDPOINT_URL_DYNAMODB: ownEndpoint } = process.env;
  if (!ownEndpoint && findDynamoDbBinary() === undefined) {
    refuse(
      "No embedded DynamoDB for this system (there is one for Linux x64): set AWS_ENDPOINT_URL_DYNAMODB to an endpoint of your own.",
    );
    return;
  }
  // What is compiled is kept for the next start, which then takes half as long to load.
  module.enableCompileCache?.(fileURLToPath(new URL("../dist/compiled/", import.meta.url)));
  await import("./main.ts");
}

/** @param {string} node */
function runAgainWith(node) {
  const child = spawn(node, [fileURLToPath(import.meta.url), ...process.argv.slice(2)], {
    stdio: ["inherit", "inherit", "inherit", "ipc"],
  });
  for (const signal of ["SIGTERM", "SIGHUP"]) process.on(signal, () => child.kill(signal));
  // A terminal sends Ctrl-C to both processes: passing it on would make it two.
  process.on("SIGINT", () => process.stdin.isTTY || child.kill("SIGINT"));
  child.on("exit", (code, signal) => {
    process.exitCode = code ?? 128 + (constants.signals[signal ?? "SIGTERM"] ?? 0);
  });
}

/** @param {string} node */
function isRecentEnough(node) {
  const { status, stdout } = spawnSync(node, ["--version"], { encoding: "utf8" });
  return status === 0 && majorOf(stdout) >= neededMajor;
}

/** @param {string} version as in `v24.1.0` */
function majorOf(version) {
  return Number(/^v(\d+)\./.exec(version.trim())?.[1] ?? 0);
}

/** @param {string} line */
function refuse(line) {
  console.error(line);
  process.exitCode = 1;
}
