import { Button } from "../../../../components/button.tsx";
import { Field } from "../../../../components/field.tsx";
import { PressForm, SmallButton } from "../../../components/press-form.tsx";
import { readerPath } from "../../paths.ts";

/** The words that the author keeps of this reader. */
export function TagBox({ readerId, tags, isOwner }: { readerId: number; tags: readonly string[]; isOwner: boolean }) {
  const action = `${readerPath(readerId)}/tags`;
  return (
    <div className="grid gap-4">
      {tags.length === 0 ? <p className="text-quiet">No tags.</p> : null}
      <ul className="grid gap-2">
        {tags.map((tag) => (
          <li key={tag} className="flex items-center justify-between gap-3">
            <bdi className="min-w-0 [overflow-wrap:anywhere]">{tag}</bdi>
            {isOwner ? (
              <SmallButton action={action} values={{ tag, how: "take" }} aria-label={`Take the tag ${tag} off`}>
                Take off
              </SmallButton>
            ) : null}
          </li>
        ))}
      </ul>
      {isOwner ? (
        <PressForm action={action} values={{ how: "put" }}>
          <Field id="tag" label="Another tag" maxLength={60} required autoComplete="off" />
          <div>
            <Button type="submit" look="quiet">
              Put it on
            </Button>
          </div>
        </PressForm>
      ) : null}
    </div>
  );
}
