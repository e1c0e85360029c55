import { authorityEndpoint } from "./authority.ts";
import { deploy, type Deployment } from "./deployment.ts";
import type { Fates } from "./fates.ts";
import { journalOn, type Journal } from "./journal.ts";
import { faultsOfEnd } from "./judge/executions.ts";
import { carrierOn } from "./mail.ts";
import { kernelAt, type Kernel } from "./kernel.ts";
import { seedParties, type Parties } from "./parties.ts";
import { platformActor, type ActorGround, type PlatformTraits } from "./platform.ts";
import type { LegalTime } from "./ports.ts";
import { postOver, type Endpoint } from "./post.ts";
import type { Random } from "./random.ts";
import { keepReconciling } from "./schedule.ts";
import type { Weather } from "./weather.ts";

const minute = 60_000;
const longestPause = 8 * minute;

/** What a world is made of. */
export type WorldOptions = {
  random: Random;
  legal: LegalTime;
  parties: Parties;
  weather: Weather;
  fates: Fates;
  keepsHistory: boolean;
  /** When the mail service takes nothing, in wall milliseconds. */
  mailOutages?: readonly { from: number; to: number }[];
};

/** One deployment among its parties, on a clock of its own. */
export type World = Awaited<ReturnType<typeof openWorld>>;

/** Opens a world: the deployment is up, its directory filled, its reconciler scheduled; nobody has acted yet. */
export async function openWorld({ random, legal, parties, keepsHistory, mailOutages = [], ...first }: WorldOptions) {
  const kernel = kernelAt(legal.anchorWall, random.fork("order"));
  const journal = journalOn(kernel.now, keepsHistory);
  const endpoints = new Map<string, Endpoint>();
  let { fates, weather } = first;
  const carrier =
    parties.mail &&
    carrierOn({
      kernel,
      journal,
      random: random.fork("carrier"),
      fates: () => fates,
      weather: () => weather,
      outages: mailOutages,
      publish: (message, told) => {
        deployment.tellOfMail(message, told);
      },
      read: ({ to, messageId, type, caseId, ...letter }) => {
        // The letters of a platform go to mailboxes at its own name.
        const id = parties.platforms.find((platform) => to.endsWith(`@${platform}.example`));
        if (id !== undefined) endpoints.get(id)?.read({ messageId, type, caseId, data: {}, letter: letter.text });
      },
    });
  const deployment: Deployment = deploy({
    kernel,
    journal,
    random: random.fork("deployment"),
    legal,
    fates: () => fates,
    post: postOver(kernel, journal, endpoints),
    carrier,
  });
  await seedParties(deployment.memory, parties);
  keepReconciling(kernel, deployment, random.fork("schedule"), () => weather);
  watchExecutions(kernel, deployment, journal);
  restartAfterCrashes(kernel, deployment);

  const groundFor = (name: string): ActorGround => ({
    kernel,
    journal,
    random: random.fork(name),
    deployment,
    weather: () => weather,
  });
  return {
    kernel,
    journal,
    deployment,
    parties,
    groundFor,
    /** Lets a party receive, and a platform act. */
    giveEndpoint: (id: string, traits: PlatformTraits): void => {
      const endpoint = parties.platforms.includes(id)
        ? platformActor(groundFor(id), id, traits)
        : authorityEndpoint(groundFor(id), traits.illnesses);
      endpoints.set(id, endpoint);
    },
    /** From now on another fate, in another weather. */
    turn: (nextFates: Fates, nextWeather: Weather): void => {
      fates = nextFates;
      weather = nextWeather;
    },
  };
}

/** The operator's hand: after a crash the reconciler goes over all, again until it has gone through. */
function restartAfterCrashes(kernel: Kernel, deployment: Deployment): void {
  const restart = (pause: number) => {
    deployment.inbound.goUp();
    deployment.reconcile("all", (isWell) => {
      if (!isWell)
        kernel.after(pause, () => {
          restart(Math.min(longestPause, 2 * pause));
        });
    });
  };
  deployment.onCrash((downFor) => {
    deployment.inbound.goDown();
    kernel.after(downFor, () => {
      restart(minute);
    });
  });
}

/** Whatever ends, ends rightly: looked at as soon as it has, before anybody can mend it. */
function watchExecutions(kernel: Kernel, deployment: Deployment, journal: Journal): void {
  let machine = deployment.machine();
  let judged = new Set<string>();
  let open = 0;
  kernel.onQuiet(() => {
    if (deployment.machine() !== machine) {
      machine = deployment.machine();
      judged = new Set();
      open = 0;
    }
    const hasEnded = machine.openExecutions() < open;
    open = machine.openExecutions();
    if (!hasEnded) return;
    for (const name of machine.executions()) {
      const status = machine.status(name);
      if (status === "RUNNING" || judged.has(name)) continue;
      judged.add(name);
      journal.tell("machine", () => `${name} ends ${status ?? ""}`);
      journal.ends.push({ name, at: kernel.now() });
      if (status === "SUCCEEDED") journal.faults.push(...faultsOfEnd(name, deployment));
    }
  });
}
