import type { Context } from "../../engine/context.ts";
import { seeOther } from "../answer-page.ts";
import { keepForm } from "../components/signup/kept-form.ts";
import type { KeptForm } from "../components/signup/parse-kept.ts";

/** Leads back to a form with what was typed into it and what was wrong, which its page reads with `readKeptForm`. */
export function seeKept({ settings }: Pick<Context, "settings">, path: string, kept: Partial<KeptForm>): Response {
  const response = seeOther(path);
  const isSecure = settings.siteUrl.startsWith("https:");
  const whole = { typed: {}, errors: {}, suggestion: null, ...kept };
  response.headers.append("set-cookie", keepForm({ kept: whole, isSecure }));
  return response;
}
