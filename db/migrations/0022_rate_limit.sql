CREATE TABLE "rate_limit" (
	"key" text PRIMARY KEY NOT NULL,
	"clear_at" timestamp (3) with time zone NOT NULL
);
--> statement-breakpoint
CREATE INDEX "rate_limit_by_clear_at" ON "rate_limit" USING btree ("clear_at");