import { taskFunction } from "../shared/task-function.ts";
import { caseServices } from "../shared/wiring.ts";
import { Env } from "./env.ts";
import { makeRecordMailEvent, MailEvents, MailEventsRecorded } from "./handler.ts";

const services = caseServices("record-mail-event", Env.parse(process.env));

export const handler = taskFunction(
  services.log,
  { input: MailEvents, output: MailEventsRecorded },
  makeRecordMailEvent(services),
);
