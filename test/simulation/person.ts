import type { CaseId } from "../../core/contract/ids.ts";
import type { GatewayRequest, HttpAnswer } from "./deployment.ts";
import type { AnswerRequest } from "./journal.ts";
import type { ActorGround } from "./platform.ts";

const second = 1_000;
const mostTries = 12;

/** What a person means to say on the page behind the link of a letter. */
export type Said = Pick<AnswerRequest, "caseId" | "type" | "items" | "concerned"> & { reason?: string | undefined };

/** The link of a letter to the page on which it is answered. */
export function linkIn(letter: string): URL | undefined {
  const [link] = /https:\/\/api\.example\/v1\/answers\/\S+/.exec(letter) ?? [];
  return link === undefined ? undefined : new URL(link);
}

/** A person of a platform who opens the page, fills in its form and sends it, again where nobody answers. */
export function answerOnPage(
  { kernel, journal, random, deployment, weather }: ActorGround,
  platform: string,
  link: URL,
  said: Said,
  told: (answer: HttpAnswer) => void,
): void {
  const { caseId, type, items, concerned } = said;

  function tried(number: number, make: (number: number) => void): void {
    if (number < mostTries)
      kernel.after(random.whole(1, 2 ** number) * second, () => {
        make(number + 1);
      });
  }

  function open(number: number): void {
    if (deployment.inbound.isDown() || random.happens(weather().lostOnTheWay)) {
      tried(number, open);
      return;
    }
    journal.tell(platform, () => `opens the page of ${caseId}`);
    deployment.request("answer-by-link", requestOf("GET", caseId, link, ""), ({ status, body }) => {
      const form = status === 200 ? formIn(body, type) : undefined;
      journal.tell(platform, () => `sees ${status}, ${form === undefined ? "nothing to answer" : type}`);
      if (status >= 500) tried(number, open);
      if (form !== undefined) fillIn(form);
    });
  }

  function fillIn(form: URLSearchParams): void {
    for (const { itemId, outcome } of items) form.set(`outcome.${itemId}`, outcome);
    for (const itemId of concerned) form.append("items", itemId);
    if (said.reason !== undefined) form.set("reason", said.reason);
    const clicks = random.happens(weather().repeated) ? 2 : 1;
    for (let click = 0; click < clicks; click += 1)
      kernel.after(30 * second + random.whole(0, click * second), () => {
        send(form, 1);
      });
  }

  function send(form: URLSearchParams, number: number): void {
    const again = () => {
      tried(number, (next) => {
        send(form, next);
      });
    };
    if (deployment.inbound.isDown() || random.happens(weather().lostOnTheWay)) {
      again();
      return;
    }
    const request: AnswerRequest = {
      platform,
      caseId,
      webhookId: form.get("answerId") ?? "",
      identified: "link",
      type,
      items,
      concerned,
      arrivedAt: kernel.now(),
    };
    journal.answers.push(request);
    journal.tell(platform, () => `answers ${type} ${request.webhookId} of ${caseId} on the page`);
    deployment.request("answer-by-link", requestOf("POST", caseId, link, form.toString()), (answer) => {
      request.told = { ...answer, at: kernel.now() };
      journal.tell(platform, () => `is told ${answer.status} of ${request.webhookId} ${answer.body.slice(0, 60)}`);
      if (answer.status >= 500) again();
      else told(answer);
    });
  }

  open(1);
}

function requestOf(httpMethod: "GET" | "POST", caseId: CaseId, link: URL, body: string): GatewayRequest {
  const query = Object.fromEntries([...link.searchParams].map(([name, value]) => [name, [value]]));
  return {
    httpMethod,
    resource: "/v1/answers/{caseId}",
    pathParameters: { caseId },
    multiValueHeaders: httpMethod === "POST" ? { "content-type": ["application/x-www-form-urlencoded"] } : {},
    multiValueQueryStringParameters: query,
    body,
  };
}

/** The hidden fields of the form for an answer; undefined where the page has none. */
function formIn(page: string, type: string): URLSearchParams | undefined {
  const fields = [...page.matchAll(/<input\s+type="hidden"\s+name="(\w+)"\s+value="([^"]*)"\s*\/>/g)];
  const from = fields.findIndex(([, name, value]) => name === "answer" && value === type);
  if (from === -1) return undefined;
  const form = new URLSearchParams();
  for (const [, name = "", value = ""] of fields.slice(from, from + 4)) form.set(name, value);
  return form;
}
