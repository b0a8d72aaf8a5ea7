ALTER TABLE "batch" ADD COLUMN "settled_at" timestamp (3) with time zone;--> statement-breakpoint
ALTER TABLE "batch" ADD COLUMN "accepted_lessons" integer DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE "batch" ADD COLUMN "accepted_notices" integer DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE "batch" ADD COLUMN "accepted_issues" integer DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE "sending" ADD COLUMN "told_per_second" integer;--> statement-breakpoint
CREATE INDEX "batch_settled" ON "batch" USING btree ("settled_at") WHERE settled_at is not null;--> statement-breakpoint
CREATE INDEX "enrolment_waiting" ON "enrolment" USING btree ("pause_reason","wait") WHERE state = 'paused' or wait is not null;