ALTER TABLE "issue" DROP CONSTRAINT "what_is_tried_is_compiled";--> statement-breakpoint
ALTER TABLE "picture" ADD COLUMN "uploaded_at" timestamp (3) with time zone;--> statement-breakpoint
ALTER TABLE "issue" ADD CONSTRAINT "what_is_tried_is_compiled" CHECK ("issue"."state" = 'draft' or "issue"."test_percent" is null or "issue"."version_b_id" is not null);