import { systemClock } from "../shared/clock.ts";
import { caseStore } from "../shared/dynamo/case-store.ts";
import { openTable } from "../shared/dynamo/client.ts";
import { directoryStore } from "../shared/dynamo/directory-store.ts";
import { noticeStore } from "../shared/dynamo/notice-store.ts";
import { tombstones } from "../shared/dynamo/tombstones.ts";
import { httpFunction } from "../shared/http/http-function.ts";
import { openLegalBases } from "../shared/legal-bases.ts";
import { functionLogger } from "../shared/logger.ts";
import { Env } from "./env.ts";
import { makeReadCases } from "./handler.ts";
import { makeReadDirectory } from "./read-directory.ts";

const env = Env.parse(process.env);
const table = openTable(env.TABLE_NAME);
const bases = openLegalBases(env.LEGAL_BASES_FILE);
const cases = caseStore(table);
const services = { clock: systemClock(), log: functionLogger("read-cases") };

export const handler = httpFunction(services, {
  ...makeReadCases({ cases, notices: noticeStore(table, cases), bases, tombstones: tombstones(table) }),
  ...makeReadDirectory(directoryStore(table, services.clock.wall)),
});
