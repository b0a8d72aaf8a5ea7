ALTER TABLE "delivery" DROP CONSTRAINT "kind_has_its_parts";--> statement-breakpoint
ALTER TABLE "event" ADD COLUMN "issue_id" bigint;--> statement-breakpoint
ALTER TABLE "event" ADD CONSTRAINT "event_issue_id_issue_id_fk" FOREIGN KEY ("issue_id") REFERENCES "public"."issue"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "delivery_queue_but_letters" ON "delivery" USING btree ("due_at","id") WHERE state = 'queued' and kind <> 'issue';--> statement-breakpoint
CREATE INDEX "event_of_issue" ON "event" USING btree ("issue_id","kind","verdict","link") WHERE issue_id is not null;--> statement-breakpoint
ALTER TABLE "delivery" ADD CONSTRAINT "kind_has_its_parts" CHECK (case "delivery"."kind"
        when 'lesson' then num_nonnulls("delivery"."course_id", "delivery"."lesson_id", "delivery"."slot_at") = 3
          and num_nonnulls("delivery"."notice", "delivery"."occasion", "delivery"."issue_id", "delivery"."arm") = 0
        when 'notice' then num_nonnulls("delivery"."notice", "delivery"."occasion") = 2
          and num_nonnulls("delivery"."lesson_id", "delivery"."issue_id", "delivery"."arm") = 0
        when 'issue' then num_nonnulls("delivery"."newsletter_id", "delivery"."issue_id", "delivery"."arm", "delivery"."slot_at") = 4
          and num_nonnulls("delivery"."lesson_id", "delivery"."notice", "delivery"."occasion") = 0
        else false end);