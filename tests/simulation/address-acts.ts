import { askForAddress, takeAddressBack } from "../../engine/change-address.ts";
import { confirmAddress } from "../../engine/confirm-address.ts";
import { type Maker, otherAddressOf, type Situation, someone, tokenFor } from "./situation.ts";

/** What readers do about the address that they are written to. */
export const addressActs = {
  "asks for another address": (situation) => {
    // The page behind the newest mail: whoever has it, has the link to that page.
    const mail = situation.mail(({ subject }) => !/confirm|address-change/.test(subject));
    const found = situation.known.now.deliveries.find(({ id }) => id === mail?.deliveryId);
    if (!found) return null;
    const { reader: readerId, enrolment: enrolmentId, newsletter: newsletterId } = found;
    const typed = wishOf(situation);
    return (context) =>
      askForAddress(context, { readerId, enrolmentId, newsletterId, typed, questioned: typed, ip: someone.ip });
  },
  "takes the wish back": ({ reader, known }) => {
    const isOpen = known.now.wishes.some((wish) => wish.reader === reader?.id && wish.state === "open");
    return reader && isOpen ? (context) => takeAddressBack(context, { readerId: reader.id }) : null;
  },
  "confirms another address": (situation) => {
    const { deliveries, wishes } = situation.known.now;
    const open = new Set(wishes.flatMap(({ id, state }) => (state === "open" ? [id] : [])));
    const asking = new Set(
      deliveries.flatMap(({ id, notice, wish }) => (isAsking(notice) && open.has(wish ?? 0) ? [id] : [])),
    );
    const mail = situation.mail(({ deliveryId }) => asking.has(deliveryId));
    return mail && ((context) => confirmAddress(context, { token: tokenFor(context, mail, "address"), ...someone }));
  },
} as const satisfies Record<string, Maker>;

function isAsking(notice: string | null): boolean {
  return notice === "address-change";
}

/** Mostly their other address, or back to the first; now and then one where somebody else reads. */
function wishOf(situation: Situation): string {
  const { chance, known, reader } = situation;
  const [first = "", other = ""] = situation.addresses;
  if (!chance.happens(situation.name("stranger"), 0.15)) return reader?.address === other ? first : other;
  const { address } = chance.pick(situation.name("whose"), known.scenario.readers);
  return chance.happens(situation.name("moved"), 0.5) ? address : otherAddressOf(address);
}
