CREATE TABLE "pending_change" (
	"course_id" bigint PRIMARY KEY NOT NULL,
	"plan" jsonb NOT NULL,
	"source_hash" text NOT NULL,
	"found_at" timestamp (3) with time zone NOT NULL
);
--> statement-breakpoint
ALTER TABLE "course" ADD COLUMN "declared" jsonb;--> statement-breakpoint
ALTER TABLE "course" ADD COLUMN "settings" jsonb DEFAULT '{}'::jsonb NOT NULL;--> statement-breakpoint
ALTER TABLE "lesson" ADD COLUMN "rejoined_at" timestamp (3) with time zone;--> statement-breakpoint
ALTER TABLE "lesson" ADD COLUMN "moved_at" timestamp (3) with time zone;--> statement-breakpoint
ALTER TABLE "lesson" ADD COLUMN "audience" text DEFAULT 'ahead' NOT NULL;--> statement-breakpoint
ALTER TABLE "pending_change" ADD CONSTRAINT "pending_change_course_id_course_id_fk" FOREIGN KEY ("course_id") REFERENCES "public"."course"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "lesson" ADD CONSTRAINT "lesson_audience_known" CHECK ("lesson"."audience" in ('new', 'ahead', 'all'));