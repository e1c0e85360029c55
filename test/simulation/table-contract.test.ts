import { describe } from "vitest";
import { describeCaseLists } from "../store/case-lists.contract.ts";
import { describeCaseStore } from "../store/case-store.contract.ts";
import { describeDirectoryStore } from "../store/directory-store.contract.ts";
import { describeNoticeStore } from "../store/notice-store.contract.ts";
import { memoryTable } from "./table/memory-table.ts";

const newTable = async () => Promise.resolve(memoryTable().table);

describe("in memory", () => {
  describeCaseStore(newTable);
  describeCaseLists(newTable);
  describeNoticeStore(newTable);
  describeDirectoryStore(newTable);
});
