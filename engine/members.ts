import type { BatchSite, DeliveryKind, DeliveryValues } from "../db/schema/deliveries.ts";
import { editionOf, type Imprint, publicationOf } from "../domain/publication.ts";
import type { SigningKey } from "../domain/tokens.ts";
import type { Message } from "../mail/transport.ts";
import type { Context } from "./context.ts";
import { preparedVersion } from "./fillers.ts";
import { composeMessage } from "./message.ts";

/** A delivery in its place in a batch, with all that filling it needs. */
export type Member = {
  id: number;
  kind: DeliveryKind;
  notice: string | null;
  courseId: number | null;
  enrolmentId: number | null;
  newsletterId: number | null;
  lessonId: number | null;
  issueId: number | null;
  versionId: number;
  variant: "named" | "unnamed";
  values: DeliveryValues;
  address: string;
  tracked: boolean;
};

export type ComposedMessage = { member: Member; message: Message };
export type UnfitMember = { member: Member; error: unknown };

/**
 * Fills every member's message, in their order. The same input gives the same bytes, today and at any retry. A member
 * whose message cannot be made is set apart, so that it spoils nobody else's.
 */
export async function composeMessages(
  context: Pick<Context, "db" | "versions">,
  input: { members: readonly Member[]; imprint: Imprint; site: BatchSite; key: SigningKey },
): Promise<{ composed: ComposedMessage[]; unfit: UnfitMember[] }> {
  const composed: ComposedMessage[] = [];
  const unfit: UnfitMember[] = [];
  for (const member of input.members) {
    const publication = publicationOf(input.imprint, member);
    const edition = editionOf(input.imprint, member);
    const version = await preparedVersion(context, member.versionId);
    const { site, key } = input;
    try {
      const filler = version.filler(member.variant);
      composed.push({
        member,
        message: composeMessage({ delivery: member, publication, edition, filler, links: version.links, site, key }),
      });
    } catch (error) {
      unfit.push({ member, error });
    }
  }
  return { composed, unfit };
}
