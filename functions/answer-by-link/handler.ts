import { AnswerType } from "../../core/contract/answer-type.ts";
import { AnswerLinkQuery } from "../../core/contract/api.ts";
import { CaseId } from "../../core/contract/ids.ts";
import type { Bilingual, Language } from "../../core/contract/language.ts";
import { problems, type ProblemKey } from "../../core/contract/problems.ts";
import { bodyLimit } from "../../core/contract/route.ts";
import { ServedNotice } from "../../core/contract/served-notice.ts";
import { receivedEarlier, recordAnswer, type RecordServices } from "../shared/answers/record-answer.ts";
import { lawOf } from "../shared/cases/case-services.ts";
import { sha256 } from "../shared/digest.ts";
import type { StoredCase } from "../shared/dynamo/case-item.ts";
import { readForm, type FormFields } from "../shared/http/form-body.ts";
import type { HttpRequest } from "../shared/http/http-request.ts";
import { parseAs } from "../shared/http/json-body.ts";
import { ok, problem, type Outcome, type Problematic } from "../shared/http/outcome.ts";
import { refusedAnswer } from "../shared/http/refusals.ts";
import { actLinksUntil } from "../shared/links/case-links.ts";
import { judgeLink, queryOf, type Link } from "../shared/links/signed-link.ts";
import { exchangeOf } from "./exchange.ts";
import { faultWords, fieldIn } from "./form-faults.ts";
import { answerPage } from "./page/answer-page.ts";
import { problemPage } from "./page/problem-page.ts";
import { pageHeaders } from "./page/style.ts";
import type { AnswerView, RefusedForm } from "./page/view.ts";
import { readAnswer } from "./read-answer.ts";

/** What answering by a link works with. */
export type AnswerByLinkServices = RecordServices & {
  /** The secret that links are signed with. */
  linkSecret: () => Promise<string>;
  /** Origin of our own API, without a final slash. */
  publicUrl: string;
};

/** A link that is good, and the case it leads to. */
type Opened = { kind: "opened"; link: Link; signature: string; recorded: string | undefined; found: StoredCase };

/**
 * The page behind the link of a mail, and the answers that are given on it. Opening it changes nothing: mail programs
 * follow links by themselves.
 *
 * The link is all that lets anybody in. There is no cookie and nothing else that a browser adds by itself, so a form on
 * another site can do no more than whoever has the link could do anyway: it needs no token against forged requests.
 */
