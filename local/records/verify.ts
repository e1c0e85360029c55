import { parseArgs } from "node:util";
import * as z from "zod";
import { verifyRecord, type HeldRecord, type Verification } from "../../core/case/record/verify-record.ts";
import { erasureStore } from "../../functions/shared/dynamo/erasure-store.ts";
import { heldRecordOf } from "../../functions/shared/dynamo/held-record.ts";
import { CaseId } from "../../core/contract/ids.ts";
import { digestOf, faultInWords } from "../restore/check-records.ts";
import { endWithReader, say } from "../restore/report.ts";
import { withStore } from "./with-store.ts";

const usage = "usage: npm run verify -- --case case_…";

const verdicts = {
  whole: "The record is whole.",
  pseudonymised_under_retention: "The record is whole; sellers are pseudonymised under retention.",
  erased_in_part: "The record is being erased under retention; what is left of it is whole.",
  erased_under_retention: "The record is erased under retention; its chain is whole.",
  broken: "The record is broken.",
} as const satisfies Record<Verification["verdict"], string>;

function tell(
  caseId: CaseId,
  held: HeldRecord,
  { verdict, checked, erased, pseudonymised, faults }: Verification,
): void {
  say(`${caseId}: ${verdict}`);
  say(`${verdicts[verdict]} ${checked} parts verified, ${erased} erased, ${pseudonymised} pseudonymised.`);
  say(`Head: ${held.case.head}`);
  for (const fault of faults) say(`  ✗ ${faultInWords(fault)}`);
}

function caseIn(argv: readonly string[]): CaseId | undefined {
  try {
    const { values } = parseArgs({ args: [...argv], options: { case: { type: "string" } } });
    return z.strictObject({ case: CaseId }).safeParse({ ...values }).data?.case;
  } catch {
    // parseArgs has no answer but an exception for an option it does not know.
    return undefined;
  }
}

function refuse(line: string): void {
  process.stderr.write(`${line}\n`);
  process.exitCode = 1;
}

endWithReader();
const caseId = caseIn(process.argv.slice(2));
if (caseId === undefined) refuse(usage);
else {
  const outcome = await withStore(process.env, async ({ table }) => erasureStore(table).partsOf(caseId));
  if (outcome.kind === "unusable") refuse(outcome.message);
  else {
    const held = heldRecordOf(outcome.value);
    if (held === undefined) refuse(`There is no ${caseId} in this store.`);
    else {
      const verification = verifyRecord(held, digestOf);
      tell(caseId, held, verification);
      if (verification.verdict === "broken") process.exitCode = 1;
    }
  }
}
