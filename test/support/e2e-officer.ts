import { CaseView } from "../../core/contract/api.ts";
import type { Answered, Api } from "./e2e-api.ts";
import { eventually } from "./e2e-eventually.ts";

/** A person who acts, and why. */
const person = {
  by: { id: "officer-7", name: "Test Officer" },
  reason: "A reason made up for a test.",
};

/** An act of an authority on a case. */
export type Act = "withdrawCase" | "closeCase" | "resumeDelivery";

/** Acts of the officers of one authority; each reads the case first and names the version it has read. */
export function officerOf(api: Api, authority: string) {
  async function send(name: Act | "decideStep", params: Params, body: object, version: number): Promise<Answered> {
    return api.call(name, { as: authority, params, headers: { "if-match": `"${version}"` }, body });
  }

  /** Acts on the latest version: a case that moves between reading and acting is read again. */
  async function onLatest(name: Act | "decideStep", params: Params, body: object): Promise<Answered> {
    return eventually(`${name} on the latest version`, async () => {
      const { version } = await api.readCase(authority, params.caseId);
      const answered = await send(name, params, body, version);
      return answered.status !== 412 && answered;
    });
  }

  return {
    act: async (name: Act, caseId: string) => onLatest(name, { caseId }, person),
    actOnVersion: async (name: Act, caseId: string, version: number) => send(name, { caseId }, person, version),
    decide: async (caseId: string, step: string, decision: "sign" | "drop") =>
      onLatest("decideStep", { caseId, step }, { ...person, decision }),
  };
}

type Params = { caseId: string; step?: string };

/** The case after an act; throws where the act was refused. */
export function caseIn({ status, json, text }: Answered): CaseView {
  if (status !== 200) throw new Error(`refused: ${status} ${text}`);
  return CaseView.parse(json);
}
