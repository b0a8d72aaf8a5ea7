import type { Standin } from "../standin/start.ts";
import { testSecret } from "./context.ts";

/** The settings of a process that sends by the stand-in, as its environment. */
export function sendingEnvironment(standin: Pick<Standin, "key" | "url">): Record<string, string> {
  return {
    APP_SECRET: testSecret,
    RESEND_API_KEY: standin.key,
    RESEND_BASE_URL: standin.url,
    MAIL_FROM: "Joan Tully <joan@lessons.dayletter.example>",
    SITE_URL: "https://lessons.dayletter.example",
    POSTAL_ADDRESS: "Dayletter, 1 Example Street, Sampletown",
    OWNER_EMAIL: "owner@dayletter.example",
  };
}
