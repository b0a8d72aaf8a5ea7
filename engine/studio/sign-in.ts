import { createHmac } from "node:crypto";
import { betterAuth } from "better-auth";
import { magicLink } from "better-auth/plugins/magic-link";
import type { Database } from "../../db/connect.ts";
import { signInTables } from "../../db/studio/sign-in-tables.ts";
import type { Context } from "../context.ts";
import { mailLink } from "./author-mail.ts";

/** A session ends after so long, whatever happens in it. */
const sessionSeconds = 30 * 86_400;

export const shortestPassword = 10;
export const longestPassword = 128;

type SignIn = ReturnType<typeof openSignIn>;

const opened = new WeakMap<Database, SignIn>();

/**
 * The sign-in library over our tables. It owns its clock and its tables; everything else of the studio goes by ours.
 * Its own routes are mounted nowhere: ours call it by `askSignIn`, so that what is not listed there cannot be reached.
 */
export function signInOf(context: Context): SignIn {
  const found = opened.get(context.db) ?? openSignIn(context);
  opened.set(context.db, found);
  return found;
}

/** How long a link in a mail signs somebody in. */
export const linkGoodForMs = 15 * 60_000;

function openSignIn(context: Context) {
  const { db, settings, randomness, log } = context;
  const isSecure = settings.siteUrl.startsWith("https:");
  return betterAuth({
    appName: settings.siteName,
    baseURL: settings.siteUrl,
    basePath: "/studio/sign-in",
    secret: secretOf(settings.appSecrets),
    database: signInTables(db),
    telemetry: { enabled: false },
    // Its messages name no address; what it is asked to log beside them may.
    logger: { level: "error", log: (_, message) => log.error({ from: "sign-in" }, message) },
    emailAndPassword: {
      enabled: true,
      disableSignUp: true,
      minPasswordLength: shortestPassword,
      maxPasswordLength: longestPassword,
    },
    user: { additionalFields: { role: { type: "string", required: true, input: false, defaultValue: "viewer" } } },
    session: { expiresIn: sessionSeconds, disableSessionRefresh: true, cookieCache: { enabled: false } },
    // Ours are asked before it is: `engine/limits`.
    rateLimit: { enabled: false },
    plugins: [
      magicLink({
        disableSignUp: true,
        expiresIn: linkGoodForMs / 1000,
        storeToken: "hashed",
        sendMagicLink: ({ email, token }) => mailLink(context, { address: email, token }),
      }),
    ],
    advanced: {
      cookiePrefix: "dayletter",
      // Named and marked by us: the library knows a weaker prefix alone.
      useSecureCookies: false,
      cookies: { session_token: { name: `${isSecure ? "__Host-" : ""}dayletter.session_token` } },
      defaultCookieAttributes: { httpOnly: true, secure: isSecure, sameSite: "lax", path: "/" },
      ipAddress: { ipAddressHeaders: ["x-forwarded-for"] },
      database: { generateId: () => randomness.id() },
    },
  });
}

/** Of its own, so that what the library signs can never be taken for a reader's link. */
function secretOf(appSecrets: readonly string[]): string {
  const [newest = ""] = appSecrets;
  return createHmac("sha256", newest).update("author sessions").digest("base64url");
}

type Asked = {
  path: "/sign-in/email" | "/sign-in/magic-link" | "/magic-link/verify" | "/sign-out";
  /** Of the request that was made to us. */
  headers: Headers;
  ip: string | null;
  body?: Record<string, string>;
};

/**
 * Asks the library as a browser would. It has no limits of its own: whoever asks it for a stranger takes a turn before
 * (`engine/limits/rules.ts`). `ip` is whom our own server saw, and the only address
 * that it learns. Whether the form was ours has been looked at before.
 */
export async function askSignIn(context: Context, { path, headers, ip, body }: Asked): Promise<Response> {
  const { siteUrl } = context.settings;
  const passed = new Headers({ "content-type": "application/json", origin: new URL(siteUrl).origin });
  for (const name of ["cookie", "user-agent"]) {
    const value = headers.get(name);
    if (value !== null) passed.set(name, value);
  }
  if (ip !== null) passed.set("x-forwarded-for", ip);
  const url = `${siteUrl}/studio/sign-in${path}`;
  const request =
    path === "/magic-link/verify"
      ? new Request(`${url}?${new URLSearchParams(body)}`, { headers: passed })
      : new Request(url, { method: "POST", headers: passed, body: JSON.stringify(body ?? {}) });
  return signInOf(context).handler(request);
}
