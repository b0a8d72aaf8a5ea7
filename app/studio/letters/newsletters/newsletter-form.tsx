import type {
  DuringCourseChoice,
  NewsletterErrors,
  NewsletterForm,
} from "../../../../engine/letters/newsletter-form.ts";
import { Button } from "../../../components/button.tsx";
import { Field } from "../../../components/field.tsx";
import { Choice, LongField, Tick } from "../../components/fields.tsx";
import { Panel } from "../../components/panel.tsx";
import { PressForm } from "../../components/press-form.tsx";

type Shown = {
  action: string;
  form: NewsletterForm;
  errors: NewsletterErrors;
  /** Its name in addresses is chosen once. */
  isNew: boolean;
  siteName: string;
  button: string;
};

/** Everything that an author decides about a newsletter. */
export function NewsletterFormPanel({ action, form, errors, isNew, siteName, button }: Shown) {
  return (
    <Panel>
      <PressForm action={action} className="grid max-w-[62ch] gap-6">
        <Field id="title" label="Title" defaultValue={form.title} error={errors.title} maxLength={100} required />
        {isNew ? (
          <Field
            id="slug"
            label="Name in addresses"
            hint="As in /letters/race-notes. Left empty, it is made from the title. It stays as it is from then on."
            defaultValue={form.slug}
            error={errors.slug}
            spellCheck={false}
            autoCapitalize="none"
          />
        ) : null}
        <LongField
          id="description"
          label="What it is about"
          hint="A sentence or two, for its page, its feeds and search engines."
          defaultValue={form.description}
          error={errors.description}
          rows={3}
        />
        <Field
          id="senderName"
          label="Sender name"
          hint={`What an inbox shows as the sender. Left empty, it is that of the site. The address stays that of ${siteName}.`}
          defaultValue={form.senderName}
          error={errors.senderName}
        />
        <Field
          id="replyTo"
          label="Address for answers"
          hint="Left empty, answers go where all others go."
          type="email"
          defaultValue={form.replyTo}
          error={errors.replyTo}
        />
        <Choice
          id="duringCourse"
          label="For readers who are in a course"
          hint="So that a day does not bring two letters. A letter is held for at most 14 days."
          options={duringCourse}
          defaultValue={form.duringCourse}
          error={errors.duringCourse}
        />
        <Tick
          id="tracking"
          label="Count opens and clicks"
          hint="Only of readers who allow it, and never for deciding what is sent."
          value="yes"
          defaultChecked={form.tracking}
        />
        <Button type="submit" className="justify-self-start">
          {button}
        </Button>
      </PressForm>
    </Panel>
  );
}

const duringCourse: readonly (readonly [DuringCourseChoice, string])[] = [
  ["hold-send", "Hold it until the course has ended, and send it then"],
  ["hold-cancel", "Hold it, and drop it if the course goes on for longer"],
  ["send", "Send it all the same"],
  ["skip", "Leave them out"],
];
