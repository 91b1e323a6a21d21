ALTER TABLE "presences" DROP CONSTRAINT "presences_program_id_person_id_device_pk";--> statement-breakpoint
ALTER TABLE "presences" ADD COLUMN "left_at" timestamp with time zone;--> statement-breakpoint
ALTER TABLE "presences" ADD CONSTRAINT "presences_place_key" UNIQUE NULLS NOT DISTINCT("program_id","person_id","device","station_id");