ALTER TYPE "public"."token_scope" ADD VALUE 'wall';--> statement-breakpoint
CREATE TABLE "presences" (
	"program_id" bigint NOT NULL,
	"person_id" bigint NOT NULL,
	"device" text NOT NULL,
	"station_id" bigint,
	"seen_at" timestamp with time zone NOT NULL,
	CONSTRAINT "presences_program_id_person_id_device_pk" PRIMARY KEY("program_id","person_id","device")
);
--> statement-breakpoint
ALTER TABLE "presences" ADD CONSTRAINT "presences_program_id_programs_id_fk" FOREIGN KEY ("program_id") REFERENCES "public"."programs"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "presences" ADD CONSTRAINT "presences_person_id_people_id_fk" FOREIGN KEY ("person_id") REFERENCES "public"."people"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "presences" ADD CONSTRAINT "presences_station_id_stations_id_fk" FOREIGN KEY ("station_id") REFERENCES "public"."stations"("id") ON DELETE no action ON UPDATE no action;