import type * as z from "zod";
import type { Env as ActOnCase } from "../functions/act-on-case/env.ts";
import type { Env as ApplyRetention } from "../functions/apply-retention/env.ts";
import type { Env as AnswerByLink } from "../functions/answer-by-link/env.ts";
import type { Env as AuthorizeRequest } from "../functions/authorize-request/env.ts";
import type { Env as AwaitAnswer } from "../functions/await-answer/env.ts";
import type { Env as CorrectNotice } from "../functions/correct-notice/env.ts";
import type { Env as DeliverMessages } from "../functions/deliver-messages/env.ts";
import type { Env as DescribeApi } from "../functions/describe-api/env.ts";
import type { Env as EscalateCase } from "../functions/escalate-case/env.ts";
import type { Env as ManageDirectory } from "../functions/manage-directory/env.ts";
import type { Env as ReadCases } from "../functions/read-cases/env.ts";
import type { Env as ReceiveAnswer } from "../functions/receive-answer/env.ts";
import type { Env as ReconcileCases } from "../functions/reconcile-cases/env.ts";
import type { Env as RecordMailEvent } from "../functions/record-mail-event/env.ts";
import type { Env as ServeAct } from "../functions/serve-act/env.ts";
import type { Env as SubmitNotice } from "../functions/submit-notice/env.ts";
import type { Env as WatchInbound } from "../functions/watch-inbound/env.ts";

/** What each function reads from its environment. */
type Schemas = {
  "submit-notice": typeof SubmitNotice;
  "correct-notice": typeof CorrectNotice;
  "read-cases": typeof ReadCases;
  "act-on-case": typeof ActOnCase;
  "manage-directory": typeof ManageDirectory;
  "receive-answer": typeof ReceiveAnswer;
  "answer-by-link": typeof AnswerByLink;
  "describe-api": typeof DescribeApi;
  "serve-act": typeof ServeAct;
  "authorize-request": typeof AuthorizeRequest;
  "deliver-messages": typeof DeliverMessages;
  "await-answer": typeof AwaitAnswer;
  "escalate-case": typeof EscalateCase;
  "reconcile-cases": typeof ReconcileCases;
  "record-mail-event": typeof RecordMailEvent;
  "watch-inbound": typeof WatchInbound;
  "apply-retention": typeof ApplyRetention;
};

/** The environment a function is given: the names it reads, those with a default optional. */
export type EnvironmentOf<N extends keyof Schemas> = { [K in keyof z.input<Schemas[N]>]: string };
