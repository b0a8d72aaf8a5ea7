CREATE TABLE "reader_change" (
	"id" bigint PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "reader_change_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"reader_id" bigint NOT NULL,
	"enrolment_id" bigint,
	"kind" text NOT NULL,
	"former" text,
	"present" text,
	"changed_at" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "change_kind_known" CHECK ("reader_change"."kind" in ('zone', 'hour', 'weekdays', 'pace', 'budget', 'name', 'tracking', 'paused', 'resumed', 'restarted', 'left'))
);
--> statement-breakpoint
CREATE TABLE "reader_tag" (
	"reader_id" bigint NOT NULL,
	"tag" text NOT NULL,
	"tagged_at" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "reader_tag_reader_id_tag_pk" PRIMARY KEY("reader_id","tag"),
	CONSTRAINT "tag_is_short" CHECK (char_length("reader_tag"."tag") between 1 and 60)
);
--> statement-breakpoint
CREATE TABLE "segment" (
	"id" bigint PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "segment_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"name" text NOT NULL,
	"filter" jsonb NOT NULL,
	"created_at" timestamp (3) with time zone NOT NULL,
	"changed_at" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "segment_name_unique" UNIQUE("name")
);
--> statement-breakpoint
ALTER TABLE "enrolment" ADD COLUMN "reached_lesson_id" bigint;--> statement-breakpoint
ALTER TABLE "enrolment" ADD COLUMN "passed_lesson_ids" bigint[] DEFAULT '{}' NOT NULL;--> statement-breakpoint
ALTER TABLE "enrolment" ADD COLUMN "passed_at" timestamp (3) with time zone;--> statement-breakpoint
ALTER TABLE "reader" ADD COLUMN "last_seen_at" timestamp (3) with time zone;--> statement-breakpoint
ALTER TABLE "reader" ADD COLUMN "source" text;--> statement-breakpoint
ALTER TABLE "reader_change" ADD CONSTRAINT "reader_change_reader_id_reader_id_fk" FOREIGN KEY ("reader_id") REFERENCES "public"."reader"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "reader_change" ADD CONSTRAINT "reader_change_enrolment_id_enrolment_id_fk" FOREIGN KEY ("enrolment_id") REFERENCES "public"."enrolment"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "reader_tag" ADD CONSTRAINT "reader_tag_reader_id_reader_id_fk" FOREIGN KEY ("reader_id") REFERENCES "public"."reader"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "reader_change_by_reader" ON "reader_change" USING btree ("reader_id","changed_at");--> statement-breakpoint
CREATE INDEX "reader_change_by_enrolment" ON "reader_change" USING btree ("enrolment_id") WHERE enrolment_id is not null;--> statement-breakpoint
CREATE INDEX "reader_tag_by_tag" ON "reader_tag" USING btree ("tag","reader_id");--> statement-breakpoint
CREATE INDEX "enrolment_by_place" ON "enrolment" USING btree ("course_id","state","reached_lesson_id","reader_id");--> statement-breakpoint
CREATE INDEX "reader_by_last_seen" ON "reader" USING btree ("last_seen_at","id");--> statement-breakpoint
CREATE INDEX "reader_by_source" ON "reader" USING btree ("source","id");--> statement-breakpoint
CREATE INDEX "reader_by_zone" ON "reader" USING btree ("zone","id");--> statement-breakpoint
CREATE INDEX "reader_by_signup" ON "reader" USING btree ("created_at","id");--> statement-breakpoint
ALTER TABLE "enrolment" ADD CONSTRAINT "passed_says_since_when" CHECK ((cardinality("enrolment"."passed_lesson_ids") > 0) = ("enrolment"."passed_at" is not null));--> statement-breakpoint
ALTER TABLE "reader" ADD CONSTRAINT "reader_source_is_short" CHECK (char_length("reader"."source") between 1 and 200);--> statement-breakpoint
UPDATE "reader" SET "source" = (SELECT nullif(left("form", 200), '') FROM "consent" WHERE "consent"."reader_id" = "reader"."id" ORDER BY "id" LIMIT 1);--> statement-breakpoint
UPDATE "reader" SET "last_seen_at" = greatest("confirmed_at",
  (SELECT max("completed_at") FROM "completion" JOIN "enrolment" ON "enrolment"."id" = "enrolment_id" WHERE "enrolment"."reader_id" = "reader"."id"),
  (SELECT max("seen_at") FROM "event" JOIN "delivery" ON "delivery"."id" = "delivery_id" WHERE "delivery"."reader_id" = "reader"."id" AND "verdict" = 'person'));--> statement-breakpoint
UPDATE "enrolment" SET "reached_lesson_id" = (SELECT "lesson_id" FROM "delivery" WHERE "delivery"."enrolment_id" = "enrolment"."id" AND "kind" = 'lesson' AND "had_at" IS NOT NULL ORDER BY "had_at" DESC, "id" DESC LIMIT 1);
