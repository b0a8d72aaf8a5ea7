import { findEdition } from "../../db/letters/editions.ts";
import { readReader } from "../../db/readers.ts";
import type { Context } from "../context.ts";
import { preparedVersion } from "../fillers.ts";
import { nameValue, variantFor } from "../lesson-values.ts";
import { deliveryOf, linkToken } from "../token.ts";
import { webLinks } from "../web-links.ts";
import { issuePath } from "./archive/public-copy.ts";

export type OwnCopy =
  | { kind: "unknown" }
  | {
      kind: "ok";
      newsletterTitle: string;
      title: string;
      /** A fragment of our own compiling, filled for this reader. */
      html: string;
      /** Where it stands for everybody; null for a private issue. */
      publicPath: string | null;
      meToken: string;
    };

/** A letter as its own reader got it, behind the token of its mail: the only place on the web of a private one. */
export async function readOwnCopy(context: Context, input: { token: string }): Promise<OwnCopy> {
  const delivery = await deliveryOf(context, { purpose: "lesson", token: input.token });
  const edition = delivery?.issueId && (await findEdition(context.db, { issueId: delivery.issueId }));
  const reader = delivery && (await readReader(context.db, { id: delivery.readerId }));
  if (!delivery || !edition || !reader) return { kind: "unknown" };
  const { siteUrl } = context.settings;
  const version = await preparedVersion(context, delivery.versionId);
  const html = version.filler(variantFor(reader.name)).fillWeb({
    values: {
      ...nameValue(reader.name),
      ...webLinks(context, delivery.id),
      "links.web": `${siteUrl}/letter/${input.token}`,
    },
    choices: {},
    linkUrl: (number) => version.links[number] ?? siteUrl,
  });
  const isPublic = !edition.private && edition.publishedAt !== null;
  return {
    kind: "ok",
    newsletterTitle: edition.newsletterTitle,
    title: edition.title,
    html,
    publicPath: isPublic ? issuePath(edition.newsletterSlug, edition.slug) : null,
    meToken: linkToken(context, { deliveryId: delivery.id, purpose: "me" }),
  };
}
