CREATE TABLE "issue" (
	"id" bigint PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "issue_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"newsletter_id" bigint NOT NULL,
	"slug" text NOT NULL,
	"origin" text NOT NULL,
	"title" text NOT NULL,
	"subject" text NOT NULL,
	"subject_b" text,
	"preheader" text DEFAULT '' NOT NULL,
	"markdown" text DEFAULT '' NOT NULL,
	"revision" integer DEFAULT 0 NOT NULL,
	"state" text DEFAULT 'draft' NOT NULL,
	"version_id" bigint,
	"version_b_id" bigint,
	"mode" text,
	"send_at" timestamp (3) with time zone,
	"local_day" date,
	"local_minute" integer,
	"audience" jsonb,
	"test_percent" integer,
	"test_minutes" integer,
	"winner" text,
	"test_result" jsonb,
	"private" boolean DEFAULT false NOT NULL,
	"created_at" timestamp (3) with time zone NOT NULL,
	"changed_at" timestamp (3) with time zone NOT NULL,
	"published_at" timestamp (3) with time zone,
	"sent_at" timestamp (3) with time zone,
	"cancelled_at" timestamp (3) with time zone,
	CONSTRAINT "issue_slug_once" UNIQUE("newsletter_id","slug"),
	CONSTRAINT "issue_of_its_newsletter" UNIQUE("id","newsletter_id"),
	CONSTRAINT "issue_slug_fits_a_url" CHECK ("issue"."slug" ~ '^[a-z0-9]+(-[a-z0-9]+)*$'),
	CONSTRAINT "issue_state_known" CHECK ("issue"."state" in ('draft', 'scheduled', 'sending', 'paused', 'sent', 'cancelled')),
	CONSTRAINT "issue_origin_known" CHECK ("issue"."origin" in ('written', 'file')),
	CONSTRAINT "issue_mode_known" CHECK ("issue"."mode" in ('now', 'at', 'local')),
	CONSTRAINT "winner_known" CHECK ("issue"."winner" in ('a', 'b', 'unclear')),
	CONSTRAINT "issue_revision_from_zero" CHECK ("issue"."revision" >= 0),
	CONSTRAINT "draft_is_not_on_its_way" CHECK (case when "issue"."state" = 'draft'
        then num_nonnulls("issue"."mode", "issue"."published_at", "issue"."winner") = 0
        else num_nonnulls("issue"."mode", "issue"."version_id") = 2 end),
	CONSTRAINT "mode_has_its_parts" CHECK (case coalesce("issue"."mode", 'now')
        when 'now' then num_nonnulls("issue"."send_at", "issue"."local_day", "issue"."local_minute") = 0
        when 'at' then "issue"."send_at" is not null and num_nonnulls("issue"."local_day", "issue"."local_minute") = 0
        when 'local' then "issue"."send_at" is null and num_nonnulls("issue"."local_day", "issue"."local_minute") = 2
        else false end),
	CONSTRAINT "local_minute_in_day" CHECK ("issue"."local_minute" between 0 and 1439),
	CONSTRAINT "test_says_how" CHECK (num_nonnulls("issue"."test_percent", "issue"."test_minutes") <> 1),
	CONSTRAINT "test_of_a_share" CHECK ("issue"."test_percent" between 1 and 100 and "issue"."test_minutes" between 1 and 20160),
	CONSTRAINT "a_test_needs_two_subjects" CHECK ("issue"."test_percent" is null or "issue"."subject_b" is not null),
	CONSTRAINT "what_is_tried_is_compiled" CHECK ("issue"."state" = 'draft' or ("issue"."test_percent" is not null) = ("issue"."version_b_id" is not null)),
	CONSTRAINT "winner_of_a_test" CHECK ("issue"."winner" is null or "issue"."test_percent" is not null),
	CONSTRAINT "winner_says_why" CHECK (("issue"."winner" is null) = ("issue"."test_result" is null)),
	CONSTRAINT "begun_is_published" CHECK ("issue"."state" not in ('sending', 'paused', 'sent') or "issue"."published_at" is not null),
	CONSTRAINT "sent_says_when" CHECK (("issue"."state" = 'sent') = ("issue"."sent_at" is not null)),
	CONSTRAINT "cancelled_says_when" CHECK (("issue"."state" = 'cancelled') = ("issue"."cancelled_at" is not null))
);
--> statement-breakpoint
CREATE TABLE "issue_run" (
	"issue_id" bigint PRIMARY KEY NOT NULL,
	"plan_at" timestamp (3) with time zone,
	"planned_through" bigint DEFAULT 0 NOT NULL,
	"unswept" boolean DEFAULT false NOT NULL,
	"decide_at" timestamp (3) with time zone,
	CONSTRAINT "planned_through_from_zero" CHECK ("issue_run"."planned_through" >= 0)
);
--> statement-breakpoint
ALTER TABLE "version" DROP CONSTRAINT "version_has_one_owner";--> statement-breakpoint
ALTER TABLE "delivery" DROP CONSTRAINT "kind_has_its_parts";--> statement-breakpoint
ALTER TABLE "notice" DROP CONSTRAINT "notice_course_id_kind_pk";--> statement-breakpoint
ALTER TABLE "notice" ALTER COLUMN "course_id" DROP NOT NULL;--> statement-breakpoint
ALTER TABLE "version" ALTER COLUMN "course_id" DROP NOT NULL;--> statement-breakpoint
ALTER TABLE "delivery" ALTER COLUMN "course_id" DROP NOT NULL;--> statement-breakpoint
ALTER TABLE "delivery" ALTER COLUMN "enrolment_id" DROP NOT NULL;--> statement-breakpoint
ALTER TABLE "notice" ADD COLUMN "newsletter_id" bigint;--> statement-breakpoint
ALTER TABLE "version" ADD COLUMN "newsletter_id" bigint;--> statement-breakpoint
ALTER TABLE "version" ADD COLUMN "issue_id" bigint;--> statement-breakpoint
ALTER TABLE "delivery" ADD COLUMN "newsletter_id" bigint;--> statement-breakpoint
ALTER TABLE "delivery" ADD COLUMN "issue_id" bigint;--> statement-breakpoint
ALTER TABLE "delivery" ADD COLUMN "arm" text;--> statement-breakpoint
ALTER TABLE "delivery" ADD COLUMN "held_for" text;--> statement-breakpoint
ALTER TABLE "delivery" ADD COLUMN "held_until" timestamp (3) with time zone;--> statement-breakpoint
ALTER TABLE "delivery" ADD COLUMN "held_check_at" timestamp (3) with time zone;--> statement-breakpoint
ALTER TABLE "planning" ADD COLUMN "issue_id" bigint;--> statement-breakpoint
ALTER TABLE "follow" ADD COLUMN "left_issue_id" bigint;--> statement-breakpoint
ALTER TABLE "newsletter" ADD COLUMN "description" text DEFAULT '' NOT NULL;--> statement-breakpoint
ALTER TABLE "newsletter" ADD COLUMN "sender_name" text;--> statement-breakpoint
ALTER TABLE "newsletter" ADD COLUMN "reply_to" text;--> statement-breakpoint
ALTER TABLE "newsletter" ADD COLUMN "tracking" boolean DEFAULT true NOT NULL;--> statement-breakpoint
ALTER TABLE "newsletter" ADD COLUMN "during_course" text DEFAULT 'hold' NOT NULL;--> statement-breakpoint
ALTER TABLE "newsletter" ADD COLUMN "held_then" text DEFAULT 'send' NOT NULL;--> statement-breakpoint
ALTER TABLE "newsletter" ADD COLUMN "created_at" timestamp (3) with time zone DEFAULT now() NOT NULL;--> statement-breakpoint
ALTER TABLE "newsletter" ALTER COLUMN "created_at" DROP DEFAULT;--> statement-breakpoint
ALTER TABLE "newsletter" ADD COLUMN "retired_at" timestamp (3) with time zone;--> statement-breakpoint
ALTER TABLE "issue" ADD CONSTRAINT "issue_newsletter_id_newsletter_id_fk" FOREIGN KEY ("newsletter_id") REFERENCES "public"."newsletter"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "issue" ADD CONSTRAINT "issue_version_id_version_id_fk" FOREIGN KEY ("version_id") REFERENCES "public"."version"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "issue" ADD CONSTRAINT "issue_version_b_id_version_id_fk" FOREIGN KEY ("version_b_id") REFERENCES "public"."version"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "issue_run" ADD CONSTRAINT "issue_run_issue_id_issue_id_fk" FOREIGN KEY ("issue_id") REFERENCES "public"."issue"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "issue_published" ON "issue" USING btree ("newsletter_id","published_at") WHERE published_at is not null;--> statement-breakpoint
CREATE INDEX "issue_run_planning" ON "issue_run" USING btree ("plan_at") WHERE plan_at is not null;--> statement-breakpoint
CREATE INDEX "issue_run_deciding" ON "issue_run" USING btree ("decide_at") WHERE decide_at is not null;--> statement-breakpoint
CREATE INDEX "issue_run_unswept" ON "issue_run" USING btree ("issue_id") WHERE unswept;--> statement-breakpoint
ALTER TABLE "notice" ADD CONSTRAINT "notice_newsletter_id_newsletter_id_fk" FOREIGN KEY ("newsletter_id") REFERENCES "public"."newsletter"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "version" ADD CONSTRAINT "version_newsletter_id_newsletter_id_fk" FOREIGN KEY ("newsletter_id") REFERENCES "public"."newsletter"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "version" ADD CONSTRAINT "version_issue_id_issue_id_fk" FOREIGN KEY ("issue_id") REFERENCES "public"."issue"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "delivery" ADD CONSTRAINT "delivery_newsletter_id_newsletter_id_fk" FOREIGN KEY ("newsletter_id") REFERENCES "public"."newsletter"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "delivery" ADD CONSTRAINT "delivery_of_an_issue_of_its_newsletter" FOREIGN KEY ("issue_id","newsletter_id") REFERENCES "public"."issue"("id","newsletter_id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "planning" ADD CONSTRAINT "planning_issue_id_issue_id_fk" FOREIGN KEY ("issue_id") REFERENCES "public"."issue"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "follow" ADD CONSTRAINT "follow_left_issue_id_issue_id_fk" FOREIGN KEY ("left_issue_id") REFERENCES "public"."issue"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "delivery_of_issue" ON "delivery" USING btree ("issue_id","state","held_for") WHERE issue_id is not null and state <> 'accepted';--> statement-breakpoint
CREATE INDEX "delivery_had_of_issue" ON "delivery" USING btree ("issue_id","had_at") WHERE issue_id is not null and had_at is not null;--> statement-breakpoint
CREATE INDEX "delivery_fate_of_issue" ON "delivery" USING btree ("issue_id","fate") WHERE issue_id is not null and fate is not null;--> statement-breakpoint
CREATE INDEX "delivery_held" ON "delivery" USING btree ("held_check_at") WHERE held_check_at is not null;--> statement-breakpoint
CREATE INDEX "planning_of_issue" ON "planning" USING btree ("issue_id") WHERE issue_id is not null;--> statement-breakpoint
CREATE INDEX "follow_following" ON "follow" USING btree ("newsletter_id","reader_id") WHERE state = 'following';--> statement-breakpoint
CREATE INDEX "follow_left_because" ON "follow" USING btree ("left_issue_id") WHERE left_issue_id is not null;--> statement-breakpoint
ALTER TABLE "notice" ADD CONSTRAINT "notice_of_course_once" UNIQUE("course_id","kind");--> statement-breakpoint
ALTER TABLE "notice" ADD CONSTRAINT "notice_of_newsletter_once" UNIQUE("newsletter_id","kind");--> statement-breakpoint
ALTER TABLE "version" ADD CONSTRAINT "version_of_newsletter_notice_once" UNIQUE("newsletter_id","notice","content_hash");--> statement-breakpoint
ALTER TABLE "version" ADD CONSTRAINT "version_of_issue_once" UNIQUE("issue_id","content_hash");--> statement-breakpoint
ALTER TABLE "delivery" ADD CONSTRAINT "one_issue_per_reader_and_copy" UNIQUE("issue_id","reader_id","copy");--> statement-breakpoint
ALTER TABLE "notice" ADD CONSTRAINT "notice_has_one_owner" CHECK (num_nonnulls("notice"."course_id", "notice"."newsletter_id") = 1);--> statement-breakpoint
ALTER TABLE "version" ADD CONSTRAINT "version_has_one_owner" CHECK (num_nonnulls("version"."course_id", "version"."newsletter_id", "version"."issue_id") = 1 and case
        when "version"."course_id" is not null then num_nonnulls("version"."lesson_key", "version"."notice") = 1
        when "version"."newsletter_id" is not null then "version"."notice" is not null and "version"."lesson_key" is null
        else num_nonnulls("version"."lesson_key", "version"."notice") = 0 end);--> statement-breakpoint
ALTER TABLE "delivery" ADD CONSTRAINT "belongs_to_one_thing" CHECK (num_nonnulls("delivery"."course_id", "delivery"."newsletter_id") = 1);--> statement-breakpoint
ALTER TABLE "delivery" ADD CONSTRAINT "enrolment_goes_with_its_course" CHECK (num_nonnulls("delivery"."course_id", "delivery"."enrolment_id") <> 1);--> statement-breakpoint
ALTER TABLE "delivery" ADD CONSTRAINT "arm_known" CHECK ("delivery"."arm" in ('a', 'b'));--> statement-breakpoint
ALTER TABLE "delivery" ADD CONSTRAINT "hold_known" CHECK ("delivery"."held_for" in ('course', 'winner', 'pause'));--> statement-breakpoint
ALTER TABLE "delivery" ADD CONSTRAINT "a_queued_letter_is_due_or_held" CHECK (case when "delivery"."kind" = 'issue' and "delivery"."state" = 'queued'
        then num_nonnulls("delivery"."due_at", "delivery"."held_for") = 1
        else "delivery"."held_for" is null end);--> statement-breakpoint
ALTER TABLE "delivery" ADD CONSTRAINT "held_for_a_course_is_looked_at" CHECK ((coalesce("delivery"."held_for", '') = 'course') = ("delivery"."held_check_at" is not null)
        and ("delivery"."held_check_at" is null or "delivery"."held_until" is not null));--> statement-breakpoint
ALTER TABLE "delivery" ADD CONSTRAINT "kind_has_its_parts" CHECK (case "delivery"."kind"
        when 'lesson' then num_nonnulls("delivery"."course_id", "delivery"."lesson_id", "delivery"."slot_at") = 3
          and num_nonnulls("delivery"."notice", "delivery"."occasion", "delivery"."issue_id", "delivery"."arm") = 0
        when 'notice' then num_nonnulls("delivery"."notice", "delivery"."occasion") = 2
          and num_nonnulls("delivery"."lesson_id", "delivery"."issue_id", "delivery"."arm") = 0
        when 'issue' then num_nonnulls("delivery"."newsletter_id", "delivery"."issue_id", "delivery"."arm") = 3
          and num_nonnulls("delivery"."lesson_id", "delivery"."notice", "delivery"."occasion", "delivery"."slot_at") = 0
        else false end);--> statement-breakpoint
ALTER TABLE "follow" ADD CONSTRAINT "only_who_left_left_because" CHECK ("follow"."left_issue_id" is null or "follow"."state" = 'left');--> statement-breakpoint
ALTER TABLE "newsletter" ADD CONSTRAINT "newsletter_slug_fits_a_url_and_a_list_id" CHECK ("newsletter"."slug" ~ '^[a-z0-9]+(-[a-z0-9]+)*$');--> statement-breakpoint
ALTER TABLE "newsletter" ADD CONSTRAINT "newsletter_title_not_empty" CHECK (char_length("newsletter"."title") between 1 and 200);--> statement-breakpoint
ALTER TABLE "newsletter" ADD CONSTRAINT "during_course_known" CHECK ("newsletter"."during_course" in ('send', 'hold', 'skip'));--> statement-breakpoint
ALTER TABLE "newsletter" ADD CONSTRAINT "held_then_known" CHECK ("newsletter"."held_then" in ('send', 'cancel'));