export function makeAnswerByLink(services: AnswerByLinkServices) {
  const { cases, linkSecret, log, chance, clock, table, publicUrl } = services;

  /** A good link; it is known by its signature before the case is looked for, so that nobody learns whether that exists. */
  async function open(request: HttpRequest): Promise<Opened | Problematic> {
    const query = parseAs(AnswerLinkQuery, request.query);
    const caseId = CaseId.safeParse(request.params["caseId"]);
    if (query.kind === "problem" || !caseId.success) return problem("bad-link");
    const { digest, epoch, expires, signature, recorded } = query.value;
    const link = { purpose: "answers", caseId: caseId.data, digest, epoch, expires } as const;
    const verdict = judgeLink(link, { signature, secret: await linkSecret(), now: request.receivedAt });
    if (verdict !== "good") return problem(verdict);
    const found = await cases.read(link.caseId);
    // Erased under retention: whom the link was for learns no more than that it has ended.
    if (found === undefined) return problem("link-expired");
    if (found.case.linkEpoch !== epoch) return problem("link-revoked");
    return { kind: "opened", link, signature, recorded, found };
  }

  async function viewOf(request: HttpRequest, opened: Opened, refused?: RefusedForm): Promise<AnswerView> {
    const { link, signature, found, recorded } = opened;
    const { case: kase } = found;
    const [law, content, { replies, declared }, secret] = await Promise.all([
      lawOf(services, kase),
      cases.readDocument(kase.caseId, kase.digest),
      exchangeOf(cases, kase.caseId),
      linkSecret(),
    ]);
    const { platform, basis, state, stateIsAssumed } = law;
    const calendar = kase.calendar ?? { state, assumed: stateIsAssumed };
    // One clock on the wall for all of the page: the one by which its forms are read.
    const authority = { name: law.authority.name, state: calendar.state };
    const earlier =
      recorded === undefined || refused !== undefined
        ? undefined
        : await receivedEarlier({ table, clock }, { caseId: kase.caseId, answerId: recorded });
    return {
      kase,
      document: content === undefined ? undefined : ServedNotice.parse(content),
      authority,
      platform,
      basis,
      calendar,
      language: languageOfPage(request),
      act: actLinksUntil(kase, link.expires, { publicUrl, secret }),
      // Relative: whatever stands before the path (a stage, a host of one's own) stays.
      address: (language) => `?${queryOf(link, signature)}&language=${language}`,
      isCorrected: link.digest !== kase.digest,
      replies,
      declared,
      recorded: earlier,
      refused,
      nextAnswerId: () => `link_${chance.nonce()}`,
      publicUrl,
    };
  }

  async function answerPageOf(request: HttpRequest): Promise<Outcome> {
    const opened = await open(request);
    if (opened.kind === "problem") return told(request, opened);
    log.info("answer_page.read", { requestId: request.requestId, caseId: opened.link.caseId });
    const view = await viewOf(request, opened);
    return { kind: "page", html: answerPage(view), headers: pageHeaders(view.language) };
  }

  async function answerByLink(request: HttpRequest): Promise<Outcome> {
    const opened = await open(request);
    if (opened.kind === "problem") return told(request, opened);
    const form = readForm(request, bodyLimit);
    if (form.kind === "problem") return told(request, form);
    const fields = form.value;
    const { case: kase } = opened.found;
    const { state } = kase.calendar ?? (await lawOf(services, kase));
    const read = readAnswer(fields, { kase, state });
    if (read.kind === "problem") return refuse(request, opened, fields, read);

    const { answer, answerId, inFields } = read.form;
    const { epoch, expires, digest } = opened.link;
    const recorded = await recordAnswer(services, {
      answer,
      found: opened.found,
      identified: "link",
      webhookId: answerId,
      body: sha256(request.rawBody),
      receivedAt: request.receivedAt,
      evidence: { identified: "link", link: { digest, epoch, expires }, fields: Object.fromEntries(fields), answer },
    });
    switch (recorded.kind) {
      case "recorded": {
        if (!wantsPage(request)) return ok(recorded.answer);
        const address = queryOf(opened.link, opened.signature);
        const language = languageOfPage(request);
        return { kind: "see_other", location: `?${address}&language=${language}&recorded=${answerId}` };
      }
      case "refused": {
        const refusal = refusedAnswer(recorded);
        const told = { ...refusal, errors: inFields(refusal.errors ?? []) };
        const now = recorded.record ?? opened.found;
        return refuse(request, { ...opened, found: now }, fields, told);
      }
      case "reused":
        return refuse(request, opened, fields, problem("webhook-id-reused"));
      case "unavailable":
        return told(request, problem("unavailable"));
    }
  }

  /** The page again, with what is wrong beside each field; a program gets the problem itself. */
  async function refuse(
    request: HttpRequest,
    opened: Opened,
    fields: FormFields,
    refusal: Problematic,
  ): Promise<Outcome> {
    if (!wantsPage(request)) return refusal;
    const { status } = problems[refusal.key];
    const { title, detail } = pageWords[refusal.key] ?? problems[refusal.key];
    const view = await viewOf(request, opened, {
      answer: AnswerType.safeParse(fields.get("answer")?.[0]).data,
      fields,
      title,
      detail,
      faults: (refusal.errors ?? []).map((error) => ({ field: fieldIn(error), words: faultWords(error) })),
    });
    return { kind: "page", status, html: answerPage(view), headers: pageHeaders(view.language) };
  }

  return { answerPage: answerPageOf, answerByLink };
}

/** What a person reads where the words of the contract are made for programs. */
const pageWords: Partial<Record<ProblemKey, { title: Bilingual; detail: Bilingual }>> = {
  "invalid-request": {
    title: { fr: "Le formulaire est à corriger", en: "The form has to be corrected" },
    detail: { fr: "Rechargez la page et recommencez.", en: "Reload the page and start again." },
  },
  /** Sent, gone back to, changed and sent again. */
  "webhook-id-reused": {
    title: { fr: "Ce formulaire a déjà été envoyé", en: "This form has been sent already" },
    detail: {
      fr: "Voyez plus bas ce qui est enregistré. Pour envoyer ce que vous avez changé, envoyez-le de nouveau depuis cette page.",
      en: "See below what is on record. To send what you have changed, send it again from this page.",
    },
  },
  "case-withdrawn": {
    title: { fr: "L'autorité a retiré l'acte", en: "The authority has withdrawn the act" },
    detail: {
      fr: "Seul le rétablissement des contenus peut encore être déclaré.",
      en: "Only that the items are back can still be reported.",
    },
  },
  "case-not-withdrawn": {
    title: { fr: "L'acte est en vigueur", en: "The act is in force" },
    detail: {
      fr: "Un rétablissement ne se déclare qu'après un retrait par l'autorité.",
      en: "That items are back is reported only after a withdrawal by the authority.",
    },
  },
};

/** A problem as a page where a person looks on. */
function told(request: HttpRequest, { key, ...more }: Problematic): Outcome {
  if (!wantsPage(request)) return { key, ...more };
  const language = languageOfPage(request);
  const html = problemPage(key, language, request.requestId);
  return { kind: "page", status: problems[key].status, html, headers: pageHeaders(language) };
}

function wantsPage({ headers }: HttpRequest): boolean {
  return (headers["accept"] ?? []).some((accepted) => accepted.toLowerCase().includes("text/html"));
}

/** The language that the link asks for, else the reader's. */
function languageOfPage({ query, language }: HttpRequest): Language {
  const asked = query["language"];
  return asked === "fr" || asked === "en" ? asked : language;
}
