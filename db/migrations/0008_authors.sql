CREATE TABLE "author" (
	"id" text PRIMARY KEY NOT NULL,
	"name" text NOT NULL,
	"address" text NOT NULL,
	"address_verified" boolean DEFAULT false NOT NULL,
	"image" text,
	"role" text DEFAULT 'viewer' NOT NULL,
	"created_at" timestamp (3) with time zone NOT NULL,
	"updated_at" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "author_address_unique" UNIQUE("address"),
	CONSTRAINT "author_role_known" CHECK ("author"."role" in ('owner', 'viewer'))
);
--> statement-breakpoint
CREATE TABLE "author_account" (
	"id" text PRIMARY KEY NOT NULL,
	"author_id" text NOT NULL,
	"account_id" text NOT NULL,
	"provider_id" text NOT NULL,
	"password" text,
	"access_token" text,
	"refresh_token" text,
	"id_token" text,
	"access_token_expires_at" timestamp (3) with time zone,
	"refresh_token_expires_at" timestamp (3) with time zone,
	"scope" text,
	"created_at" timestamp (3) with time zone NOT NULL,
	"updated_at" timestamp (3) with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "author_act" (
	"id" bigint PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "author_act_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"at" timestamp (3) with time zone NOT NULL,
	"author_id" text,
	"author_name" text NOT NULL,
	"act" text NOT NULL,
	"reader_id" bigint,
	"course_id" bigint,
	"newsletter_id" bigint,
	"issue_id" bigint,
	"delivery_id" bigint,
	"facts" jsonb NOT NULL
);
--> statement-breakpoint
CREATE TABLE "author_invitation" (
	"id" bigint PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "author_invitation_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"role" text NOT NULL,
	"token_hash" text NOT NULL,
	"made_by" text,
	"made_at" timestamp (3) with time zone NOT NULL,
	"expires_at" timestamp (3) with time zone NOT NULL,
	"used_at" timestamp (3) with time zone,
	CONSTRAINT "author_invitation_tokenHash_unique" UNIQUE("token_hash"),
	CONSTRAINT "invitation_role_known" CHECK ("author_invitation"."role" in ('owner', 'viewer'))
);
--> statement-breakpoint
CREATE TABLE "author_rate_limit" (
	"id" text PRIMARY KEY NOT NULL,
	"key" text NOT NULL,
	"count" integer NOT NULL,
	"last_request" bigint NOT NULL,
	CONSTRAINT "author_rate_limit_key_unique" UNIQUE("key")
);
--> statement-breakpoint
CREATE TABLE "author_session" (
	"id" text PRIMARY KEY NOT NULL,
	"author_id" text NOT NULL,
	"token" text NOT NULL,
	"ip_address" text,
	"user_agent" text,
	"created_at" timestamp (3) with time zone NOT NULL,
	"updated_at" timestamp (3) with time zone NOT NULL,
	"expires_at" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "author_session_token_unique" UNIQUE("token")
);
--> statement-breakpoint
CREATE TABLE "author_verification" (
	"id" text PRIMARY KEY NOT NULL,
	"identifier" text NOT NULL,
	"value" text NOT NULL,
	"expires_at" timestamp (3) with time zone NOT NULL,
	"created_at" timestamp (3) with time zone NOT NULL,
	"updated_at" timestamp (3) with time zone NOT NULL
);
--> statement-breakpoint
ALTER TABLE "author_account" ADD CONSTRAINT "author_account_author_id_author_id_fk" FOREIGN KEY ("author_id") REFERENCES "public"."author"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "author_act" ADD CONSTRAINT "author_act_author_id_author_id_fk" FOREIGN KEY ("author_id") REFERENCES "public"."author"("id") ON DELETE set null ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "author_act" ADD CONSTRAINT "author_act_reader_id_reader_id_fk" FOREIGN KEY ("reader_id") REFERENCES "public"."reader"("id") ON DELETE set null ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "author_act" ADD CONSTRAINT "author_act_course_id_course_id_fk" FOREIGN KEY ("course_id") REFERENCES "public"."course"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "author_act" ADD CONSTRAINT "author_act_newsletter_id_newsletter_id_fk" FOREIGN KEY ("newsletter_id") REFERENCES "public"."newsletter"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "author_act" ADD CONSTRAINT "author_act_delivery_id_delivery_id_fk" FOREIGN KEY ("delivery_id") REFERENCES "public"."delivery"("id") ON DELETE set null ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "author_invitation" ADD CONSTRAINT "author_invitation_made_by_author_id_fk" FOREIGN KEY ("made_by") REFERENCES "public"."author"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "author_session" ADD CONSTRAINT "author_session_author_id_author_id_fk" FOREIGN KEY ("author_id") REFERENCES "public"."author"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "author_account_by_author" ON "author_account" USING btree ("author_id");--> statement-breakpoint
CREATE INDEX "act_by_author" ON "author_act" USING btree ("author_id","id");--> statement-breakpoint
CREATE INDEX "act_by_act" ON "author_act" USING btree ("act","id");--> statement-breakpoint
CREATE INDEX "act_by_reader" ON "author_act" USING btree ("reader_id","id") WHERE reader_id is not null;--> statement-breakpoint
CREATE INDEX "act_by_delivery" ON "author_act" USING btree ("delivery_id") WHERE delivery_id is not null;--> statement-breakpoint
CREATE INDEX "author_session_by_author" ON "author_session" USING btree ("author_id");--> statement-breakpoint
CREATE INDEX "author_verification_by_identifier" ON "author_verification" USING btree ("identifier");