import type { Instant } from "../../core/contract/instant.ts";
import type { OutgoingWebhook } from "../../core/contract/outgoing-webhook.ts";

/** A platform that is played: its identifier in the directory and the two secrets it shares with the product. */
export type SimulatedPlatform = {
  id: string;
  /** `whsec_…`: the product signs what it sends to the platform with this one. */
  secretFromUs: string;
  /** `whsec_…`: the platform signs its answers with this one. */
  secretToUs: string;
};

/** An authority that is told of cases, or receives a step of their ladder. */
export type SimulatedAuthority = Pick<SimulatedPlatform, "id" | "secretFromUs">;

/** Somebody with an endpoint. */
export type Party = { kind: "platform" | "authority"; id: string };

/** A message of the product that reached its recipient, with a good signature. */
export type Received = {
  kind: "received";
  party: Party;
  /** The `webhook-id`: the same over all attempts of one message. */
  messageId: string;
  message: OutgoingWebhook;
  /** Whether this `webhook-id` had come before. */
  repeated: boolean;
};

/** What came of the answer that a platform of the simulation gave. */
export type Answered = {
  kind: "answered";
  platform: string;
  caseId: string;
  outcome: "accepted" | "refused" | "unreachable";
  /** The HTTP status of the last try, where there was one. */
  status?: number;
};

/** Something that befell a party of the simulation. */
export type Happening = Received | Answered;

/** The legal clock, for those who play a part. */
export type SimulationClock = {
  now: () => Instant;
  /** Calls `run` once so many legal milliseconds have passed. */
  after: (legalMilliseconds: number, run: () => void) => void;
};
