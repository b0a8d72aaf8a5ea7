import { spokenInstant } from "../../../domain/spoken.ts";
import { joinedTo, type Today } from "../../../engine/studio/today.ts";
import { counted, countedTo } from "./words.ts";

/** Who came lately. */
export function NewReaders({ newReaders, joined, zone }: Pick<Today, "newReaders" | "joined"> & { zone: string }) {
  return (
    <>
      <p className="mb-3 text-small">
        {joined.signedUp === 0
          ? "Nobody signed up in the last seven days."
          : `${countedTo(joined.signedUp, joinedTo)} signed up in the last seven days, and ${counted(joined.confirmed, "of them has", "of them have")} confirmed.`}
      </p>
      <ul className="grid gap-x-6 gap-y-2 sm:grid-cols-2">
        {newReaders.map(({ id, name, address, createdAt, confirmedAt }) => (
          <li key={id} className="break-words">
            <a href={`/studio/readers/${id}`}>{name ?? address}</a>
            <span className="block text-quiet text-small">
              {spokenInstant(createdAt, zone)}
              {confirmedAt === null ? ", not confirmed yet" : ""}
            </span>
          </li>
        ))}
      </ul>
    </>
  );
}
