import type { Act } from "./authority.ts";
import { lcenRequest } from "./notices.ts";
import type { MailParties } from "./parties.ts";
import type { Intended } from "./platform.ts";
import type { Illness } from "./weather.ts";

const second = 1_000;
const minute = 60 * second;
const hour = 60 * minute;

/** A way that a case can go, told by who does what; nothing in it is left to chance. */
export type Reference = {
  name: string;
  /** Fields of the notice beside those that all have. */
  notice: object;
  authority: string;
  platforms: readonly string[];
  told: readonly string[];
  mail?: MailParties;
  intentions: readonly Intended[];
  /** Illness of each platform, from and to in milliseconds after the beginning. */
  illnesses: readonly Illness[];
  /** What officers do, so many milliseconds after the beginning, if it is possible then. */
  acts: readonly { after: number; act: Act }[];
  /** Milliseconds. */
  lasts: number;
};

const sandbox = {
  legalBasis: "sandbox",
  language: "en",
  statementOfReasons: "A listing made up for a simulation.",
  acknowledgeWithin: "PT1H",
  actWithin: "PT2H",
};

const plain = {
  notice: sandbox,
  authority: "dgccrf",
  platforms: ["shein"],
  told: [],
  illnesses: [],
  acts: [],
} as const;

/** The ways that are played with a crash at each of their effects. */
export const references: readonly Reference[] = [
  {
    ...plain,
    name: "answered in time by two platforms",
    platforms: ["shein", "temu"],
    intentions: [
      { type: "acknowledged", items: "none", when: { after: minute } },
      { type: "action_taken", items: "all", when: { after: 10 * minute } },
    ],
    lasts: 3 * hour,
  },
  {
    ...plain,
    name: "silent to the end of the ladder",
    told: ["dgccrf", "parquet-paris"],
    intentions: [],
    acts: [{ after: 4 * hour, act: { operation: "decide", step: "overdue-act-public-prosecutor", decision: "sign" } }],
    lasts: 6 * hour,
  },
  {
    ...plain,
    name: "undeliverable, repaired, answered",
    illnesses: [{ from: 0, to: 90 * minute, status: 503, reads: false }],
    intentions: [{ type: "action_taken", items: "all", when: { after: minute } }],
    acts: [{ after: 2 * hour, act: { operation: "resume" } }],
    lasts: 4 * hour,
  },
  {
    ...plain,
    name: "withdrawn, restored, closed",
    told: ["dgccrf"],
    intentions: [{ type: "acknowledged", items: "none", when: { after: minute } }],
    acts: [
      { after: 30 * minute, act: { operation: "withdraw" } },
      { after: 12 * hour, act: { operation: "close" } },
    ],
    lasts: 13 * hour,
  },
  {
    ...plain,
    name: "answered late, and everybody told who was told of the silence",
    told: ["dgccrf", "arcom"],
    notice: { ...sandbox, acknowledgeWithin: "PT30M", actWithin: "PT1H" },
    intentions: [
      { type: "action_taken", items: "some", when: { after: 50 * minute } },
      { type: "action_taken", items: "all", when: { after: 100 * minute } },
    ],
    acts: [
      { after: 90 * minute, act: { operation: "decide", step: "overdue-act-public-prosecutor", decision: "sign" } },
    ],
    lasts: 4 * hour,
  },
  {
    ...plain,
    name: "a clarification asked for, given and acted upon",
    told: ["ofac"],
    authority: "ofac",
    notice: lcenRequest,
    intentions: [
      { type: "clarification_requested", items: "none", when: { after: minute } },
      { type: "action_taken", items: "all", when: { after: 20 * hour } },
    ],
    acts: [{ after: 3 * hour, act: { operation: "clarify" } }],
    lasts: 30 * hour,
  },
  {
    ...plain,
    name: "reached by mail, and answered by the link of the letter",
    mail: { hooked: [], designated: [], wishing: ["dgccrf"] },
    intentions: [{ type: "action_taken", items: "all", when: { after: 10 * minute } }],
    lasts: 80 * hour,
  },
];
