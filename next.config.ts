import type { NextConfig } from "next";

const config: NextConfig = {
  poweredByHeader: false,
  // `bin/web` compresses, behind what it changes in a page.
  compress: false,
  // Types are checked by `npm test`; a build on somebody's server need not wait for them, nor have the compiler at all.
  // A style sheet of 7 KB compressed costs a phone less inside the page than as a second request that holds it up.
  experimental: { inlineCss: true },
  typescript: { ignoreBuildErrors: true },
  // These find their own files or connections at run time, so a bundle would break or double them.
  serverExternalPackages: ["pino", "postgres", "drizzle-orm", "nodemailer", "resend"],
  // A lockfile in a folder above the clone must not make Next believe that the project begins there.
  turbopack: { root: import.meta.dirname },
  outputFileTracingRoot: import.meta.dirname,
};

export default config;
