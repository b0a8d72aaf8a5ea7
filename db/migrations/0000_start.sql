CREATE TABLE "course" (
	"id" bigint PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "course_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"slug" text NOT NULL,
	"facts" jsonb NOT NULL,
	"source_hash" text NOT NULL,
	"published_at" timestamp (3) with time zone NOT NULL,
	"retired_at" timestamp (3) with time zone,
	CONSTRAINT "course_slug_unique" UNIQUE("slug")
);
--> statement-breakpoint
CREATE TABLE "lesson" (
	"id" bigint PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "lesson_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"course_id" bigint NOT NULL,
	"key" text NOT NULL,
	"position" integer NOT NULL,
	"week" integer NOT NULL,
	"title" text NOT NULL,
	"kind" text NOT NULL,
	"minutes" integer NOT NULL,
	"muscles" text[] NOT NULL,
	"version_id" bigint NOT NULL,
	"first_published_at" timestamp (3) with time zone NOT NULL,
	"retired_at" timestamp (3) with time zone,
	CONSTRAINT "lesson_key_once" UNIQUE("course_id","key"),
	CONSTRAINT "lesson_kind_known" CHECK ("lesson"."kind" in ('training', 'rest', 'mobility')),
	CONSTRAINT "lesson_position_from_one" CHECK ("lesson"."position" >= 1 and "lesson"."week" >= 1)
);
--> statement-breakpoint
CREATE TABLE "notice" (
	"course_id" bigint NOT NULL,
	"kind" text NOT NULL,
	"version_id" bigint NOT NULL,
	CONSTRAINT "notice_course_id_kind_pk" PRIMARY KEY("course_id","kind"),
	CONSTRAINT "notice_kind_known" CHECK ("notice"."kind" in ('confirm', 'welcome', 'finished', 'find-link'))
);
--> statement-breakpoint
CREATE TABLE "version" (
	"id" bigint PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "version_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"course_id" bigint NOT NULL,
	"lesson_key" text,
	"notice" text,
	"content_hash" text NOT NULL,
	"compiled" jsonb NOT NULL,
	"created_at" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "version_of_lesson_once" UNIQUE("course_id","lesson_key","content_hash"),
	CONSTRAINT "version_of_notice_once" UNIQUE("course_id","notice","content_hash"),
	CONSTRAINT "version_has_one_owner" CHECK (num_nonnulls("version"."lesson_key", "version"."notice") = 1)
);
--> statement-breakpoint
CREATE TABLE "batch" (
	"id" bigint PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "batch_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"key" text NOT NULL,
	"state" text NOT NULL,
	"transport" text NOT NULL,
	"fingerprint" text NOT NULL,
	"site" jsonb NOT NULL,
	"signing_key_id" integer NOT NULL,
	"body_sha256" text NOT NULL,
	"members" integer NOT NULL,
	"composed_at" timestamp (3) with time zone NOT NULL,
	"attempts" integer NOT NULL,
	"attempt_token" text,
	"lease_until" timestamp (3) with time zone,
	"first_attempt_at" timestamp (3) with time zone NOT NULL,
	"next_attempt_at" timestamp (3) with time zone,
	"frozen" boolean DEFAULT false NOT NULL,
	"last_error" text,
	CONSTRAINT "batch_key_unique" UNIQUE("key"),
	CONSTRAINT "batch_state_known" CHECK ("batch"."state" in ('open', 'settled', 'dissolved', 'uncertain')),
	CONSTRAINT "batch_has_members" CHECK ("batch"."members" between 1 and 100 and "batch"."attempts" >= 1),
	CONSTRAINT "lease_goes_with_token" CHECK (num_nonnulls("batch"."attempt_token", "batch"."lease_until") <> 1),
	CONSTRAINT "open_batch_is_leased_or_scheduled" CHECK (case when "batch"."state" = 'open'
        then num_nonnulls("batch"."lease_until", "batch"."next_attempt_at") = 1
        else num_nonnulls("batch"."lease_until", "batch"."next_attempt_at") = 0 end),
	CONSTRAINT "frozen_never_dissolved" CHECK (not ("batch"."frozen" and "batch"."state" = 'dissolved'))
);
--> statement-breakpoint
CREATE TABLE "delivery" (
	"id" bigint PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "delivery_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"kind" text NOT NULL,
	"reader_id" bigint NOT NULL,
	"course_id" bigint NOT NULL,
	"enrolment_id" bigint NOT NULL,
	"lesson_id" bigint,
	"notice" text,
	"occasion" text,
	"copy" integer DEFAULT 0 NOT NULL,
	"version_id" bigint NOT NULL,
	"variant" text NOT NULL,
	"values" jsonb,
	"planned_at" timestamp (3) with time zone NOT NULL,
	"due_at" timestamp (3) with time zone,
	"slot_at" timestamp (3) with time zone,
	"closes_at" timestamp (3) with time zone,
	"state" text NOT NULL,
	"fate" text,
	"alone" boolean DEFAULT false NOT NULL,
	"batch_id" bigint,
	"batch_index" integer,
	"address" text,
	"had_at" timestamp (3) with time zone,
	"provider_id" text,
	"reason" text,
	CONSTRAINT "one_lesson_per_enrolment_and_copy" UNIQUE("enrolment_id","lesson_id","copy"),
	CONSTRAINT "one_notice_per_occasion" UNIQUE("reader_id","notice","occasion"),
	CONSTRAINT "one_place_in_a_batch" UNIQUE("batch_id","batch_index"),
	CONSTRAINT "delivery_state_known" CHECK ("delivery"."state" in ('queued', 'batched', 'accepted', 'refused', 'suppressed', 'cancelled', 'uncertain')),
	CONSTRAINT "fate_known" CHECK ("delivery"."fate" in ('delivered', 'bounced', 'complained')),
	CONSTRAINT "kind_has_its_parts" CHECK (case "delivery"."kind"
        when 'lesson' then "delivery"."lesson_id" is not null and "delivery"."slot_at" is not null and num_nonnulls("delivery"."notice", "delivery"."occasion") = 0
        when 'notice' then "delivery"."lesson_id" is null and num_nonnulls("delivery"."notice", "delivery"."occasion") = 2
        else false end),
	CONSTRAINT "batched_has_its_place" CHECK (case "delivery"."state"
        when 'batched' then num_nonnulls("delivery"."batch_id", "delivery"."batch_index", "delivery"."address") = 3
        when 'queued' then num_nonnulls("delivery"."batch_id", "delivery"."batch_index", "delivery"."address") = 0
        else true end),
	CONSTRAINT "open_holds_values_and_settled_none" CHECK (("delivery"."state" in ('queued', 'batched')) = ("delivery"."values" is not null)),
	CONSTRAINT "settled_holds_no_address" CHECK ("delivery"."state" = 'batched' or "delivery"."address" is null),
	CONSTRAINT "had_says_when" CHECK (("delivery"."state" in ('accepted', 'uncertain')) = ("delivery"."had_at" is not null)),
	CONSTRAINT "accepted_has_provider_id" CHECK (("delivery"."state" = 'accepted') = ("delivery"."provider_id" is not null)),
	CONSTRAINT "not_accepted_says_why" CHECK ("delivery"."state" not in ('refused', 'suppressed', 'cancelled', 'uncertain') or "delivery"."reason" is not null),
	CONSTRAINT "fate_only_after_hand_over" CHECK ("delivery"."fate" is null or "delivery"."state" in ('accepted', 'uncertain')),
	CONSTRAINT "copies_from_zero" CHECK ("delivery"."copy" >= 0)
);
--> statement-breakpoint
CREATE TABLE "planning" (
	"id" bigint PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "planning_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"planned_at" timestamp (3) with time zone NOT NULL,
	"planned" integer NOT NULL,
	CONSTRAINT "planning_counts_up" CHECK ("planning"."planned" > 0)
);
--> statement-breakpoint
CREATE TABLE "completion" (
	"enrolment_id" bigint NOT NULL,
	"lesson_id" bigint NOT NULL,
	"completed_at" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "completion_enrolment_id_lesson_id_pk" PRIMARY KEY("enrolment_id","lesson_id")
);
--> statement-breakpoint
CREATE TABLE "enrolment" (
	"id" bigint PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "enrolment_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"reader_id" bigint NOT NULL,
	"course_id" bigint NOT NULL,
	"run" integer NOT NULL,
	"state" text NOT NULL,
	"asked" jsonb NOT NULL,
	"weekdays" integer DEFAULT 127 NOT NULL,
	"next_send_at" timestamp (3) with time zone,
	"next_slot_at" timestamp (3) with time zone,
	"open_delivery_id" bigint,
	"wait" text,
	"pause_reason" text,
	"created_at" timestamp (3) with time zone NOT NULL,
	"confirmed_at" timestamp (3) with time zone,
	"ended_at" timestamp (3) with time zone,
	CONSTRAINT "enrolment_run_once" UNIQUE("reader_id","course_id","run"),
	CONSTRAINT "enrolment_state_known" CHECK ("enrolment"."state" in ('unconfirmed', 'active', 'paused', 'finished', 'left', 'restarted')),
	CONSTRAINT "enrolment_run_from_one" CHECK ("enrolment"."run" >= 1),
	CONSTRAINT "enrolment_weekdays_not_empty" CHECK ("enrolment"."weekdays" between 1 and 127),
	CONSTRAINT "active_has_exactly_one_next_step" CHECK (case when "enrolment"."state" = 'active'
        then num_nonnulls("enrolment"."next_send_at", "enrolment"."open_delivery_id", "enrolment"."wait") = 1
        else "enrolment"."next_send_at" is null and "enrolment"."wait" is null end),
	CONSTRAINT "slot_goes_with_send" CHECK (num_nonnulls("enrolment"."next_send_at", "enrolment"."next_slot_at") <> 1),
	CONSTRAINT "unconfirmed_sends_nothing" CHECK ("enrolment"."state" <> 'unconfirmed' or "enrolment"."open_delivery_id" is null),
	CONSTRAINT "paused_says_why" CHECK (("enrolment"."state" = 'paused') = ("enrolment"."pause_reason" is not null)),
	CONSTRAINT "begun_was_confirmed" CHECK ("enrolment"."state" in ('unconfirmed', 'left', 'restarted') or "enrolment"."confirmed_at" is not null),
	CONSTRAINT "ended_says_when" CHECK (("enrolment"."state" in ('finished', 'left', 'restarted')) = ("enrolment"."ended_at" is not null))
);
--> statement-breakpoint
CREATE TABLE "consent" (
	"id" bigint PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "consent_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"reader_id" bigint,
	"purpose" text NOT NULL,
	"form" text NOT NULL,
	"words" text NOT NULL,
	"asked_at" timestamp (3) with time zone NOT NULL,
	"asked_ip" text,
	"asked_user_agent" text,
	"confirmed_at" timestamp (3) with time zone,
	"confirmed_ip" text,
	"confirmed_user_agent" text,
	"withdrawn_at" timestamp (3) with time zone
);
--> statement-breakpoint
CREATE TABLE "follow" (
	"reader_id" bigint NOT NULL,
	"newsletter_id" bigint NOT NULL,
	"state" text NOT NULL,
	"changed_at" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "follow_reader_id_newsletter_id_pk" PRIMARY KEY("reader_id","newsletter_id"),
	CONSTRAINT "follow_state_known" CHECK ("follow"."state" in ('waiting', 'following', 'left'))
);
--> statement-breakpoint
CREATE TABLE "newsletter" (
	"id" bigint PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "newsletter_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"slug" text NOT NULL,
	"title" text NOT NULL,
	CONSTRAINT "newsletter_slug_unique" UNIQUE("slug")
);
--> statement-breakpoint
CREATE TABLE "reader" (
	"id" bigint PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "reader_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"address" text NOT NULL,
	"address_hash" text NOT NULL,
	"name" text,
	"zone" text NOT NULL,
	"send_minute" integer NOT NULL,
	"created_at" timestamp (3) with time zone NOT NULL,
	"confirmed_at" timestamp (3) with time zone,
	CONSTRAINT "reader_address_unique" UNIQUE("address"),
	CONSTRAINT "reader_addressHash_unique" UNIQUE("address_hash"),
	CONSTRAINT "reader_address_is_normal" CHECK ("reader"."address" ~ '^[!-~]{3,254}$' and "reader"."address" = lower("reader"."address")),
	CONSTRAINT "reader_name_is_short" CHECK (char_length("reader"."name") between 1 and 400),
	CONSTRAINT "reader_send_minute_in_day" CHECK ("reader"."send_minute" between 0 and 1439)
);
--> statement-breakpoint
CREATE TABLE "signing_key" (
	"id" integer PRIMARY KEY NOT NULL,
	"fingerprint" text NOT NULL,
	CONSTRAINT "signing_key_fingerprint_once" UNIQUE("fingerprint")
);
--> statement-breakpoint
CREATE TABLE "suppression" (
	"address_hash" text PRIMARY KEY NOT NULL,
	"reason" text NOT NULL,
	"suppressed_at" timestamp (3) with time zone NOT NULL,
	"lifted_at" timestamp (3) with time zone,
	CONSTRAINT "suppression_reason_known" CHECK ("suppression"."reason" in ('left', 'bounced', 'complained')),
	CONSTRAINT "complaint_never_lifted" CHECK ("suppression"."reason" <> 'complained' or "suppression"."lifted_at" is null)
);
--> statement-breakpoint
CREATE TABLE "clock" (
	"id" integer PRIMARY KEY DEFAULT 1 NOT NULL,
	"offset_ms" bigint DEFAULT 0 NOT NULL,
	CONSTRAINT "one_clock" CHECK ("clock"."id" = 1)
);
--> statement-breakpoint
CREATE TABLE "mailbox_message" (
	"id" bigint PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "mailbox_message_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"key" text NOT NULL,
	"index" integer NOT NULL,
	"address" text NOT NULL,
	"subject" text NOT NULL,
	"preheader" text NOT NULL,
	"raw" text NOT NULL,
	"kept_at" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "kept_once" UNIQUE("key","index")
);
--> statement-breakpoint
CREATE TABLE "sending" (
	"id" integer PRIMARY KEY DEFAULT 1 NOT NULL,
	"wait_until" timestamp (3) with time zone,
	"halted_at" timestamp (3) with time zone,
	"halt_name" text,
	"halt_message" text,
	"halt_cure" text,
	"probe_at" timestamp (3) with time zone,
	CONSTRAINT "one_sending" CHECK ("sending"."id" = 1),
	CONSTRAINT "halt_says_everything" CHECK (num_nonnulls("sending"."halted_at", "sending"."halt_name", "sending"."halt_message", "sending"."halt_cure", "sending"."probe_at") in (0, 5))
);
--> statement-breakpoint
CREATE TABLE "worker" (
	"id" text PRIMARY KEY NOT NULL,
	"started_at" timestamp (3) with time zone NOT NULL,
	"seen_at" timestamp (3) with time zone NOT NULL
);
--> statement-breakpoint
ALTER TABLE "lesson" ADD CONSTRAINT "lesson_course_id_course_id_fk" FOREIGN KEY ("course_id") REFERENCES "public"."course"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "lesson" ADD CONSTRAINT "lesson_version_id_version_id_fk" FOREIGN KEY ("version_id") REFERENCES "public"."version"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "notice" ADD CONSTRAINT "notice_course_id_course_id_fk" FOREIGN KEY ("course_id") REFERENCES "public"."course"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "notice" ADD CONSTRAINT "notice_version_id_version_id_fk" FOREIGN KEY ("version_id") REFERENCES "public"."version"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "version" ADD CONSTRAINT "version_course_id_course_id_fk" FOREIGN KEY ("course_id") REFERENCES "public"."course"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "delivery" ADD CONSTRAINT "delivery_reader_id_reader_id_fk" FOREIGN KEY ("reader_id") REFERENCES "public"."reader"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "delivery" ADD CONSTRAINT "delivery_course_id_course_id_fk" FOREIGN KEY ("course_id") REFERENCES "public"."course"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "delivery" ADD CONSTRAINT "delivery_enrolment_id_enrolment_id_fk" FOREIGN KEY ("enrolment_id") REFERENCES "public"."enrolment"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "delivery" ADD CONSTRAINT "delivery_lesson_id_lesson_id_fk" FOREIGN KEY ("lesson_id") REFERENCES "public"."lesson"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "delivery" ADD CONSTRAINT "delivery_version_id_version_id_fk" FOREIGN KEY ("version_id") REFERENCES "public"."version"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "delivery" ADD CONSTRAINT "delivery_batch_id_batch_id_fk" FOREIGN KEY ("batch_id") REFERENCES "public"."batch"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "completion" ADD CONSTRAINT "completion_enrolment_id_enrolment_id_fk" FOREIGN KEY ("enrolment_id") REFERENCES "public"."enrolment"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "completion" ADD CONSTRAINT "completion_lesson_id_lesson_id_fk" FOREIGN KEY ("lesson_id") REFERENCES "public"."lesson"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "enrolment" ADD CONSTRAINT "enrolment_reader_id_reader_id_fk" FOREIGN KEY ("reader_id") REFERENCES "public"."reader"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "enrolment" ADD CONSTRAINT "enrolment_course_id_course_id_fk" FOREIGN KEY ("course_id") REFERENCES "public"."course"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "enrolment" ADD CONSTRAINT "enrolment_open_delivery" FOREIGN KEY ("open_delivery_id") REFERENCES "public"."delivery"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "consent" ADD CONSTRAINT "consent_reader_id_reader_id_fk" FOREIGN KEY ("reader_id") REFERENCES "public"."reader"("id") ON DELETE set null ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "follow" ADD CONSTRAINT "follow_reader_id_reader_id_fk" FOREIGN KEY ("reader_id") REFERENCES "public"."reader"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "follow" ADD CONSTRAINT "follow_newsletter_id_newsletter_id_fk" FOREIGN KEY ("newsletter_id") REFERENCES "public"."newsletter"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "batch_open" ON "batch" USING btree ("next_attempt_at","lease_until") WHERE state = 'open';--> statement-breakpoint
CREATE UNIQUE INDEX "one_open_lesson_per_enrolment" ON "delivery" USING btree ("enrolment_id") WHERE kind = 'lesson' and state in ('queued', 'batched');--> statement-breakpoint
CREATE INDEX "delivery_queue" ON "delivery" USING btree ("due_at","id") WHERE state = 'queued';--> statement-breakpoint
CREATE INDEX "delivery_by_reader_and_course" ON "delivery" USING btree ("reader_id","course_id","had_at");--> statement-breakpoint
CREATE INDEX "delivery_with_trouble" ON "delivery" USING btree ("reason","id") WHERE state in ('refused', 'uncertain');--> statement-breakpoint
CREATE INDEX "delivery_by_provider_id" ON "delivery" USING btree ("provider_id") WHERE provider_id is not null;--> statement-breakpoint
CREATE UNIQUE INDEX "one_live_run_per_reader_and_course" ON "enrolment" USING btree ("reader_id","course_id") WHERE state in ('unconfirmed', 'active', 'paused');--> statement-breakpoint
CREATE INDEX "enrolment_due" ON "enrolment" USING btree ("next_send_at") WHERE state = 'active' and next_send_at is not null;--> statement-breakpoint
CREATE INDEX "consent_by_reader" ON "consent" USING btree ("reader_id");