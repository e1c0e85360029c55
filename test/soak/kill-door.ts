import { setTimeout as pause } from "node:timers/promises";
import { askForToken } from "../../local/identity/ask-for-token.ts";
import type { Random } from "../support/soak-random.ts";
import { openHttpClient, type Asked, type HttpClient, type Reply } from "../support/soak-http.ts";
import type { Journal } from "./journal.ts";
import type { Target } from "./kill-target.ts";

/** A final answer, with when the first of its tries was written. */
export type Final = Reply & { firstWrittenAt: number; tries: number };

/** The way in for clients that do not give up: the same request, until there is an answer that is one. */
export type Door = {
  /** @param asked The request, or what makes each try anew: a signature names the instant of the try. */
  ask: (asked: Asked | (() => Asked), as?: string) => Promise<Final>;
  close: () => void;
};

const connections = 48;
/** A token is asked for anew long before it ends. */
const tokenMilliseconds = 5 * 60_000;
const longestMilliseconds = 15 * 60_000;

/** Opens the way in. What no client should ever see goes into the journal as a fault. */
export function openDoor(target: Target, journal: Journal, random: Random): Door {
  let client: { url: string; http: HttpClient } | undefined;
  const tokens = new Map<string, { until: number; bearer: Promise<string> }>();

  function http(): HttpClient {
    const url = target.url();
    if (client?.url !== url) client = { url, http: openHttpClient(url, connections) };
    return client.http;
  }

  async function bearerOf(as: string): Promise<string> {
    const known = tokens.get(as);
    if (known !== undefined && known.until > Date.now()) return known.bearer;
    const bearer = askForToken(target.url(), as).then((token) => `Bearer ${token}`);
    tokens.set(as, { until: Date.now() + tokenMilliseconds, bearer });
    bearer.catch(() => tokens.delete(as));
    return bearer;
  }

  async function tryOnce(asked: Asked, as: string | undefined): Promise<Reply | undefined> {
    try {
      if (as === undefined) return await http().ask(asked);
      return await http().ask({ ...asked, headers: { ...asked.headers, authorization: await bearerOf(as) } });
    } catch {
      // Nobody is there, or the connection ended with the process: what became of the request is not known.
      journal.counts.unreachable += 1;
      return undefined;
    }
  }

  return {
    ask: async (asked, as) => {
      const end = Date.now() + longestMilliseconds;
      let firstWrittenAt: number | undefined;
      for (let tries = 1; ; tries += 1) {
        const before = target.upSince();
        firstWrittenAt ??= Date.now();
        journal.counts.requests += 1;
        const reply = await tryOnce(typeof asked === "function" ? asked() : asked, as);
        if (reply !== undefined && reply.status < 500) return { ...reply, firstWrittenAt, tries };
        if (reply !== undefined) noteServerError(reply, before !== undefined && before === target.upSince());
        if (Date.now() > end) throw new Error("no answer for 15 minutes, however often it was asked");
        await pause(random.between(50, 500));
      }
    },
    close: () => client?.http.close(),
  };

  function noteServerError({ status, headers, text }: Reply, wasUp: boolean): void {
    journal.counts.unavailable += 1;
    // Both ask to come again with the same key; a machine that has no time for us may take longer than the gateway waits.
    const isAsked = (status === 503 && headers["retry-after"] !== undefined) || status === 504;
    if (wasUp && !isAsked) journal.faults.push(`a ${status} while it was up: ${text.slice(0, 200)}`);
  }
}
