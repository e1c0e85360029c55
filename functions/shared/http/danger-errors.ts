import { pointerTo } from "../../../core/contract/json-pointer.ts";
import { dangersIn } from "../../../core/contract/safety.ts";
import type { RenderableError } from "../problems/render.ts";

/** What no document may carry: embedded content, control characters. Named by pointer, never repeated. */
export function dangerErrors(value: unknown): RenderableError[] {
  return dangersIn(value).map(({ path, danger }) => ({
    pointer: pointerTo(path),
    code: danger,
    detail: {
      fr: "Ce champ contient ce qu'aucun message ne peut porter (contenu encapsulé, caractères de contrôle). Retirez-le.",
      en: "This field holds what no message may carry (embedded content, control characters). Remove it.",
    },
  }));
}
