import { makeAuthorityOperations } from "./authorities.ts";
import { makeClientOperations } from "./clients.ts";
import type { ManageServices } from "./manage-services.ts";
import { makePlatformOperations } from "./platforms.ts";
import { makeRecipientOperations } from "./recipients.ts";

/** The directory, kept by its administrators. Who is in it stays: cases name them. */
export function makeManageDirectory(services: ManageServices) {
  return {
    ...makePlatformOperations(services),
    ...makeAuthorityOperations(services),
    ...makeRecipientOperations(services),
    ...makeClientOperations(services),
  };
}
