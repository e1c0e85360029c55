import type * as z from "zod";
import type { CaseView, EventView } from "../../core/contract/api.ts";
import type { CaughtMail } from "../../local/mail/caught-mail.ts";
import { AuthorityView, ClientMapping, type NewPlatform } from "../../core/contract/directory-api.ts";
import type { NoticeAccepted } from "../../core/contract/submission.ts";
import type { RouteName } from "../../core/contract/route-heads.ts";
import { acceptedIn, type Answered, type Api } from "./e2e-api.ts";
import type { Named, PlatformAnswer } from "./e2e-answer.ts";
import { newAuthority, registerPlatform, type Registered } from "./e2e-directory.ts";
import { eventually } from "./e2e-eventually.ts";
import { readSample } from "./e2e-notice.ts";
import { caseIn } from "./e2e-officer.ts";
import { mailsAt } from "./mail.ts";
import { openReceiver, type Receiver } from "./receiver.ts";
import { startRuntime, type Party, type Runtime, type RuntimeOptions } from "./runtime.ts";

/** The officer who acts, and why: what every act says. */
export const officer = { by: { id: "officer-7", name: "Test Officer" }, reason: "A reason made up for a test." };

/** What the platform reads of a reply. */
export const words = { text: "Only the red variant is meant.", language: "en" };

/** One platform's part of an accepted notice. */
export type Opened = NoticeAccepted["cases"][number] & Pick<NoticeAccepted, "noticeId" | "reference">;

/** One event of a record, as the API shows it. */
type Recorded = z.infer<typeof EventView>;

/** A running service with endpoints of the test's own, and what its parties do. */
export type Procedure = AsyncDisposable & {
  runtime: Runtime;
  api: Api;
  /** Opens an endpoint for a party; its webhooks go there from now on. */
  receiverOf: (party: Party) => Promise<Receiver>;
  /** Registers a platform with an endpoint of the test's own. */
  register: (changes?: Partial<NewPlatform>) => Promise<Registered>;
  /** Registers an authority, for which the client `new-authority` speaks from then on: one of them per service. */
  registerAuthority: (changes: object) => Promise<string>;
  /** Submits a notice on one platform. */
  open: (as: string, notice: object) => Promise<Opened>;
  /** The same, once the platform has it and nothing is left to be sent. */
  deliver: (as: string, notice: object) => Promise<Opened>;
  /** The case, once it is as asked. */
  until: (as: string, caseId: string, what: string, holds: (kase: CaseView) => boolean) => Promise<CaseView>;
  /** Acts on the latest version of a case, which may move between reading and acting. */
  act: (as: string, name: RouteName, caseId: string, body?: object, step?: string) => Promise<Answered>;
  /** The case after an act that has to succeed. */
  acted: (as: string, name: RouteName, caseId: string, body?: object, step?: string) => Promise<CaseView>;
  /** Acts on a version of one's choice. */
  actOn: (as: string, name: RouteName, caseId: string, version: string, body?: object) => Promise<Answered>;
  /** A platform's answer that has to be accepted. */
  answer: (platform: string, said: PlatformAnswer) => Promise<ReturnType<typeof acceptedIn>>;
  /** The events of one type on record, oldest first. */
  recorded: (as: string, caseId: string, type: string) => Promise<Recorded[]>;
  /** Mails about a case, newest first. */
  mailsOf: (caseId: string) => Promise<CaughtMail[]>;
  /** The newest mail about a case to an address, as soon as there is one that fits. */
  mailTo: (address: string, caseId: string, fits?: (mail: CaughtMail) => boolean) => Promise<CaughtMail>;
};

