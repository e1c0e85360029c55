import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { hostFunctions, type LambdaHost } from "../../../../../local/aws/lambda/host.ts";
import type { OutputLine } from "../../../../../local/aws/lambda/function-worker.ts";
import { temporaryFolder, writeBundles } from "../../../../support/embedded-bundle.ts";

const sources = {
  echo: `exports.handler = async (event, context) => ({ event, name: context.functionName, request: context.awsRequestId,
    remaining: context.getRemainingTimeInMillis(), env: { ...process.env } });`,
  slow: `exports.handler = (event) => new Promise((resolve) => setTimeout(() => resolve(event.value), event.milliseconds));`,
  throwing: `exports.handler = async () => { const error = new Error("no store"); error.name = "Retryable"; throw error; };`,
  throwingText: `exports.handler = async () => { throw "only text"; };`,
  exiting: `let calls = 0; exports.handler = async (event) => { calls++; if (event.die) process.exit(1); return calls; };`,
  crashing: `exports.handler = () => new Promise(() => { setTimeout(() => { throw new Error("outside"); }, 1); });`,
  looping: `let calls = 0; exports.handler = async (event) => { calls++; while (event.forEver) {} return calls; };`,
  broken: `throw new TypeError("no such environment");`,
  empty: ``,
  silent: `exports.handler = async () => {};`,
  logging: `exports.handler = async () => { console.log(JSON.stringify({ code: "case.opened" })); console.error("second"); };`,
  clock: `exports.handler = async () => globalThis[Symbol.for("sommation.legal-clock")] ?? "none";`,
  store: `exports.handler = async (event) => { const store = globalThis.awslambda.InvokeStore; store.set("mine", event.mine);
    await new Promise((resolve) => setTimeout(resolve, 5)); return [store.get("mine"), store.getRequestId().length]; };`,
} as const;

type Name = keyof typeof sources;

let folder: Awaited<ReturnType<typeof temporaryFolder>>;
let files: Record<Name, string>;
let host: LambdaHost;
const lines: OutputLine[] = [];

const hosted = (name: Name, timeoutMilliseconds = 10_000) => ({
  name,
  file: files[name],
  environment: { TABLE: `table-of-${name}` },
  timeoutMilliseconds,
});

beforeAll(async () => {
  folder = await temporaryFolder();
  files = await writeBundles(folder.path, sources);
  const names = (Object.keys(sources) as Name[]).filter((name) => name !== "looping");
  host = hostFunctions({
    functions: [...names.map((name) => hosted(name)), hosted("looping", 500)],
    clock: () => ({ anchorWall: 1, anchorLegal: 2, scale: 3 }),
    onLine: (line) => lines.push(line),
  });
});

afterAll(async () => {
  await host.close();
  await folder.remove();
});

describe("an invocation", () => {
  it("gives the handler its event, its context and the environment of its function only", async () => {
    const result = await host.invoke("echo", { caseId: "case_1", absent: undefined });
    expect(result).toMatchObject({
      payload: {
        event: { caseId: "case_1" },
        name: "echo",
        env: { TABLE: "table-of-echo", AWS_LAMBDA_FUNCTION_NAME: "echo" },
      },
    });
    expect(result).not.toHaveProperty("payload.env.PATH");
    expect(result).toHaveProperty("payload.request", expect.stringMatching(/^[0-9a-f-]{36}$/));
    expect(result).toHaveProperty(
      "payload.remaining",
      expect.toSatisfy((left: number) => left > 0 && left <= 10_000),
    );
  });

  it("runs beside others of the same function", async () => {
    const order: number[] = [];
    const call = async (value: number, milliseconds: number) => {
      expect(await host.invoke("slow", { value, milliseconds })).toEqual({ payload: value });
      order.push(value);
    };
    await Promise.all([call(1, 300), call(2, 1)]);
    expect(order).toEqual([2, 1]);
  });

  it("fails under the name of the error thrown", async () => {
    expect(await host.invoke("throwing", {})).toEqual({ error: { errorType: "Retryable", errorMessage: "no store" } });
    expect(await host.invoke("throwingText", {})).toEqual({
      error: { errorType: "string", errorMessage: "only text" },
    });
  });

  it("comes to null when the handler returns nothing", async () => {
    expect(await host.invoke("silent", {})).toEqual({ payload: null });
  });

  it("fails when there is no such function", async () => {
    expect(await host.invoke("absent", {})).toMatchObject({ error: { errorType: "ResourceNotFoundException" } });
  });

  it("finds the legal clock it was hosted with", async () => {
    expect(await host.invoke("clock", {})).toEqual({ payload: { anchorWall: 1, anchorLegal: 2, scale: 3 } });
  });

  it("keeps what libraries store by invocation apart from its neighbours'", async () => {
    const results = await Promise.all([host.invoke("store", { mine: "a" }), host.invoke("store", { mine: "b" })]);
    expect(results).toEqual([{ payload: ["a", 36] }, { payload: ["b", 36] }]);
  });
});

