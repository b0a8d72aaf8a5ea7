CREATE TABLE "import_fault" (
	"id" bigint PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "import_fault_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"import_id" bigint NOT NULL,
	"line" integer NOT NULL,
	"what" text NOT NULL,
	"help" text NOT NULL,
	"cells" jsonb NOT NULL,
	"address_hash" text
);
--> statement-breakpoint
CREATE TABLE "import_seen" (
	"import_id" bigint NOT NULL,
	"hash" bigint NOT NULL,
	"line" integer NOT NULL,
	CONSTRAINT "import_seen_import_id_hash_pk" PRIMARY KEY("import_id","hash")
);
--> statement-breakpoint
CREATE TABLE "reader_import" (
	"id" bigint PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "reader_import_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"file_name" text NOT NULL,
	"file_key" text,
	"size_bytes" bigint NOT NULL,
	"encoding" text NOT NULL,
	"fingerprint" text NOT NULL,
	"plan" jsonb,
	"state" text NOT NULL,
	"pass" text,
	"offset_bytes" bigint DEFAULT 0 NOT NULL,
	"line" integer DEFAULT 1 NOT NULL,
	"counts" jsonb NOT NULL,
	"statement" text,
	"stated_at" timestamp (3) with time zone,
	"author_name" text NOT NULL,
	"lease_token" text,
	"lease_until" timestamp (3) with time zone,
	"attempts" integer DEFAULT 0 NOT NULL,
	"trouble" text,
	"created_at" timestamp (3) with time zone NOT NULL,
	"changed_at" timestamp (3) with time zone NOT NULL,
	"started_at" timestamp (3) with time zone,
	"ended_at" timestamp (3) with time zone,
	CONSTRAINT "reader_import_state_known" CHECK ("reader_import"."state" in ('mapping', 'checking', 'checked', 'running', 'stopped', 'done', 'failed')),
	CONSTRAINT "reader_import_pass_known" CHECK ("reader_import"."pass" in ('checking', 'running')),
	CONSTRAINT "reader_import_at_work_has_a_plan" CHECK ("reader_import"."state" = 'mapping' or "reader_import"."plan" is not null),
	CONSTRAINT "reader_import_pass_goes_with_its_state" CHECK (case when "reader_import"."state" in ('checking', 'running') then "reader_import"."pass" = "reader_import"."state"
        when "reader_import"."state" in ('stopped', 'failed') then "reader_import"."pass" is not null else "reader_import"."pass" is null end),
	CONSTRAINT "nobody_is_taken_over_without_a_statement" CHECK (("reader_import"."state" not in ('running', 'done') and coalesce("reader_import"."pass", '') <> 'running')
        or num_nonnulls("reader_import"."statement", "reader_import"."stated_at", "reader_import"."started_at") = 3),
	CONSTRAINT "reader_import_statement_is_short" CHECK (char_length("reader_import"."statement") between 10 and 2000),
	CONSTRAINT "reader_import_ends_once" CHECK (("reader_import"."state" = 'done') = ("reader_import"."ended_at" is not null)),
	CONSTRAINT "a_lease_has_both" CHECK (num_nonnulls("reader_import"."lease_token", "reader_import"."lease_until") <> 1)
);
--> statement-breakpoint
ALTER TABLE "import_fault" ADD CONSTRAINT "import_fault_import_id_reader_import_id_fk" FOREIGN KEY ("import_id") REFERENCES "public"."reader_import"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "import_seen" ADD CONSTRAINT "import_seen_import_id_reader_import_id_fk" FOREIGN KEY ("import_id") REFERENCES "public"."reader_import"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "import_fault_in_order" ON "import_fault" USING btree ("import_id","id");--> statement-breakpoint
CREATE INDEX "import_fault_by_address" ON "import_fault" USING btree ("address_hash") WHERE address_hash is not null;--> statement-breakpoint
CREATE INDEX "reader_import_by_fingerprint" ON "reader_import" USING btree ("fingerprint");--> statement-breakpoint
CREATE INDEX "reader_import_at_work" ON "reader_import" USING btree ("id") WHERE state in ('checking', 'running');