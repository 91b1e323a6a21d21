ALTER TABLE "levels" ADD COLUMN "quantity" integer;--> statement-breakpoint
ALTER TABLE "assignments" ADD COLUMN "split_id" bigint;--> statement-breakpoint
ALTER TABLE "assignments" ADD COLUMN "distinct_operators" boolean DEFAULT false NOT NULL;--> statement-breakpoint
UPDATE "claims" c SET "released_at" = now(), "release_reason" = 'superseded'
FROM "assignments" a JOIN "schedules" s ON s."id" = a."schedule_id" JOIN "rounds" r ON r."id" = s."round_id"
WHERE a."id" = c."assignment_id" AND c."released_at" IS NULL AND (s."state" <> 'published' OR r."state" <> 'open');--> statement-breakpoint
UPDATE "claims" c SET "released_at" = now(), "release_reason" = 'superseded'
WHERE c."released_at" IS NULL AND EXISTS (SELECT 1 FROM "claims" d WHERE d."program_id" = c."program_id"
  AND d."person_id" = c."person_id" AND d."released_at" IS NULL AND d."id" > c."id");--> statement-breakpoint
CREATE UNIQUE INDEX "claims_one_per_person" ON "claims" USING btree ("program_id","person_id") WHERE "claims"."released_at" is null;--> statement-breakpoint
ALTER TABLE "levels" ADD CONSTRAINT "levels_quantity" CHECK ("levels"."quantity" >= 1);