CREATE FUNCTION fold_words(words text) RETURNS text LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE
RETURN lower(regexp_replace(normalize(words, NFKD), '[\u0300-\u036f]', '', 'g'));
--> statement-breakpoint
CREATE TABLE "reader_words" (
	"reader_id" bigint PRIMARY KEY NOT NULL,
	"words" text NOT NULL
);
--> statement-breakpoint
ALTER TABLE "reader_words" ADD CONSTRAINT "reader_words_reader_id_reader_id_fk" FOREIGN KEY ("reader_id") REFERENCES "public"."reader"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
INSERT INTO "reader_words" SELECT id, fold_words(address || coalesce(' ' || name, '')) FROM "reader";--> statement-breakpoint
DO $$ BEGIN
  CREATE EXTENSION IF NOT EXISTS pg_trgm;
  CREATE INDEX reader_words_by_trigram ON reader_words USING gin (words gin_trgm_ops);
EXCEPTION WHEN insufficient_privilege OR undefined_file OR feature_not_supported OR undefined_object THEN
  RAISE NOTICE 'pg_trgm is not to be had here: the search of the studio reads the whole table instead.';
END $$;
--> statement-breakpoint
CREATE INDEX "reader_words_by_beginning" ON "reader_words" USING btree ("words" text_pattern_ops);--> statement-breakpoint
CREATE FUNCTION note_words_of_new_readers() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  INSERT INTO reader_words SELECT id, fold_words(address || coalesce(' ' || name, '')) FROM new_reader;
  RETURN NULL;
END $$;
--> statement-breakpoint
CREATE FUNCTION note_words_of_reader() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  UPDATE reader_words SET words = fold_words(NEW.address || coalesce(' ' || NEW.name, '')) WHERE reader_id = NEW.id;
  RETURN NULL;
END $$;
--> statement-breakpoint
CREATE TRIGGER new_readers_have_words AFTER INSERT ON "reader"
REFERENCING NEW TABLE AS new_reader FOR EACH STATEMENT EXECUTE FUNCTION note_words_of_new_readers();--> statement-breakpoint
CREATE TRIGGER reader_has_words_of_now AFTER UPDATE OF address, name ON "reader" FOR EACH ROW
WHEN (OLD.address IS DISTINCT FROM NEW.address OR OLD.name IS DISTINCT FROM NEW.name)
EXECUTE FUNCTION note_words_of_reader();
