/** What mail is sent as on this machine, and the configuration set that its events are published for. */
export const mailIdentity = { from: "notifications@sommation.example", configurationSet: "local" } as const;
