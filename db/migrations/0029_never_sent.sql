ALTER TABLE "delivery" DROP CONSTRAINT "fate_known";--> statement-breakpoint
CREATE INDEX "delivery_never_sent" ON "delivery" USING btree ("had_at") WHERE fate = 'failed';--> statement-breakpoint
ALTER TABLE "delivery" ADD CONSTRAINT "fate_known" CHECK ("delivery"."fate" in ('failed', 'delivered', 'bounced', 'complained'));