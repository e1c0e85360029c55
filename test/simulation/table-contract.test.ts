import { describe } from "vitest";
import { describeCaseLists } from "../store/case-lists.contract.ts";
import { describeCaseStore } from "../store/case-store.contract.ts";
import { describeDirectoryStore } from "../store/directory-store.contract.ts";
import { describeNoticeStore } from "../store/notice-store.contract.ts";
import { memoryTable } from "./table/memory-table.ts";

type Next = (args: object) => Promise<unknown>;

/** A table whose client takes middleware, as a client that reaches a service does. */
async function newTable() {
  const added: ((next: Next) => Next)[] = [];
  const { table } = memoryTable({
    around: async (command, execute) => {
      const innermost: Next = async () => Promise.resolve(execute());
      return added.reduce((next, middleware) => middleware(next), innermost)(command);
    },
  });
  const middlewareStack = { add: (middleware: (next: Next) => Next) => added.push(middleware) };
  Object.defineProperty(table.client, "middlewareStack", { value: middlewareStack });
  return Promise.resolve(table);
}

describe("in memory", () => {
  describeCaseStore(newTable);
  describeCaseLists(newTable);
  describeNoticeStore(newTable);
  describeDirectoryStore(newTable);
});
