CREATE TABLE "plug_run" (
	"id" bigint PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "plug_run_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"readers" integer NOT NULL,
	"began_at" timestamp (3) with time zone NOT NULL,
	"killed_at" timestamp (3) with time zone,
	"received_at_kill" integer,
	"ended_at" timestamp (3) with time zone,
	"received" integer,
	"twice" integer,
	"repeated" integer,
	CONSTRAINT "a_kill_says_when" CHECK (num_nonnulls("plug_run"."killed_at", "plug_run"."received_at_kill") <> 1)
);
--> statement-breakpoint
CREATE UNIQUE INDEX "one_plug_run_under_way" ON "plug_run" USING btree ((ended_at is null)) WHERE ended_at is null;