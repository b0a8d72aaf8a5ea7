CREATE TABLE "picture" (
	"hash" text PRIMARY KEY NOT NULL,
	"content_type" text NOT NULL,
	"width" integer NOT NULL,
	"height" integer NOT NULL,
	"bytes" "bytea" NOT NULL,
	"created_at" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "picture_has_a_size" CHECK ("picture"."width" > 0 and "picture"."height" > 0)
);
--> statement-breakpoint
CREATE TABLE "event" (
	"id" bigint PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "event_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"delivery_id" bigint NOT NULL,
	"kind" text NOT NULL,
	"link" integer,
	"seen_at" timestamp (3) with time zone NOT NULL,
	"verdict" text NOT NULL,
	"facts" jsonb NOT NULL,
	CONSTRAINT "event_kind_known" CHECK ("event"."kind" in ('opened', 'clicked')),
	CONSTRAINT "verdict_known" CHECK ("event"."verdict" in ('person', 'prefetch', 'scanner', 'unknown')),
	CONSTRAINT "a_click_has_its_link" CHECK (("event"."kind" = 'clicked') = ("event"."link" is not null))
);
--> statement-breakpoint
CREATE TABLE "opened_ahead" (
	"enrolment_id" bigint NOT NULL,
	"lesson_id" bigint NOT NULL,
	"opened_at" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "opened_ahead_enrolment_id_lesson_id_pk" PRIMARY KEY("enrolment_id","lesson_id")
);
--> statement-breakpoint
CREATE TABLE "address_change" (
	"id" bigint PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "address_change_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"reader_id" bigint NOT NULL,
	"address" text NOT NULL,
	"address_hash" text NOT NULL,
	"former_address" text NOT NULL,
	"former_address_hash" text NOT NULL,
	"asked_at" timestamp (3) with time zone NOT NULL,
	"confirmed_at" timestamp (3) with time zone,
	"withdrawn_at" timestamp (3) with time zone,
	CONSTRAINT "new_address_is_normal" CHECK ("address_change"."address" ~ '^[!-~]{3,254}$' and "address_change"."address" = lower("address_change"."address")),
	CONSTRAINT "change_ends_one_way" CHECK (num_nonnulls("address_change"."confirmed_at", "address_change"."withdrawn_at") <= 1)
);
--> statement-breakpoint
ALTER TABLE "notice" DROP CONSTRAINT "notice_kind_known";--> statement-breakpoint
ALTER TABLE "planning" DROP CONSTRAINT "planning_counts_up";--> statement-breakpoint
ALTER TABLE "suppression" DROP CONSTRAINT "suppression_reason_known";--> statement-breakpoint
ALTER TABLE "delivery" ADD COLUMN "address_change_id" bigint;--> statement-breakpoint
ALTER TABLE "delivery" ADD COLUMN "tracked" boolean DEFAULT false NOT NULL;--> statement-breakpoint
ALTER TABLE "completion" ADD COLUMN "felt" text;--> statement-breakpoint
ALTER TABLE "enrolment" ADD COLUMN "every_days" integer DEFAULT 1 NOT NULL;--> statement-breakpoint
ALTER TABLE "enrolment" ADD COLUMN "resume_day" date;--> statement-breakpoint
ALTER TABLE "enrolment" ADD COLUMN "resume_at" timestamp (3) with time zone;--> statement-breakpoint
ALTER TABLE "enrolment" ADD COLUMN "nudges" integer DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE "enrolment" ADD COLUMN "nudge_at" timestamp (3) with time zone;--> statement-breakpoint
ALTER TABLE "enrolment" ADD COLUMN "certificate_name" text;--> statement-breakpoint
ALTER TABLE "reader" ADD COLUMN "daily_budget" integer;--> statement-breakpoint
ALTER TABLE "reader" ADD COLUMN "tracking" boolean DEFAULT true NOT NULL;--> statement-breakpoint
ALTER TABLE "event" ADD CONSTRAINT "event_delivery_id_delivery_id_fk" FOREIGN KEY ("delivery_id") REFERENCES "public"."delivery"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "opened_ahead" ADD CONSTRAINT "opened_ahead_enrolment_id_enrolment_id_fk" FOREIGN KEY ("enrolment_id") REFERENCES "public"."enrolment"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "opened_ahead" ADD CONSTRAINT "opened_ahead_lesson_id_lesson_id_fk" FOREIGN KEY ("lesson_id") REFERENCES "public"."lesson"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "address_change" ADD CONSTRAINT "address_change_reader_id_reader_id_fk" FOREIGN KEY ("reader_id") REFERENCES "public"."reader"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "event_by_delivery" ON "event" USING btree ("delivery_id","seen_at");--> statement-breakpoint
CREATE UNIQUE INDEX "one_open_address_change" ON "address_change" USING btree ("reader_id") WHERE confirmed_at is null and withdrawn_at is null;--> statement-breakpoint
ALTER TABLE "delivery" ADD CONSTRAINT "delivery_address_change_id_address_change_id_fk" FOREIGN KEY ("address_change_id") REFERENCES "public"."address_change"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "enrolment_resuming" ON "enrolment" USING btree ("resume_at") WHERE resume_at is not null;--> statement-breakpoint
CREATE INDEX "enrolment_nudged" ON "enrolment" USING btree ("nudge_at") WHERE nudge_at is not null;--> statement-breakpoint
ALTER TABLE "notice" ADD CONSTRAINT "notice_kind_known" CHECK ("notice"."kind" in ('confirm', 'welcome', 'nudge', 'pause-over', 'finished', 'find-link', 'address-change', 'address-changed'));--> statement-breakpoint
ALTER TABLE "delivery" ADD CONSTRAINT "address_change_has_its_notice" CHECK ((coalesce("delivery"."notice", '') in ('address-change', 'address-changed')) = ("delivery"."address_change_id" is not null));--> statement-breakpoint
ALTER TABLE "planning" ADD CONSTRAINT "planning_counts_something" CHECK ("planning"."planned" <> 0);--> statement-breakpoint
ALTER TABLE "completion" ADD CONSTRAINT "feeling_known" CHECK ("completion"."felt" in ('easy', 'right', 'hard'));--> statement-breakpoint
ALTER TABLE "enrolment" ADD CONSTRAINT "enrolment_every_day_or_other_day" CHECK ("enrolment"."every_days" in (1, 2));--> statement-breakpoint
ALTER TABLE "enrolment" ADD CONSTRAINT "certificate_name_is_short" CHECK (char_length("enrolment"."certificate_name") between 1 and 400);--> statement-breakpoint
ALTER TABLE "enrolment" ADD CONSTRAINT "only_a_pause_of_the_reader_ends_by_itself" CHECK ("enrolment"."resume_at" is null or "enrolment"."pause_reason" = 'reader');--> statement-breakpoint
ALTER TABLE "enrolment" ADD CONSTRAINT "resume_day_goes_with_its_instant" CHECK (num_nonnulls("enrolment"."resume_day", "enrolment"."resume_at") <> 1);--> statement-breakpoint
ALTER TABLE "enrolment" ADD CONSTRAINT "only_a_wait_is_nudged" CHECK ("enrolment"."nudge_at" is null or "enrolment"."wait" is not null);--> statement-breakpoint
ALTER TABLE "reader" ADD CONSTRAINT "reader_budget_from_one" CHECK ("reader"."daily_budget" >= 1);--> statement-breakpoint
ALTER TABLE "suppression" ADD CONSTRAINT "suppression_reason_known" CHECK ("suppression"."reason" in ('left', 'bounced', 'complained', 'erased'));