/** Starts a service of the test's own. */
export async function openProcedure(options: RuntimeOptions = {}): Promise<Procedure> {
  const all = new AsyncDisposableStack();
  const runtime = all.use(await startRuntime(options));
  const { api } = runtime;

  const open: Procedure["open"] = async (as, notice) => {
    const { noticeId, reference, cases } = await api.submit(as, notice);
    const [first, ...others] = cases;
    if (first === undefined || others.length > 0) throw new Error("not a notice on one platform");
    return { ...first, noticeId, reference };
  };

  const until: Procedure["until"] = async (as, caseId, what, holds) =>
    eventually(what, async () => {
      const kase = await api.readCase(as, caseId);
      return holds(kase) && kase;
    });

  const send = async (as: string, name: RouteName, params: Params, version: string, body: object) =>
    api.call(name, { as, params, headers: { "if-match": version }, body: { ...officer, ...body } });

  const act: Procedure["act"] = async (as, name, caseId, body = {}, step) =>
    eventually(`${name} on the latest version`, async () => {
      const { version } = await api.readCase(as, caseId);
      const answered = await send(as, name, { caseId, ...(step !== undefined && { step }) }, `"${version}"`, body);
      return answered.status !== 412 && answered;
    });

  const mailsOf: Procedure["mailsOf"] = async (caseId) =>
    (await mailsAt(runtime.url)).filter((mail) => headerOf(mail, "x-sommation-case") === caseId);

  return {
    runtime,
    api,
    receiverOf: async (party) => {
      const receiver = all.use(await openReceiver(party.slice(party.indexOf("/") + 1)));
      await runtime.redirect(party, receiver.url);
      return receiver;
    },
    register: async (changes = {}) => {
      const registered = await registerPlatform(api, changes);
      all.use(registered.receiver);
      return registered;
    },
    registerAuthority: async (changes) => {
      const body = newAuthority(changes);
      await api.get(AuthorityView, "registerAuthority", { as: "administrator", body });
      const speaksFor = { kind: "authority", id: body.id };
      const params = { clientId: "new-authority" };
      await api.get(ClientMapping, "setClient", { as: "administrator", params, body: { speaksFor } });
      return body.id;
    },
    open,
    deliver: async (as, notice) => {
      const opened = await open(as, notice);
      await until(as, opened.caseId, "the notice is delivered", ({ delivery, outbox }) => {
        return delivery.state === "delivered" && outbox.length === 0;
      });
      return opened;
    },
    until,
    act,
    acted: async (...asked) => caseIn(await act(...asked)),
    actOn: async (as, name, caseId, version, body = {}) => send(as, name, { caseId }, version, body),
    answer: async (platform, said) => acceptedIn(await api.answer(platform, said)),
    recorded: async (as, caseId, type) => (await api.readEvents(as, caseId)).filter((event) => event.type === type),
    mailsOf,
    mailTo: async (address, caseId, fits = () => true) =>
      eventually(`a mail to ${address}`, async () =>
        (await mailsOf(caseId)).find((mail) => mail.recipients.includes(address) && fits(mail)),
      ),
    [Symbol.asyncDispose]: async () => all.disposeAsync(),
  };
}

type Params = Readonly<Record<string, string>>;

/** A header of a mail. */
function headerOf({ headers }: CaughtMail, wanted: string): string | undefined {
  return headers.find(({ name }) => name === wanted)?.value;
}

/** The web addresses in a mail, of both its parts. */
export function addressesIn({ text = "", html = "" }: CaughtMail): string[] {
  return [...new Set(`${text} ${html.replaceAll("&amp;", "&")}`.match(/https?:\/\/[^\s"<>)]+/g) ?? [])];
}

/** The request of the police unit about pages of Wish, under a reference of its own. */
export function policeRequest(reference: string, { emergency = true, ...changes }: PoliceRequest = {}) {
  const { emergency: justified, ...notice } = readSample("04-lcen-order-wish.json").notice;
  return { ...notice, ...(emergency && { emergency: justified }), ...changes, reference };
}

type PoliceRequest = { emergency?: boolean; items?: readonly object[]; disclosure?: object };

/** The platform's answers that wait for the authority. */
export function declared(
  type: keyof typeof reasons,
  { caseId, digest, version = 1 }: Named & { version?: number },
  data: object = {},
): PlatformAnswer {
  const reason = reasons[type];
  return {
    type: `notice.${type}`,
    data: { caseId, digest, version, ...(reason !== undefined && { reason }), ...data },
  } as PlatformAnswer;
}

/** A reason for each, unless the test gives one of its own. */
const reasons = {
  clarification_requested: "insufficient_information",
  impossible: "technical",
  contested: "not_illegal",
  refused: "not_illegal",
  not_addressee: undefined,
} as const;
