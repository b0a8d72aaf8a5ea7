DROP INDEX "act_by_author";--> statement-breakpoint
ALTER TABLE "author_session" ADD COLUMN "by_link" boolean DEFAULT false NOT NULL;--> statement-breakpoint
ALTER TABLE "sending" ADD COLUMN "halt_told" boolean DEFAULT false NOT NULL;--> statement-breakpoint
ALTER TABLE "sending" ADD COLUMN "ended_halt" text;--> statement-breakpoint
CREATE INDEX "act_by_author_name" ON "author_act" USING btree ("author_name","id");--> statement-breakpoint
CREATE INDEX "act_by_author" ON "author_act" USING btree ("author_id");