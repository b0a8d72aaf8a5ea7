CREATE TABLE "feedback" (
	"id" bigint PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "feedback_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"webhook_id" text NOT NULL,
	"kind" text NOT NULL,
	"sign" text,
	"provider_id" text NOT NULL,
	"tag" bigint,
	"address_hash" text,
	"said_at" timestamp (3) with time zone NOT NULL,
	"kept_at" timestamp (3) with time zone NOT NULL,
	"said" jsonb NOT NULL,
	"state" text DEFAULT 'kept' NOT NULL,
	"delivery_id" bigint,
	"judge_at" timestamp (3) with time zone,
	CONSTRAINT "feedback_webhookId_unique" UNIQUE("webhook_id"),
	CONSTRAINT "feedback_kind_known" CHECK ("feedback"."kind" in ('delivered', 'delayed', 'bounced', 'complained', 'failed', 'suppressed')),
	CONSTRAINT "feedback_sign_known" CHECK ("feedback"."sign" in ('complained', 'gone', 'unwell', 'alive')),
	CONSTRAINT "feedback_state_known" CHECK ("feedback"."state" in ('kept', 'parked', 'applied')),
	CONSTRAINT "only_applied_feedback_has_its_message" CHECK (("feedback"."state" = 'applied') = ("feedback"."delivery_id" is not null)),
	CONSTRAINT "only_who_is_unwell_is_judged" CHECK ("feedback"."judge_at" is null or coalesce("feedback"."sign", '') = 'unwell')
);
--> statement-breakpoint
ALTER TABLE "sending" DROP CONSTRAINT "halt_says_everything";--> statement-breakpoint
ALTER TABLE "sending" ADD COLUMN "halted_by_guard" boolean DEFAULT false NOT NULL;--> statement-breakpoint
ALTER TABLE "sending" ADD COLUMN "guard_from" timestamp (3) with time zone;--> statement-breakpoint
ALTER TABLE "feedback" ADD CONSTRAINT "feedback_delivery_id_delivery_id_fk" FOREIGN KEY ("delivery_id") REFERENCES "public"."delivery"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "feedback_to_apply" ON "feedback" USING btree ("id") WHERE state = 'kept';--> statement-breakpoint
CREATE INDEX "feedback_parked_by_tag" ON "feedback" USING btree ("tag") WHERE state = 'parked';--> statement-breakpoint
CREATE INDEX "feedback_parked_by_provider_id" ON "feedback" USING btree ("provider_id") WHERE state = 'parked';--> statement-breakpoint
CREATE INDEX "feedback_to_judge" ON "feedback" USING btree ("judge_at") WHERE judge_at is not null;--> statement-breakpoint
CREATE INDEX "feedback_of_delivery" ON "feedback" USING btree ("delivery_id") WHERE delivery_id is not null;--> statement-breakpoint
CREATE INDEX "feedback_of_address" ON "feedback" USING btree ("address_hash","said_at") WHERE sign is not null;--> statement-breakpoint
CREATE INDEX "feedback_grave" ON "feedback" USING btree ("said_at") WHERE sign in ('gone', 'complained') and state = 'applied';--> statement-breakpoint
ALTER TABLE "sending" ADD CONSTRAINT "only_the_provider_s_halt_is_probed" CHECK (("sending"."probe_at" is not null) = ("sending"."halted_at" is not null and not "sending"."halted_by_guard"));--> statement-breakpoint
ALTER TABLE "sending" ADD CONSTRAINT "only_a_halt_is_the_guard_s" CHECK ("sending"."halted_at" is not null or not "sending"."halted_by_guard");--> statement-breakpoint
ALTER TABLE "sending" ADD CONSTRAINT "halt_says_everything" CHECK (num_nonnulls("sending"."halted_at", "sending"."halt_name", "sending"."halt_message", "sending"."halt_cure") in (0, 4));