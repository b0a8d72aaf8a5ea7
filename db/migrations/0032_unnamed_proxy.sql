CREATE TABLE "unnamed_proxy" (
	"address" text PRIMARY KEY NOT NULL,
	"seen_at" timestamp (3) with time zone NOT NULL
);
