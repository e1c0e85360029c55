// An optional dependency that the lockfile names and does not hold breaks the next `npm ci`; one that fits this system
// and is not installed leaves the project without its Node, its DynamoDB or its bundler, without a word.
import { existsSync, readFileSync } from "node:fs";

const { packages } = JSON.parse(readFileSync("package-lock.json", "utf8"));
const faults = Object.entries(packages).flatMap(([holder, { optionalDependencies = {} }]) =>
  Object.keys(optionalDependencies).flatMap((name) => faultOf(holder, name)),
);
for (const fault of faults) console.error(fault);
process.exitCode = faults.length === 0 ? 0 : 1;

/** @param {string} holder path of the package that asks for it; empty for the project */
function faultOf(holder, name) {
  const path = pathOf(holder, name);
  if (path === undefined) return [`${name} (of ${holder || "the project"}) is not in the lockfile`];
  const { version, integrity, inBundle, os, cpu, libc } = packages[path];
  if (inBundle) return [];
  if (!version || !integrity) return [`${path} has no version or no integrity in the lockfile`];
  if (!fits(os, process.platform) || !fits(cpu, process.arch) || !fits(libc, libcOfSystem())) return [];
  if (!existsSync(`${path}/package.json`)) return [`${path} fits this system and is not installed`];
  const installed = JSON.parse(readFileSync(`${path}/package.json`, "utf8")).version;
  return installed === version ? [] : [`${path} is ${installed}, the lockfile says ${version}`];
}

/** The nearest entry, from the package that asks for it outwards, as Node resolves it. */
function pathOf(holder, name) {
  const inner = `${holder}${holder ? "/" : ""}node_modules/${name}`;
  if (packages[inner]) return inner;
  if (!holder) return undefined;
  const outer = holder.lastIndexOf("node_modules/");
  return pathOf(holder.slice(0, Math.max(0, outer - 1)), name);
}

/** @param {string | string[] | undefined} allowed as in package.json: names, or names excluded by `!` */
function fits(allowed, actual) {
  if (allowed === undefined || actual === undefined) return true;
  const names = [allowed].flat();
  if (names.includes(`!${actual}`)) return false;
  const named = names.filter((one) => !one.startsWith("!"));
  return named.length === 0 || named.includes(actual);
}

function libcOfSystem() {
  if (process.platform !== "linux") return undefined;
  return process.report.getReport().header.glibcVersionRuntime ? "glibc" : "musl";
}