describe("a function that goes wrong", () => {
  it("fails what is under way when its process ends, and is started again", async () => {
    expect(await host.invoke("exiting", {})).toEqual({ payload: 1 });
    expect(await host.invoke("exiting", { die: true })).toMatchObject({ error: { errorType: "Lambda.Unknown" } });
    expect(await host.invoke("exiting", {})).toEqual({ payload: 1 });
  });

  it("fails when it throws outside of its handler, and says so on its standard error", async () => {
    expect(await host.invoke("crashing", {})).toMatchObject({ error: { errorType: "Lambda.Unknown" } });
    const written = lines.filter(({ functionName }) => functionName === "crashing");
    expect(written).toMatchObject([{ stream: "stderr" }]);
    expect(written[0]!.line).toContain("Error: outside");
  });

  it("is given up when its time is over, even in an endless loop, and works again", async () => {
    expect(await host.invoke("looping", {})).toEqual({ payload: 1 });
    expect(await host.invoke("looping", { forEver: true })).toMatchObject({
      error: { errorType: "Sandbox.Timedout" },
    });
    expect(await host.invoke("looping", {})).toEqual({ payload: 1 });
  });

  it("fails each time its bundle cannot be loaded", async () => {
    const error = { errorType: "TypeError", errorMessage: "no such environment" };
    expect(await host.invoke("broken", {})).toEqual({ error });
    expect(await host.invoke("broken", {})).toEqual({ error });
    expect(await host.invoke("empty", {})).toEqual({
      error: { errorType: "Error", errorMessage: "empty exports no handler" },
    });
  });
});

it("hands on what functions write, by line", async () => {
  await host.invoke("logging", {});
  await expect.poll(() => lines.filter(({ functionName }) => functionName === "logging")).toHaveLength(2);
  expect(lines).toContainEqual({ functionName: "logging", stream: "stdout", line: '{"code":"case.opened"}' });
  expect(lines).toContainEqual({ functionName: "logging", stream: "stderr", line: "second" });
});

describe("functions that share a thread", () => {
  const shared = (name: Name, timeoutMilliseconds?: number) => ({
    ...hosted(name, timeoutMilliseconds),
    threads: ["both"],
  });

  it("run each its own handler in one process", async () => {
    const other = hostFunctions({ functions: [shared("echo"), shared("exiting"), shared("broken")] });
    expect(await other.warm()).toMatchObject([{ functionName: "broken" }]);
    expect(await other.invoke("echo", 1)).toMatchObject({ payload: { event: 1, name: "echo" } });
    expect(await other.invoke("exiting", {})).toEqual({ payload: 1 });
    expect(await other.invoke("broken", {})).toMatchObject({ error: { errorMessage: "no such environment" } });
    await other.close();
  });

  it("run in the least busy of several, so that a crowd gets them all", async () => {
    const function_ = { ...hosted("slow"), threads: ["one", "two"] };
    const other = hostFunctions({ functions: [function_, { ...hosted("exiting"), threads: ["two"] }] });
    const first = other.invoke("slow", { value: 1, milliseconds: 400 });
    const second = other.invoke("slow", { value: 2, milliseconds: 60_000 });
    const third = other.invoke("slow", { value: 3, milliseconds: 1 });
    expect(await third).toEqual({ payload: 3 });
    // What ends the second thread fails what it had been given, and nothing else.
    await other.invoke("exiting", { die: true });
    expect(await second).toMatchObject({ error: { errorType: "Lambda.Unknown" } });
    expect(await first).toEqual({ payload: 1 });
    await other.close();
  });

  it("die together, and are started again together", async () => {
    const other = hostFunctions({ functions: [shared("slow"), shared("exiting")] });
    const underWay = other.invoke("slow", { value: 1, milliseconds: 60_000 });
    expect(await other.invoke("exiting", { die: true })).toMatchObject({ error: { errorType: "Lambda.Unknown" } });
    expect(await underWay).toMatchObject({ error: { errorType: "Lambda.Unknown" } });
    expect(await other.invoke("slow", { value: 2, milliseconds: 1 })).toEqual({ payload: 2 });
    expect(await other.invoke("exiting", {})).toEqual({ payload: 1 });
    await other.close();
  });
});

describe("a host of its own", () => {
  it("names, when warmed, the functions that cannot be loaded", async () => {
    const other = hostFunctions({ functions: [hosted("silent"), hosted("broken")] });
    expect(await other.warm()).toEqual([
      { functionName: "broken", error: { errorType: "TypeError", errorMessage: "no such environment" } },
    ]);
    await other.close();
  });

  it("leaves the system's clock to functions when it has no legal one", async () => {
    const other = hostFunctions({ functions: [hosted("clock")] });
    expect(await other.invoke("clock", {})).toEqual({ payload: "none" });
    await other.close();
  });

  it("lets what is under way finish when it closes, and takes nothing new", async () => {
    const other = hostFunctions({ functions: [hosted("slow")] });
    await other.warm();
    const underWay = other.invoke("slow", { value: 1, milliseconds: 100 });
    const closing = other.close();
    expect(await other.invoke("slow", {})).toMatchObject({ error: { errorType: "Lambda.ServiceException" } });
    expect(await underWay).toEqual({ payload: 1 });
    await closing;
  });
});
