import type { AnswerType } from "../../../core/contract/answer-type.ts";
import type { Bilingual } from "../../../core/contract/language.ts";
import { html, type Html } from "../../shared/pages/html.ts";
import { sayIn, type AnswerView } from "./view.ts";

const nothing = html``;

/** Makes the fields of one form: filled in as it was sent, where it was refused, with what is wrong beside each. */
export function controlsOf(view: AnswerView, answer: AnswerType) {
  const say = sayIn(view.language);
  const refused = view.refused?.answer === answer ? view.refused : undefined;
  const idOf = (name: string) => fieldId(answer, name);
  const sent = (name: string): string => refused?.fields.get(name)?.[0] ?? "";
  const faultsOf = (name: string) => (refused?.faults ?? []).filter(({ field }) => field === name);

  /** What is wrong with a field, where it is named from. */
  function faultMarkup(name: string): Html {
    const faults = faultsOf(name);
    if (faults.length === 0) return nothing;
    return html`<p class="fault" id="${idOf(name)}-fault">${faults.map(({ words }) => html`${say(words)} `)}</p>`;
  }

  function hintMarkup(name: string, hint: Bilingual | undefined): Html {
    return hint === undefined ? nothing : html`<p class="hint" id="${idOf(name)}-hint">${say(hint)}</p>`;
  }

  /** Attributes by which a program that reads aloud finds hint and fault. */
  function described(name: string, hint: Bilingual | undefined): Html {
    const isWrong = faultsOf(name).length > 0;
    const by = [hint === undefined ? "" : `${idOf(name)}-hint`, isWrong ? `${idOf(name)}-fault` : ""].filter(Boolean);
    const link = by.length === 0 ? nothing : html` aria-describedby="${by.join(" ")}"`;
    return isWrong ? html`${link} aria-invalid="true"` : link;
  }

  function wrapped(name: string, label: Bilingual, hint: Bilingual | undefined, control: Html): Html {
    return html`<div class="field">
      <label for="${idOf(name)}">${say(label)}</label>
      ${hintMarkup(name, hint)}${faultMarkup(name)}${control}
    </div>`;
  }

  /** A line of text, or a time. */
  function line(
    name: string,
    label: Bilingual,
    more: { hint?: Bilingual; type?: "datetime-local"; longest?: number } = {},
  ): Html {
    const { hint, type = "text", longest = 200 } = more;
    const limit = type === "text" ? html` maxlength="${longest}"` : html` step="60"`;
    return wrapped(
      name,
      label,
      hint,
      html`<input
        id="${idOf(name)}"
        name="${name}"
        type="${type}"
        value="${sent(name)}"
        autocomplete="off"
        ${limit}${described(name, hint)}
      />`,
    );
  }

  /** Several lines. */
  function text(name: string, label: Bilingual, hint: Bilingual): Html {
    // The first line end after the tag is no part of a text (HTML, §4.10.11): without one of ours, its own would be lost.
    return wrapped(
      name,
      label,
      hint,
      html`<textarea id="${idOf(name)}" name="${name}" maxlength="4000" rows="4" ${described(name, hint)}>
${sent(name)}</textarea>`,
    );
  }

  /** One of a list, or none of it. */
  function choice(
    name: string,
    label: Bilingual,
    none: Bilingual,
    options: readonly { value: string; words: Bilingual }[],
  ): Html {
    return wrapped(
      name,
      label,
      undefined,
      html`<select id="${idOf(name)}" name="${name}" ${described(name, undefined)}>
        <option value="">${say(none)}</option>
        ${options.map(
          ({ value, words }) =>
            html`<option value="${value}" ${sent(name) === value ? html` selected` : nothing}>${say(words)}</option>`,
        )}
      </select>`,
    );
  }

  /** One, or several, of a few that are all seen. */
  function group(
    name: string,
    kind: "radio" | "checkbox",
    legend: Bilingual,
    options: readonly { value: string; words: Bilingual }[],
    hint?: Bilingual,
  ): Html {
    const chosen = refused?.fields.get(name) ?? [];
    return html`<fieldset id="${idOf(name)}" ${described(name, hint)}>
      <legend>${say(legend)}</legend>
      ${hintMarkup(name, hint)}${faultMarkup(name)}
      ${options.map(
        ({ value, words }) =>
          html`<label class="choice"
            ><input
              type="${kind}"
              name="${name}"
              value="${value}"
              ${chosen.includes(value) ? html` checked` : nothing}
            />
            <span>${say(words)}</span></label
          >`,
      )}
    </fieldset>`;
  }

  /** The form itself: which answer, to which version, and the name by which a second click is the same answer. */
  function form(content: readonly Html[], button: Bilingual): Html {
    const { kase, language } = view;
    const hidden = {
      answer,
      answerId: view.nextAnswerId(),
      version: String(kase.noticeVersion),
      digest: kase.digest,
    };
    return html`<form
      id="${idOf("")}"
      method="post"
      action="${view.address(language)}"
      accept-charset="utf-8"
      novalidate
    >
      ${Object.entries(hidden).map(([name, value]) => html`<input type="hidden" name="${name}" value="${value}" />`)}
      ${content}
      <button type="submit">${say(button)}</button>
    </form>`;
  }

  return { say, line, text, choice, group, form, isOpen: refused !== undefined };
}

/** The id of a field on the page; of the form, for `""`. */
export function fieldId(answer: AnswerType, name: string): string {
  return name === "" ? `form-${answer}` : `${answer}-${name.replaceAll(".", "-")}`;
}
