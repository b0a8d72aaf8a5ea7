CREATE TABLE "past_wait" (
	"id" bigint PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "past_wait_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"reader_id" bigint NOT NULL,
	"enrolment_id" bigint NOT NULL,
	"why" text NOT NULL,
	"from_at" timestamp (3) with time zone NOT NULL,
	"until_at" timestamp (3) with time zone NOT NULL,
	"noted_at" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "past_wait_known" CHECK ("past_wait"."why" in ('completion', 'window', 'budget', 'apart'))
);
--> statement-breakpoint
CREATE TABLE "past_halt" (
	"id" bigint PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "past_halt_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"name" text NOT NULL,
	"began_at" timestamp (3) with time zone NOT NULL,
	"ended_at" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "a_halt_ends_after_its_beginning" CHECK ("past_halt"."began_at" <= "past_halt"."ended_at")
);
--> statement-breakpoint
ALTER TABLE "issue" ADD COLUMN "decided_at" timestamp (3) with time zone;--> statement-breakpoint
ALTER TABLE "past_wait" ADD CONSTRAINT "past_wait_reader_id_reader_id_fk" FOREIGN KEY ("reader_id") REFERENCES "public"."reader"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "past_wait" ADD CONSTRAINT "past_wait_enrolment_id_enrolment_id_fk" FOREIGN KEY ("enrolment_id") REFERENCES "public"."enrolment"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "past_wait_of_reader" ON "past_wait" USING btree ("reader_id","noted_at");--> statement-breakpoint
CREATE INDEX "past_wait_of_enrolment" ON "past_wait" USING btree ("enrolment_id");--> statement-breakpoint
CREATE INDEX "past_halt_by_end" ON "past_halt" USING btree ("ended_at");