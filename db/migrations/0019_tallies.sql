CREATE TABLE "reading" (
	"delivery_id" bigint PRIMARY KEY NOT NULL,
	"course_id" bigint,
	"newsletter_id" bigint,
	"lesson_id" bigint,
	"seen_at" timestamp (3) with time zone NOT NULL,
	"opened_at" timestamp (3) with time zone,
	"clicked_at" timestamp (3) with time zone,
	"week_hour" integer,
	CONSTRAINT "reading_hour_in_week" CHECK ("reading"."week_hour" between 0 and 167),
	CONSTRAINT "only_a_person_has_an_hour" CHECK ("reading"."week_hour" is null or num_nonnulls("reading"."opened_at", "reading"."clicked_at") > 0)
);
--> statement-breakpoint
CREATE TABLE "tally" (
	"measure" text NOT NULL,
	"day" date,
	"course_id" bigint,
	"newsletter_id" bigint,
	"lesson_id" bigint,
	"week_hour" integer,
	"count" integer NOT NULL,
	CONSTRAINT "tally_once" UNIQUE NULLS NOT DISTINCT("measure","course_id","newsletter_id","lesson_id","day","week_hour")
);
--> statement-breakpoint
CREATE TABLE "tally_change" (
	"measure" text NOT NULL,
	"day" date,
	"course_id" bigint,
	"newsletter_id" bigint,
	"lesson_id" bigint,
	"week_hour" integer,
	"count" integer NOT NULL
);
--> statement-breakpoint
ALTER TABLE "completion" ADD COLUMN "week_hour" integer;--> statement-breakpoint
ALTER TABLE "reading" ADD CONSTRAINT "reading_delivery_id_delivery_id_fk" FOREIGN KEY ("delivery_id") REFERENCES "public"."delivery"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "reading" ADD CONSTRAINT "reading_course_id_course_id_fk" FOREIGN KEY ("course_id") REFERENCES "public"."course"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "reading" ADD CONSTRAINT "reading_newsletter_id_newsletter_id_fk" FOREIGN KEY ("newsletter_id") REFERENCES "public"."newsletter"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "reading" ADD CONSTRAINT "reading_lesson_id_lesson_id_fk" FOREIGN KEY ("lesson_id") REFERENCES "public"."lesson"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "completion" ADD CONSTRAINT "completion_hour_in_week" CHECK ("completion"."week_hour" between 0 and 167);--> statement-breakpoint
-- What each counted row adds to the figures is said once, here, as SQL over a row `r`. From it are made the triggers,
-- which append what every statement has changed, and `count_tallies`, which counts everything anew.
-- `subject` is what the numbers depend on: an update that leaves it alone is passed over before anything is counted.
CREATE TABLE tally_rule (name text PRIMARY KEY, relation text NOT NULL, key text NOT NULL, subject text NOT NULL, counted text NOT NULL);
--> statement-breakpoint
INSERT INTO tally_rule VALUES
('passage', 'enrolment', 'id',
  'r.run, r.state, r.created_at, r.confirmed_at, r.ended_at, r.reached_lesson_id is null',
  $$select * from (values
    ('asked', r.created_at, r.run = 1),
    ('joined', r.confirmed_at, r.run = 1),
    ('finished', r.ended_at, r.state = 'finished'),
    ('left', r.ended_at, r.state = 'left' and r.confirmed_at is not null),
    ('cohortConfirmed', r.created_at, r.run = 1 and r.confirmed_at is not null),
    ('cohortBegan', r.created_at, r.run = 1 and r.reached_lesson_id is not null),
    ('cohortFinished', r.created_at, r.run = 1 and r.state = 'finished')
  ) one(measure, at, counts), lateral (select (at at time zone 'UTC')::date as day, r.course_id, null::bigint as newsletter_id,
    null::bigint as lesson_id, null::int as week_hour) place where counts and at is not null$$),
('place', 'enrolment', 'id',
  'r.state = ''left'' and r.confirmed_at is not null, r.reached_lesson_id',
  $$select measure, null::timestamptz as at, counts, null::date as day, r.course_id, null::bigint as newsletter_id,
    r.reached_lesson_id as lesson_id, null::int as week_hour
  from (values
    ('standing', r.reached_lesson_id is not null),
    ('leftAt', r.state = 'left' and r.confirmed_at is not null)
  ) one(measure, counts) where counts$$),
('message', 'delivery', 'id',
  'case when r.state in (''accepted'', ''uncertain'', ''refused'') then r.state end, r.fate, r.had_at',
  $$select measure, at, true as counts, (at at time zone 'UTC')::date as day, r.course_id, r.newsletter_id, r.lesson_id,
    null::int as week_hour
  from (values
    (case r.state when 'accepted' then case when r.copy = 0 then 'accepted' else 'again' end else r.state end,
      coalesce(r.had_at, r.slot_at, r.planned_at)),
    (r.fate, r.had_at)
  ) one(measure, at) where r.state in ('accepted', 'uncertain', 'refused') and measure is not null$$),
('completion', 'completion', 'enrolment_id, lesson_id',
  'r.completed_at, r.felt, r.week_hour',
  $$select measure, r.completed_at as at, true as counts, (r.completed_at at time zone 'UTC')::date as day, l.course_id,
    null::bigint as newsletter_id, case when measure <> 'read' then r.lesson_id end as lesson_id, hour as week_hour
  from (values ('done', null::int), (r.felt, null), (case when r.week_hour is not null then 'read' end, r.week_hour)
  ) one(measure, hour), lesson l where measure is not null and l.id = r.lesson_id$$),
