DROP INDEX "enrolment_by_place";--> statement-breakpoint
CREATE INDEX "enrolment_by_state" ON "enrolment" USING btree ("course_id","state","reader_id");--> statement-breakpoint
CREATE INDEX "enrolment_by_place" ON "enrolment" USING btree ("reached_lesson_id","reader_id");