import { afterAll, beforeAll, describe } from "vitest";
import { findDynamoDbBinary } from "../../local/aws/dynamodb-binary.ts";
import { openTestStore, type TestStore } from "../support/store-table.ts";
import { describeCaseLists } from "./case-lists.contract.ts";
import { describeCaseStore } from "./case-store.contract.ts";
import { describeDirectoryStore } from "./directory-store.contract.ts";
import { describeLookUpStore } from "./lookup-store.contract.ts";
import { describeNoticeStore } from "./notice-store.contract.ts";

function describeStores(open: () => Promise<TestStore>): void {
  let store: TestStore;
  beforeAll(async () => {
    store = await open();
  });
  afterAll(async () => {
    await store.close();
  });
  const newTable = async () => store.newTable();
  describeCaseStore(newTable);
  describeCaseLists(newTable);
  describeNoticeStore(newTable);
  describeLookUpStore(newTable);
  describeDirectoryStore(newTable);
}

const { STORE_ENDPOINT } = process.env;

describe.skipIf(findDynamoDbBinary() === undefined)("on the embedded engine", () => {
  describeStores(async () => openTestStore());
});

describe.skipIf(STORE_ENDPOINT === undefined)("on the engine at STORE_ENDPOINT", () => {
  describeStores(async () => openTestStore(STORE_ENDPOINT));
});
