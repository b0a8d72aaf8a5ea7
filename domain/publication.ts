/** What a message belongs to: a course or a newsletter, with all that its messages say about it. */
export type Publication = {
  kind: "course" | "newsletter";
  id: number;
  /** Its place in URLs, in List-Id and in Feedback-ID. */
  slug: string;
  title: string;
  /** The name in From and the address for answers, where it has its own. */
  senderName: string | null;
  replyTo: string | null;
  /** Whether its messages may be tracked, as far as the author decides. */
  tracking: boolean;
  /** It ends with a certificate. */
  certificate: boolean;
};

/** What a letter says about its issue beyond what was compiled. */
export type Edition = { slug: string; private: boolean };

/** What the messages of one batch belong to; committed with it, so that a retry says the same whatever is renamed. */
export type Imprint = {
  publications: Readonly<Record<string, Publication>>;
  editions: Readonly<Record<string, Edition>>;
};

export type Belonging = { courseId: number | null; newsletterId: number | null };

/** The name of what a delivery belongs to in an imprint. Throws when it is neither of a course nor of a newsletter. */
export function publicationKey({ courseId, newsletterId }: Belonging): string {
  if (courseId !== null) return `course:${courseId}`;
  if (newsletterId !== null) return `newsletter:${newsletterId}`;
  throw new Error("a delivery belongs to neither a course nor a newsletter");
}

/** What a delivery belongs to. Throws when the imprint was read without it. */
export function publicationOf(imprint: Imprint, delivery: Belonging & { id: number }): Publication {
  const publication = imprint.publications[publicationKey(delivery)];
  if (!publication) throw new Error(`delivery ${delivery.id} is of ${publicationKey(delivery)}, which was not read`);
  return publication;
}

/** The issue that a letter is of; null for what is no letter. */
export function editionOf(imprint: Imprint, delivery: { id: number; issueId: number | null }): Edition | null {
  if (delivery.issueId === null) return null;
  const edition = imprint.editions[String(delivery.issueId)];
  if (!edition) throw new Error(`delivery ${delivery.id} is of issue ${delivery.issueId}, which was not read`);
  return edition;
}
