ALTER TABLE "address_change" ADD COLUMN "mailed_day" date;--> statement-breakpoint
ALTER TABLE "reader" ADD COLUMN "erased_at" timestamp (3) with time zone;--> statement-breakpoint
CREATE INDEX "address_change_by_reader" ON "address_change" USING btree ("reader_id");--> statement-breakpoint
CREATE INDEX "reader_erased" ON "reader" USING btree ("erased_at") WHERE erased_at is not null;--> statement-breakpoint
ALTER TABLE "address_change" ADD CONSTRAINT "one_letter_a_day_to_a_new_address" UNIQUE("address_hash","mailed_day");