import { functions, type FunctionName } from "../../core/contract/functions.ts";
import type { Effect, EffectKind, Fate, Fates } from "./fates.ts";
import type { Journal } from "./journal.ts";
import type { Kernel } from "./kernel.ts";

/** How an invocation ended, as whoever invoked it sees it. */
export type Ended =
  | { kind: "returned"; value: unknown }
  | { kind: "threw"; error: unknown }
  /** The process died under it. */
  | { kind: "died" }
  /** It took longer than the function may. */
  | { kind: "timed_out" };

/**
 * One instance of a function: it serves one invocation at a time, keeps what it has in memory for the next, and takes it
 * along when it dies.
 */
export type Container = {
  name: FunctionName;
  isAlive: () => boolean;
  /**
   * An effect of the invocation under way. Of a dead one no promise settles any more; what it had sent arrives all the same.
   *
   * @param perform Does it, at once; what it throws is the answer.
   * @param milliseconds How long it takes by itself.
   */
  effect: <T>(kind: EffectKind, about: () => string, perform: () => T, milliseconds?: number) => Promise<T>;
  /** The same of an effect that takes its time at the other side. */
  exchange: <T>(kind: EffectKind, about: () => string, perform: () => Promise<T>) => Promise<T>;
};

/** Builds what a container runs. */
export type Build = (container: Container) => (event: unknown) => Promise<unknown>;

/** What happens to effects, made into errors as the SDK would raise them. */
export type Refusals = { refusal: (kind: EffectKind, how: number) => Error; lostAnswer: () => Error };

/** The instances of every function of a deployment. */
export type Containers = {
  invoke: (name: FunctionName, event: unknown, ended: (ended: Ended) => void) => void;
  /** Everything that runs dies at once. */
  killAll: () => void;
};

/** What containers stand on. */
export type Ground = {
  kernel: Kernel;
  fates: () => Fates;
  journal: Journal;
  refusals: Refusals;
  /** Asked for by a fate: everything that runs dies. */
  onAllDie: () => void;
};

type Instance = Container & {
  handle: (event: unknown) => Promise<unknown>;
  state: { alive: boolean; end: ((ended: Ended) => void) | undefined };
};

/** Instances are made as they are needed, and used again. */
export function containersOn(ground: Ground, build: Build): Containers {
  const { kernel, journal } = ground;
  const instances = new Set<Instance>();
  const idle = new Map<FunctionName, Instance[]>();

  function die(instance: Instance, ended: Ended): void {
    instance.state.alive = false;
    instances.delete(instance);
    instance.state.end?.(ended);
  }

  function fateOf(kind: EffectKind, by: FunctionName): { fate: Fate; effect: Effect } {
    const effect = { number: journal.countEffect(), kind, by };
    return { fate: ground.fates().ofEffect(effect), effect };
  }

  function make(name: FunctionName): Instance {
    const state: Instance["state"] = { alive: true, end: undefined };
    const isAlive = () => state.alive;
    const note = (effect: Effect, about: () => string, what: string) => {
      journal.tell(name, () => `${effect.number} ${effect.kind} ${about()} ${what}`);
    };

    /** Runs `send` as its fate wills; `send` reports the answer of the other side. */
    async function fated<T>(
      kind: EffectKind,
      about: () => string,
      send: (
        answer: (settle: () => void) => void,
        settlers: { resolve: (value: T) => void; reject: (why: unknown) => void },
      ) => void,
    ): Promise<T> {
      const { promise, resolve, reject } = Promise.withResolvers<T>();
      if (!state.alive) return promise;
      const { fate, effect } = fateOf(kind, name);
      const later = (milliseconds: number, run: () => void) =>
        void kernel.after(milliseconds, () => {
          if (state.alive) run();
        });
      switch (fate.kind) {
        case "fine":
        case "answer_lost":
          kernel.after(fate.out, () => {
            note(effect, about, fate.kind === "fine" ? "" : "(answer lost)");
            send(
              (settle) => {
                later(
                  fate.back,
                  fate.kind === "fine"
                    ? settle
                    : () => {
                        reject(ground.refusals.lostAnswer());
                      },
                );
              },
              { resolve, reject },
            );
          });
          break;
        case "refused":
          later(fate.out + fate.back, () => {
            const error = ground.refusals.refusal(kind, fate.how);
            note(effect, about, `(refused: ${error.name})`);
            reject(error);
          });
          break;
        case "dies":
        case "all_die":
          kernel.after(0, () => {
            note(effect, about, `(${fate.kind === "dies" ? "dies" : "everything dies"} ${fate.when} it)`);
            if (fate.when === "after") send(() => undefined, { resolve, reject });
            if (fate.kind === "all_die") ground.onAllDie();
            else if (state.alive) die(instance, { kind: "died" });
          });
          break;
      }
      return promise;
    }

    const container: Container = {
      name,
      isAlive,
      effect: (kind, about, perform, milliseconds = 0) =>
        fated(kind, about, (answer, { resolve, reject }) => {
          const done = () => {
            try {
              const value = perform();
              answer(() => {
                resolve(value);
              });
            } catch (error) {
              answer(() => {
                reject(error);
              });
            }
          };
          if (milliseconds === 0) done();
          else kernel.after(milliseconds, done);
        }),
      exchange: (kind, about, perform) =>
        fated(kind, about, (answer, { resolve, reject }) => {
          perform().then(
            (value) => {
              answer(() => {
                resolve(value);
              });
            },
            (error: unknown) => {
              answer(() => {
                reject(error);
              });
            },
          );
        }),
    };
    const instance: Instance = { ...container, handle: build(container), state };
    instances.add(instance);
    return instance;
  }

  return {
    invoke: (name, event, ended) => {
      const instance = idle.get(name)?.pop() ?? make(name);
      const { state } = instance;
      const overdue = kernel.after(functions[name].timeoutSeconds * 1_000, () => {
        journal.tell(name, () => "takes too long and is killed");
        die(instance, { kind: "timed_out" });
      });
      state.end = (how) => {
        state.end = undefined;
        overdue();
        if (state.alive) idle.set(name, [...(idle.get(name) ?? []), instance]);
        ended(how);
      };
      instance.handle(event).then(
        (value) => state.end?.({ kind: "returned", value }),
        (error: unknown) => state.end?.({ kind: "threw", error }),
      );
    },
    killAll: () => {
      for (const instance of [...instances]) die(instance, { kind: "died" });
      idle.clear();
    },
  };
}
