import * as z from "zod";

const Issued = z.object({ access_token: z.string() });

/** A token of the development issuer for one of its clients (RFC 6749 §4.4). @throws when it is refused. */
export async function askForToken(url: string, client: string): Promise<string> {
  const response = await fetch(`${url}/oauth2/token`, {
    method: "POST",
    headers: { authorization: `Basic ${Buffer.from(`${client}:development`).toString("base64")}` },
    body: new URLSearchParams({ grant_type: "client_credentials" }),
  });
  return Issued.parse(await response.json()).access_token;
}