('reading', 'reading', 'delivery_id',
  'r.opened_at, r.clicked_at, r.week_hour, r.seen_at',
  $$select measure, one.at, true as counts, (one.at at time zone 'UTC')::date as day, r.course_id, r.newsletter_id,
    case when measure <> 'read' then r.lesson_id end as lesson_id, hour as week_hour
  from (values
    ('opened', r.opened_at, null::int),
    ('clicked', r.clicked_at, null),
    ('machine', case when num_nonnulls(r.opened_at, r.clicked_at) = 0 then r.seen_at end, null),
    ('read', case when r.week_hour is not null then least(r.opened_at, r.clicked_at) end, r.week_hour)
  ) one(measure, at, hour) where one.at is not null$$),
('consent', 'consent', 'id',
  'r.purpose, r.asked_at, r.confirmed_at, r.withdrawn_at',
  $$select measure, one.at, true as counts, (one.at at time zone 'UTC')::date as day, null::bigint as course_id,
    n.id as newsletter_id, null::bigint as lesson_id, null::int as week_hour
  from (values ('asked', r.asked_at), ('joined', r.confirmed_at),
    ('left', case when r.confirmed_at is not null then r.withdrawn_at end)) one(measure, at), newsletter n
  where one.at is not null and r.purpose = 'newsletter:' || n.slug$$);
--> statement-breakpoint
DO $do$
DECLARE
  rule tally_rule;
  columns constant text := 'c.measure, c.day, c.course_id, c.newsletter_id, c.lesson_id, c.week_hour';
  key_columns text;
  count_all text := '';
BEGIN
  FOR rule IN SELECT * FROM tally_rule ORDER BY name LOOP
    key_columns := '(' || rule.key || ')';
    EXECUTE format($f$
      CREATE FUNCTION tally_new_%1$s() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
        INSERT INTO tally_change SELECT %2$s, count(*) FROM new_rows r, LATERAL (%3$s) c GROUP BY %2$s;
        RETURN NULL;
      END $$;
      CREATE FUNCTION tally_gone_%1$s() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
        INSERT INTO tally_change SELECT %2$s, -count(*) FROM old_rows r, LATERAL (%3$s) c GROUP BY %2$s;
        RETURN NULL;
      END $$;
      CREATE FUNCTION tally_changed_%1$s() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
        INSERT INTO tally_change SELECT %2$s, sum(c.n) FROM (
          SELECT %2$s, 1 AS n FROM new_rows r JOIN old_rows o USING %4$s, LATERAL (%3$s) c WHERE (%5$s) IS DISTINCT FROM (%6$s)
          UNION ALL
          SELECT %2$s, -1 FROM old_rows r JOIN new_rows o USING %4$s, LATERAL (%3$s) c WHERE (%5$s) IS DISTINCT FROM (%6$s)
        ) c GROUP BY %2$s HAVING sum(c.n) <> 0;
        RETURN NULL;
      END $$;
      CREATE TRIGGER tally_new_%1$s AFTER INSERT ON %7$s REFERENCING NEW TABLE AS new_rows
        FOR EACH STATEMENT EXECUTE FUNCTION tally_new_%1$s();
      CREATE TRIGGER tally_gone_%1$s AFTER DELETE ON %7$s REFERENCING OLD TABLE AS old_rows
        FOR EACH STATEMENT EXECUTE FUNCTION tally_gone_%1$s();
      CREATE TRIGGER tally_changed_%1$s AFTER UPDATE ON %7$s REFERENCING OLD TABLE AS old_rows NEW TABLE AS new_rows
        FOR EACH STATEMENT EXECUTE FUNCTION tally_changed_%1$s();
      $f$, rule.name, columns, rule.counted, key_columns, rule.subject, replace(rule.subject, 'r.', 'o.'), rule.relation);
    count_all := count_all || CASE WHEN count_all = '' THEN '' ELSE ' UNION ALL ' END
      || format('SELECT %s FROM %s r, LATERAL (%s) c', columns, rule.relation, rule.counted);
  END LOOP;
  EXECUTE format($f$
    CREATE FUNCTION count_tallies() RETURNS TABLE (measure text, day date, course_id bigint, newsletter_id bigint,
      lesson_id bigint, week_hour int, count bigint) LANGUAGE sql STABLE AS $$
      SELECT %1$s, count(*) FROM (%2$s) c GROUP BY %1$s
    $$ $f$, columns, count_all);
END $do$;
--> statement-breakpoint
DROP TABLE tally_rule;
--> statement-breakpoint
INSERT INTO reading (delivery_id, course_id, newsletter_id, lesson_id, seen_at, opened_at, clicked_at)
SELECT d.id, d.course_id, d.newsletter_id, d.lesson_id, min(e.seen_at),
  min(e.seen_at) FILTER (WHERE e.verdict = 'person' AND e.kind = 'opened'),
  min(e.seen_at) FILTER (WHERE e.verdict = 'person' AND e.kind = 'clicked' AND e.link > 0)
FROM event e JOIN delivery d ON d.id = e.delivery_id GROUP BY d.id;
--> statement-breakpoint
DELETE FROM tally_change;
--> statement-breakpoint
INSERT INTO tally SELECT measure, day, course_id, newsletter_id, lesson_id, week_hour, count FROM count_tallies();
