-- The rows that there is always exactly one of.
INSERT INTO "clock" DEFAULT VALUES;
--> statement-breakpoint
INSERT INTO "sending" DEFAULT VALUES;
--> statement-breakpoint
INSERT INTO "newsletter" ("slug", "title") VALUES ('weekly', 'The weekly letter');
--> statement-breakpoint
-- Enrolments and deliveries churn with every lesson: at the default of 0.2 dead rows outweigh the live ones for days.
ALTER TABLE "enrolment" SET (autovacuum_vacuum_scale_factor = 0.02);
--> statement-breakpoint
ALTER TABLE "delivery" SET (autovacuum_vacuum_scale_factor = 0.02);
--> statement-breakpoint
ALTER TABLE "batch" SET (autovacuum_vacuum_scale_factor = 0.02);
