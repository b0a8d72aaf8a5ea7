import { feedbackPath } from "../paths.ts";

/** Stands where a number would that only the provider can tell, and has not: a 0 would be a lie. */
export function NotKnown() {
  return (
    <>
      Not known yet. <a href={feedbackPath}>Connect your provider’s webhooks</a>
    </>
  );
}
