import { setImmediate as nextTurn, setTimeout as sleep } from "node:timers/promises";
import { createEngine, type Engine } from "../../../local/aws/step-functions/engine.ts";
import { substitutions, takedownCase } from "../../support/embedded-workflow.ts";
import type { Stage } from "./scripts.ts";
import { virtualMachine, type VirtualMachine, type VirtualMachineOptions } from "./virtual-machine.ts";

const definition = takedownCase;
const name = "case_1-1";
const input = JSON.stringify({ Payload: { caseId: "case_1", generation: 1, round: 0 } });

/** Longer than any retry, shorter than what a script calls a long wait, or than a function may take. */
const aWhile = 60_000;

/** The embedded engine, on a clock fast enough to see its waits end. */
export function embeddedStage(): Stage & { close: () => Promise<void> } {
  let engine: Engine | undefined;
  const running = () => {
    if (engine === undefined) throw new Error("nothing was started");
    return engine;
  };
  return {
    start: (invoke) => {
      engine = createEngine({
        definition,
        substitutions,
        invoke,
        retryDelayMilliseconds: 0,
        toWallMilliseconds: (milliseconds) => milliseconds / 200,
      });
      engine.startExecution({ name, input });
    },
    success: (request) => running().sendTaskSuccess(request),
    failure: (request) => running().sendTaskFailure(request),
    status: () => running().status(name),
    transitions: () => running().transitions(name),
    livingTokens: () => running().livingTokens(),
    settle: async (isTimed) => {
      await running().idle();
      while (isTimed() && running().status(name) === "RUNNING") {
        await sleep(1);
        await running().idle();
      }
    },
    close: async () => engine?.close(),
  };
}

/** A clock that moves when it is told to, and what it has to do. */
function virtualClock() {
  let time = 0;
  let scheduled: { at: number; run: () => void }[] = [];
  return {
    now: () => time,
    after: (milliseconds: number, run: () => void) => {
      const one = { at: time + milliseconds, run };
      scheduled.push(one);
      return () => {
        scheduled = scheduled.filter((other) => other !== one);
      };
    },
    /** Lets so much time pass, and what falls into it happen in order; promises are kept in between. */
    pass: async (milliseconds: number) => {
      const until = time + milliseconds;
      for (;;) {
        await nextTurn();
        const next = scheduled.toSorted((left, right) => left.at - right.at)[0];
        if (next === undefined || next.at > until) break;
        scheduled = scheduled.filter((other) => other !== next);
        time = next.at;
        next.run();
      }
      time = until;
    },
    /** What is still to happen. */
    pending: () => scheduled.length,
  };
}

/** The double on a clock of its own. */
export function openVirtual(options: Partial<VirtualMachineOptions> & Pick<VirtualMachineOptions, "invoke">) {
  const clock = virtualClock();
  let tokens = 0;
  const machine = virtualMachine({
    definition,
    substitutions,
    after: clock.after,
    now: clock.now,
    newToken: () => `token-${++tokens}`,
    ...options,
  });
  return { machine, clock, start: () => machine.startExecution({ name, input }), name, input };
}

/** The double, for a script. */
export function virtualStage(): Stage & { machine: () => VirtualMachine } {
  let opened: ReturnType<typeof openVirtual> | undefined;
  const running = () => {
    if (opened === undefined) throw new Error("nothing was started");
    return opened;
  };
  return {
    start: (invoke) => {
      opened = openVirtual({ invoke });
      opened.start();
    },
    success: (request) => running().machine.sendTaskSuccess(request),
    failure: (request) => running().machine.sendTaskFailure(request),
    status: () => running().machine.status(name),
    transitions: () => running().machine.transitions(name),
    livingTokens: () => running().machine.livingTokens(),
    settle: async () => {
      // Retries take up to half a minute each: until nothing happens for a while.
      let before = -1;
      while (before !== running().machine.transitions(name)) {
        before = running().machine.transitions(name);
        await running().clock.pass(aWhile);
      }
    },
    machine: () => running().machine,
  };
}
