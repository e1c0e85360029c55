import { join } from "node:path";
import { bundle } from "../../local/build/bundle.ts";
import { project } from "../../local/runtime/project.ts";
import { bundlesIn, leastStarts } from "./bundle-starts.ts";
import { median, type Bench, type Figure } from "./figures.ts";
import { residentMegabytes } from "./processes.ts";
import { freshFolder, startRuntimeProcess } from "./runtime-process.ts";

const startsAt = { full: 5, small: 1 } as const;

/** From the start of the runtime's process to the first good answer of its API: in a fresh folder, and in a kept one. */
export const startUp: Bench = async ({ scale }) => {
  const starts = startsAt[scale];
  const fresh: number[] = [];
  const kept: number[] = [];
  let memory = { runtime: 0, store: 0 };
  for (let start = 0; start < starts; start += 1) {
    await using folder = await freshFolder();
    {
      await using runtime = await startRuntimeProcess({ folder: folder.path });
      fresh.push(runtime.readyAfter / 1_000);
      const { pid, storePid } = runtime;
      memory = { runtime: residentMegabytes(pid).now, store: residentMegabytes(storePid).now };
    }
    await using again = await startRuntimeProcess({ folder: folder.path });
    kept.push(again.readyAfter / 1_000);
  }
  const figureOf = (name: string, seconds: readonly number[]): Figure => ({
    name: `start to ready, ${name}`,
    measured: median(seconds),
    unit: "s",
    goal: { atMost: 3 },
    note: `middle of ${starts}, least ${Math.min(...seconds).toFixed(2)}, most ${Math.max(...seconds).toFixed(2)}`,
  });
  return [
    figureOf("fresh folder", fresh),
    figureOf("kept folder without cases", kept),
    {
      name: "memory just started: runtime and store",
      measured: memory.runtime + memory.store,
      unit: "MB",
      goal: { atMost: 400 },
      note: `runtime ${memory.runtime.toFixed(0)}, store ${memory.store.toFixed(0)} MB resident`,
    },
  ];
};

const bundleStartsAt = { full: 21, small: 2 } as const;

/** From the start of a process of its own to a handler that is ready, for each function's bundle. */
export const bundles: Bench = async ({ scale }) => {
  await using folder = await freshFolder();
  await bundle({ functions: join(project, "functions"), output: folder.path });
  const starts = bundleStartsAt[scale];
  const figures: Figure[] = [];
  for (const name of await bundlesIn(folder.path)) {
    const [least] = await leastStarts(name, [folder.path], starts);
    if (least === undefined) throw new Error(`${name} was not started`);
    const note = `least of ${starts}; processor time ${least.processor.toFixed(0)} ms`;
    figures.push({ name: `bundle ready: ${name}`, measured: least.ready, unit: "ms", note });
  }
  return figures;
};
