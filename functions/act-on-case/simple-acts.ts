import { Act, Extension, LegalHold, ManualReceipt } from "../../core/contract/api.ts";
import type { ActKind } from "./act-kind.ts";

/** Acts that need nothing but what their body says. */
export const simpleActs = {
  withdrawCase: { schema: Act, commandOf: ({ officer }) => ({ type: "withdraw", ...officer }) } satisfies ActKind,
  closeCase: { schema: Act, commandOf: ({ officer }) => ({ type: "close", ...officer }) } satisfies ActKind,
  resumeDelivery: {
    schema: Act,
    commandOf: ({ officer }) => ({ type: "resume_delivery", ...officer }),
  } satisfies ActKind,
  revokeLinks: { schema: Act, commandOf: ({ officer }) => ({ type: "revoke_links", ...officer }) } satisfies ActKind,
  extendCase: {
    schema: Extension,
    commandOf: ({ officer, body: { until } }) => ({ type: "extend", until, ...officer }),
  } satisfies ActKind<typeof Extension>,
  recordReceipt: {
    schema: ManualReceipt,
    commandOf: ({ officer, body: { receivedAt, means } }) => ({
      type: "record_receipt",
      receivedAt,
      means,
      ...officer,
    }),
  } satisfies ActKind<typeof ManualReceipt>,
  setHold: {
    schema: LegalHold,
    commandOf: ({ officer, body: { on } }) => ({ type: "set_hold", on, ...officer }),
  } satisfies ActKind<typeof LegalHold>,
};
