import { createDocument, type oas31 } from "zod-openapi";
import { Problem } from "../../core/contract/problems.ts";
import { headers, parameters } from "./openapi/headers.ts";
import { operations } from "./openapi/operations.ts";
import { sharedProblemResponses } from "./openapi/problem-responses.ts";
import { describeSchema } from "./openapi/schemas.ts";
import { webhooks } from "./openapi/webhooks.ts";

/** Where a deployment answers. */
export type Addresses = {
  /** Root of the API, without a slash at the end. */
  publicUrl: string;
  /** Where tokens are issued. */
  tokenUrl: string;
};

/** Version of the contract: the package's. */
export const contractVersion = "0.1.0";

const overview = `Sommation carries a regulator's takedown notice to an online platform and does not let go until it is answered.
An authority submits a notice; each platform receives its own items by signed webhook, and answers the same way.
Legal presets await confirmation by counsel (\`review: draft\`). Readable documentation: \`/docs\`.

Sommation porte la notification d'une autorité à une plateforme en ligne et ne la lâche pas avant la réponse.
Les préréglages juridiques attendent la confirmation d'un juriste. Documentation lisible : \`/docs\`.`;

/** The whole contract as OpenAPI 3.1: routes, webhooks, schemas and problems, all from the code that serves them. */
export function openApiDocument({ publicUrl, tokenUrl }: Addresses): oas31.OpenAPIObject {
  const clientCredentials = { type: "oauth2", flows: { clientCredentials: { tokenUrl, scopes: {} } } } as const;
  return createDocument(
    {
      openapi: "3.1.0",
      info: {
        title: "Sommation",
        version: contractVersion,
        description: overview,
        license: { name: "Apache-2.0", identifier: "Apache-2.0" },
      },
      servers: [{ url: publicUrl }],
      tags: [
        { name: "Authorities", description: "Submit notices, read cases, act on them. · Pour les autorités." },
        { name: "Platforms", description: "Answer notices, list open cases. · Pour les plateformes." },
        { name: "Directory", description: "Who issues, who must act, who is informed. · L'annuaire." },
        { name: "Service", description: "What the service says of itself. · Le service lui-même." },
        { name: "Webhooks", description: "Signed calls that we make. · Les appels signés que nous émettons." },
      ],
      paths: operations(),
      webhooks: webhooks(),
      components: {
        schemas: { Problem },
        parameters,
        headers,
        responses: sharedProblemResponses(),
        securitySchemes: {
          authority: { ...clientCredentials, description: "An authority's token; the authority comes from it." },
          platform: { ...clientCredentials, description: "A platform's token." },
          administrator: { ...clientCredentials, description: "An administrator's token: the directory, no case." },
        },
      },
    },
    { override: describeSchema },
  );
}
