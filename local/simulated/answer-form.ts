/** A form of a page as a browser would send it: where to, and every field with the value that it has. */
export type PageForm = { action: string; fields: URLSearchParams };

/** The form of a page that gives a kind of answer; undefined where the page has none. Reads nothing but our own markup. */
export function answerForm(page: string, answer: string): PageForm | undefined {
  const forms = page.match(/<form\b[\s\S]*?<\/form>/g) ?? [];
  return forms.map(formIn).find(({ fields }) => fields.get("answer") === answer);
}

function formIn(markup: string): PageForm {
  const controls = markup.match(/<(?:input|select|textarea)\b[^>]*>/g) ?? [];
  const fields = new URLSearchParams();
  for (const { type, name, value = "" } of controls.map(attributesOf)) {
    // Nothing is ticked yet, and of a list the first entry stands: the empty one.
    if (name !== undefined && type !== "radio" && type !== "checkbox") fields.append(name, value);
  }
  return { action: attributesOf(/<form\b[^>]*>/.exec(markup)?.[0] ?? "")["action"] ?? "", fields };
}

function attributesOf(tag: string): Partial<Record<string, string>> {
  const found = tag.matchAll(/([\w-]+)="([^"]*)"/g);
  return Object.fromEntries([...found].map(([, name = "", value = ""]) => [name, unescaped(value)]));
}

const entities: Readonly<Record<string, string>> = { amp: "&", lt: "<", gt: ">", quot: '"', "#39": "'" };

function unescaped(text: string): string {
  return text.replaceAll(/&(amp|lt|gt|quot|#39);/g, (whole, name: string) => entities[name] ?? whole);
}
