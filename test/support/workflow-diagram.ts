import * as z from "zod";

const Transitions = z.looseObject({
  Type: z.string(),
  Next: z.string().optional(),
  End: z.boolean().optional(),
  Default: z.string().optional(),
  Catch: z.array(z.looseObject({ ErrorEquals: z.array(z.string()), Next: z.string() })).default([]),
  Choices: z.array(z.looseObject({ Variable: z.string(), StringEquals: z.string(), Next: z.string() })).default([]),
});

const Machine = z.looseObject({ StartAt: z.string(), States: z.record(z.string(), Transitions) });

/** Draws a state machine as a Mermaid state diagram: its states by their names, every transition with what leads to it. */
export function diagramOf(json: string): string {
  const { StartAt, States } = Machine.parse(JSON.parse(json));
  const names = Object.entries(States).map(([name, { Type }]) => `    state "${name}" as ${idOf(name, Type)}`);
  const id = (name: string) => idOf(name, States[name]?.Type ?? "");
  const edges = Object.entries(States).flatMap(([name, { Type, Next, End, Default, Catch, Choices }]) => [
    ...(Next === undefined ? [] : [`    ${id(name)} --> ${id(Next)}`]),
    ...Catch.map((caught) => `    ${id(name)} --> ${id(caught.Next)} : ${caught.ErrorEquals.join(", ")}`),
    ...Choices.map(
      (choice) => `    ${id(name)} --> ${id(choice.Next)} : ${lastOf(choice.Variable)} is ${choice.StringEquals}`,
    ),
    ...(Default === undefined ? [] : [`    ${id(name)} --> ${id(Default)} : otherwise`]),
    ...(Type === "Succeed" || Type === "Fail" || End === true ? [`    ${id(name)} --> [*]`] : []),
  ]);
  return ["stateDiagram-v2", ...names, `    [*] --> ${id(StartAt)}`, ...edges].join("\n");
}

/** The diagram in a document, between its two markers. */
export function diagramIn(markdown: string): string | undefined {
  const marker = "<!-- diagram:takedown-case -->";
  const [, between] = markdown.split(marker);
  return /^\s*```mermaid\n([\s\S]*?)\n```\s*$/.exec(between ?? "")?.[1];
}

/** A name Mermaid takes: letters and digits; a choice is told apart from the state it leads to. */
function idOf(name: string, type: string): string {
  const words = name.split(/[^A-Za-z0-9]+/).filter((word) => word !== "");
  return (type === "Choice" ? "Is" : "") + words.map((word) => word.charAt(0).toUpperCase() + word.slice(1)).join("");
}

function lastOf(path: string): string {
  return path.split(".").at(-1) ?? path;
}
