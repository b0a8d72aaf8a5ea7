ALTER TABLE "batch" ADD COLUMN "journal" jsonb;--> statement-breakpoint
ALTER TABLE "delivery" ADD COLUMN "setbacks" integer DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE "delivery" ADD COLUMN "setback" text;--> statement-breakpoint
ALTER TABLE "delivery" ADD COLUMN "setback_batch_id" bigint;--> statement-breakpoint
CREATE INDEX "delivery_set_back" ON "delivery" USING btree ("setback","setback_batch_id") WHERE state = 'queued' and setback is not null;