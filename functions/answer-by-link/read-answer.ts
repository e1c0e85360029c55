import type { Case } from "../../core/case/state.ts";
import { Answer } from "../../core/contract/answer.ts";
import { AnswerType } from "../../core/contract/answer-type.ts";
import { valueAt } from "../../core/contract/json-pointer.ts";
import type { State } from "../../core/law/directory/states.ts";
import { dangerErrors } from "../shared/http/danger-errors.ts";
import type { FormFields } from "../shared/http/form-body.ts";
import { parseAs } from "../shared/http/json-body.ts";
import { problem, type Problematic } from "../shared/http/outcome.ts";
import type { RenderableError } from "../shared/problems/render.ts";
import { faultOf } from "./form-faults.ts";
import { reportsIn } from "./read-reports.ts";

/** An answer as a form of the page gave it. */
export type FormAnswer = {
  answer: Answer;
  /** Names this form as it was shown: sent twice, it is one answer. */
  answerId: string;
  /** The faults of the answer, told by the fields of the form. */
  inFields: (errors: readonly RenderableError[]) => RenderableError[];
};

/** Read, or what is wrong with it. */
export type ReadAnswer = { kind: "read"; form: FormAnswer } | Problematic;

/** What a form is read with. `state`: whose local time it speaks in. */
export type FormGround = { kase: Case; state: State };

/** The fields of every form; of a report besides those of each item. */
const common = ["answer", "answerId", "version", "digest", "reference"] as const;
const more = {
  acknowledged: [],
  action_taken: [],
  clarification_requested: ["reason", "items", "note"],
  impossible: ["reason", "items", "note"],
  contested: ["reason", "items", "note"],
  refused: ["reason", "items", "note"],
  not_addressee: ["items", "note"],
  restored: ["items"],
} as const satisfies Record<AnswerType, readonly string[]>;

/** Reads a form of the page as the answer that a webhook would say; it is judged by the same schema. */
export function readAnswer(fields: FormFields, ground: FormGround): ReadAnswer {
  const type = AnswerType.safeParse(sole(fields, "answer"));
  if (!type.success) return refused([faultOf("answer", "unknown_value", unknown)]);
  const reports = type.data === "action_taken" ? reportsIn(fields, ground) : undefined;
  const known: readonly string[] = [...common, ...more[type.data], ...(reports?.names ?? [])];
  const faults = [...shapeFaults(fields, known), ...(reports?.faults ?? [])];
  const isBare = type.data === "not_addressee" && !fields.has("items") && sole(fields, "note") === undefined;
  if (isBare) faults.push(faultOf("note", "missing_element", saysNothing));
  const answerId = sole(fields, "answerId") ?? "";
  if (!/^link_[A-Za-z0-9_-]{22}$/.test(answerId)) faults.push(faultOf("answerId", "wrong_format", unknown));
  const said = {
    type: `notice.${type.data}`,
    data: {
      caseId: ground.kase.caseId,
      version: versionOf(sole(fields, "version")),
      digest: sole(fields, "digest"),
      ...given("reference", sole(fields, "reference")),
      ...given("reason", sole(fields, "reason")),
      ...given("note", sole(fields, "note")?.replaceAll("\r\n", "\n")),
      ...(fields.has("items") && { items: fields.get("items") }),
      ...(reports !== undefined && { items: reports.items }),
    },
  };
  const inFields = (errors: readonly RenderableError[]) =>
    errors.map((error) => ({ ...error, pointer: fieldPointer(error.pointer, said, reports?.keys ?? []) }));
  const answer = parseAs(Answer, said);
  const wrong = answer.kind === "problem" ? inFields(answer.errors ?? []) : [];
  const all = oncePerField([...faults, ...inFields(dangerErrors(said)), ...wrong]);
  if (answer.kind === "problem" || all.length > 0) return refused(all);
  return { kind: "read", form: { answer: answer.value, answerId, inFields } };
}

const unknown = { fr: "Rechargez la page et recommencez.", en: "Reload the page and start again." };

const saysNothing = {
  fr: "Dites en quelques mots pourquoi, ou cochez les contenus concernés.",
  en: "Say in a few words why, or tick the items concerned.",
};

/** Every fault there is, the first of each field: what follows from it says nothing new. */
function oncePerField(faults: readonly RenderableError[]): RenderableError[] {
  const isEmpty = faults.some(({ code }) => code === "no_measure");
  const told = faults.filter(({ pointer }) => !(isEmpty && pointer === "/items"));
  return told.filter(({ pointer }, index) => told.findIndex((one) => one.pointer === pointer) === index);
}

function refused(errors: RenderableError[]): Problematic {
  return problem("invalid-request", { errors });
}

/** What no form of ours sends: fields that it does not have, and others than `items` more than once. */
function shapeFaults(fields: FormFields, known: readonly string[]): RenderableError[] {
  return [...fields].flatMap(([name, values]) => {
    if (!known.includes(name)) return [faultOf(name, "unknown_field", unknown)];
    const isRepeated = values.length > 1 && name !== "items";
    return isRepeated ? [faultOf(name, "too_many", { fr: "Une seule valeur.", en: "One value only." })] : [];
  });
}

/** The value of a field; an empty one counts as not filled in. */
function sole(fields: FormFields, name: string): string | undefined {
  const value = fields.get(name)?.[0]?.trim();
  return value === "" ? undefined : value;
}

function given(name: string, value: string | undefined): Record<string, string> {
  return value === undefined ? {} : { [name]: value };
}

function versionOf(text: string | undefined): number | undefined {
  return text !== undefined && /^\d{1,9}$/.test(text) ? Number(text) : undefined;
}

/** Where a fault of the answer stands in the form: `/data/items/0/measuredAt` is `measuredAt.itm_…`. */
function fieldPointer(pointer: string, said: object, keys: readonly string[]): string {
  const [, data, name = "", index = "", part] = pointer.split("/");
  if (data !== "data") return "";
  if (name !== "items") return `/${name}`;
  const key = keys[Number(index)];
  if (key === undefined) return "/items";
  // A list says of one of its entries what is wrong with the whole field.
  const isPart = part !== undefined && valueAt(said, `/data/items/${index}`) !== undefined;
  return isPart ? `/${part === "itemId" ? "outcome" : part}.${key}` : `/outcome.${key}`;
}
