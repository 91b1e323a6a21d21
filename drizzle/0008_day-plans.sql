CREATE TYPE "public"."slice_reason" AS ENUM('begun', 'continued', 'unfinished', 'given', 'hours', 'value');--> statement-breakpoint
CREATE TABLE "shifts" (
	"id" bigint PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "shifts_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"program_id" bigint NOT NULL,
	"station_id" bigint NOT NULL,
	"name" text NOT NULL,
	"weekdays" integer[] NOT NULL,
	"starts_at" integer NOT NULL,
	"ends_at" integer NOT NULL,
	"capacity_minutes" integer,
	"capacity_demonstrations" integer,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"retired_at" timestamp with time zone,
	CONSTRAINT "shifts_capacity" CHECK (coalesce("shifts"."capacity_minutes", 1) > 0 and coalesce("shifts"."capacity_demonstrations", 1) > 0)
);
--> statement-breakpoint
CREATE TABLE "day_lines" (
	"id" bigint PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "day_lines_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"program_id" bigint NOT NULL,
	"assignment_id" bigint NOT NULL,
	"station_id" bigint NOT NULL,
	"shift_id" bigint NOT NULL,
	"day" date NOT NULL,
	"ends_at" timestamp with time zone NOT NULL,
	"turn" integer NOT NULL,
	"demonstrations" integer NOT NULL,
	"starts_at" double precision NOT NULL,
	"minutes" double precision NOT NULL,
	"swapped" integer NOT NULL,
	"why" "slice_reason" NOT NULL,
	"closed_at" timestamp with time zone,
	"left_over" integer,
	"left_why" text,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
ALTER TABLE "levels" ADD COLUMN "hours_from" integer;--> statement-breakpoint
ALTER TABLE "levels" ADD COLUMN "hours_to" integer;--> statement-breakpoint
ALTER TABLE "levels" ADD COLUMN "deployment_weight" real;--> statement-breakpoint
ALTER TABLE "assignments" ADD COLUMN "shift_id" bigint;--> statement-breakpoint
ALTER TABLE "assignments" ADD COLUMN "shift_day" date;--> statement-breakpoint
ALTER TABLE "assignments" ADD COLUMN "not_before" timestamp with time zone;--> statement-breakpoint
ALTER TABLE "shifts" ADD CONSTRAINT "shifts_program_id_programs_id_fk" FOREIGN KEY ("program_id") REFERENCES "public"."programs"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "shifts" ADD CONSTRAINT "shifts_station_id_stations_id_fk" FOREIGN KEY ("station_id") REFERENCES "public"."stations"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "day_lines" ADD CONSTRAINT "day_lines_program_id_programs_id_fk" FOREIGN KEY ("program_id") REFERENCES "public"."programs"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "day_lines" ADD CONSTRAINT "day_lines_assignment_id_assignments_id_fk" FOREIGN KEY ("assignment_id") REFERENCES "public"."assignments"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "day_lines" ADD CONSTRAINT "day_lines_station_id_stations_id_fk" FOREIGN KEY ("station_id") REFERENCES "public"."stations"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "day_lines" ADD CONSTRAINT "day_lines_shift_id_shifts_id_fk" FOREIGN KEY ("shift_id") REFERENCES "public"."shifts"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
CREATE UNIQUE INDEX "shifts_station_name_key" ON "shifts" USING btree ("station_id",lower("name")) WHERE "shifts"."retired_at" is null;--> statement-breakpoint
CREATE INDEX "day_lines_open_idx" ON "day_lines" USING btree ("assignment_id") WHERE "day_lines"."closed_at" is null;--> statement-breakpoint
CREATE INDEX "day_lines_program_idx" ON "day_lines" USING btree ("program_id","day");--> statement-breakpoint
ALTER TABLE "assignments" ADD CONSTRAINT "assignments_shift_id_shifts_id_fk" FOREIGN KEY ("shift_id") REFERENCES "public"."shifts"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "levels" ADD CONSTRAINT "levels_hours" CHECK (("levels"."hours_from" is null) = ("levels"."hours_to" is null));--> statement-breakpoint
ALTER TABLE "levels" ADD CONSTRAINT "levels_deployment_weight" CHECK ("levels"."deployment_weight" >= 0);