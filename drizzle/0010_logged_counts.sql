ALTER TABLE "assignments" ADD COLUMN "logged" integer DEFAULT 0 NOT NULL;--> statement-breakpoint
CREATE INDEX "assignments_configuration_idx" ON "assignments" USING btree ("configuration_id");--> statement-breakpoint
CREATE INDEX "assignments_pick_idx" ON "assignments" USING btree ("pick_id");--> statement-breakpoint
CREATE INDEX "attempts_person_idx" ON "attempts" USING btree ("person_id","received_at");--> statement-breakpoint
CREATE INDEX "attempts_failed_idx" ON "attempts" USING btree ("program_id","received_at") WHERE "attempts"."failure_mode" is not null;--> statement-breakpoint
CREATE INDEX "attempts_matched_idx" ON "attempts" USING btree ("assignment_id") WHERE "attempts"."episode_id" is not null;--> statement-breakpoint
UPDATE "assignments" a SET "logged" = l.n FROM (
	SELECT "assignment_id", count(*)::int AS n FROM "attempts" WHERE "accepted" AND "undone_at" IS NULL GROUP BY 1
) l WHERE l."assignment_id" = a."id";--> statement-breakpoint
CREATE FUNCTION "count_logged"() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
	IF TG_OP <> 'INSERT' AND OLD.accepted AND OLD.undone_at IS NULL THEN
		UPDATE assignments SET logged = logged - 1 WHERE id = OLD.assignment_id;
	END IF;
	IF TG_OP <> 'DELETE' AND NEW.accepted AND NEW.undone_at IS NULL THEN
		UPDATE assignments SET logged = logged + 1 WHERE id = NEW.assignment_id;
	END IF;
	RETURN NULL;
END $$;--> statement-breakpoint
CREATE TRIGGER "attempts_count_logged" AFTER INSERT OR DELETE OR UPDATE OF "accepted", "undone_at", "assignment_id" ON "attempts"
	FOR EACH ROW EXECUTE FUNCTION "count_logged"();
