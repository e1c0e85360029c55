import { parseArgs } from "node:util";
import * as z from "zod";

/** How the local runtime is to run. */
export type Options = {
  /** Port of the HTTP front; 0 lets the system choose. */
  port: number;
  /** Legal seconds that pass in one real second; 1 is true speed. */
  scale: number;
  /** Whether the sample campaign is played. */
  demo: boolean;
  /** Folder that keeps the data from one run to the next; undefined: a temporary one, removed at the end. */
  dataFolder: string | undefined;
  /** File of one's own legal bases. */
  legalBasesFile: string | undefined;
  /** An SMTP server of one's own that mail is handed to (`smtp://` or `smtps://`); undefined: the inbox at `/mail`. */
  smtpUrl: string | undefined;
};

/** What the command line asks for: a run, the usage, or nothing that can be done. */
export type Asked =
  { kind: "run"; options: Options } | { kind: "help"; text: string } | { kind: "refused"; message: string };

const usage = "usage: npm start -- [--real-time] [--no-demo] [--scale N] [--help]";

const help = `${usage}

  --real-time   true speed, data kept in .sommation/, no sample campaign
  --no-demo     do not play the sample campaign
  --scale N     legal seconds that pass in one second, 1 to 100000 (7200: one hour takes half a second)
  --help        this text

  PORT             port of the HTTP front (4600)
  SOMMATION_DATA   folder in which the data is kept from one run to the next
  SOMMATION_LEGAL_BASES
                   file of legal bases of one's own, beside those that are built in
  SOMMATION_SMTP   SMTP server that mail is handed to, as smtp://localhost:1025, instead of the inbox at /mail`;

/** One legal hour in half a second: the sample campaign, ten days long, is played in two minutes at most. */
const demoScale = 7_200;

const Flags = z.strictObject({
  "real-time": z.boolean().default(false),
  "no-demo": z.boolean().default(false),
  // Beyond this, the real seconds an answer takes on the network are legal days.
  scale: z.coerce.number().min(1).max(100_000).optional(),
  help: z.boolean().default(false),
});

const Environment = z.object({
  PORT: z.coerce.number().int().min(0).max(65_535).default(4_600),
  SOMMATION_DATA: z.string().min(1).optional(),
  SOMMATION_LEGAL_BASES: z.string().min(1).optional(),
  SOMMATION_SMTP: z.url({ protocol: /^smtps?$/, hostname: /./ }).optional(),
});

/**
 * Reads the command line and the environment.
 *
 * @param argv Arguments after the script's name.
 */
export function readOptions(argv: readonly string[], environment: Readonly<Record<string, string | undefined>>): Asked {
  const given = flagsOf(argv);
  if (given === undefined) return { kind: "refused", message: `Unknown option. ${usage}` };
  const flags = Flags.safeParse(given);
  if (!flags.success) return { kind: "refused", message: `--scale takes a number from 1 to 100000. ${usage}` };
  if (flags.data.help) return { kind: "help", text: help };
  const surroundings = Environment.safeParse(environment);
  if (!surroundings.success) {
    const name = surroundings.error.issues[0]?.path.join(".") ?? "";
    return { kind: "refused", message: `The environment variable ${name} has no usable value.` };
  }
  const { "real-time": realTime, "no-demo": noDemo, scale } = flags.data;
  if (realTime && scale !== undefined && scale !== 1) {
    return { kind: "refused", message: `--real-time and --scale exclude each other. ${usage}` };
  }
  return {
    kind: "run",
    options: {
      port: surroundings.data.PORT,
      scale: realTime ? 1 : (scale ?? demoScale),
      demo: !realTime && !noDemo,
      dataFolder: surroundings.data.SOMMATION_DATA ?? (realTime ? ".sommation" : undefined),
      legalBasesFile: surroundings.data.SOMMATION_LEGAL_BASES,
      smtpUrl: surroundings.data.SOMMATION_SMTP,
    },
  };
}

function flagsOf(argv: readonly string[]): object | undefined {
  try {
    const { values } = parseArgs({
      args: [...argv],
      options: {
        "real-time": { type: "boolean" },
        "no-demo": { type: "boolean" },
        scale: { type: "string" },
        help: { type: "boolean" },
      },
    });
    return { ...values };
  } catch {
    // parseArgs has no answer but an exception for an option it does not know.
    return undefined;
  }
}
