CREATE TABLE "file_correction" (
	"issue_id" bigint PRIMARY KEY NOT NULL,
	"version_id" bigint NOT NULL,
	"version_b_id" bigint,
	"title" text NOT NULL,
	"subject" text NOT NULL,
	"subject_b" text,
	"preheader" text NOT NULL,
	"published_at" timestamp (3) with time zone NOT NULL
);
--> statement-breakpoint
ALTER TABLE "file_correction" ADD CONSTRAINT "file_correction_issue_id_issue_id_fk" FOREIGN KEY ("issue_id") REFERENCES "public"."issue"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "file_correction" ADD CONSTRAINT "file_correction_version_id_version_id_fk" FOREIGN KEY ("version_id") REFERENCES "public"."version"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "file_correction" ADD CONSTRAINT "file_correction_version_b_id_version_id_fk" FOREIGN KEY ("version_b_id") REFERENCES "public"."version"("id") ON DELETE no action ON UPDATE no action;