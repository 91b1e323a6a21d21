CREATE TYPE "public"."timed_by" AS ENUM('monotonic', 'wall', 'recorder');--> statement-breakpoint
CREATE TABLE "start_templates" (
	"id" bigint PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "start_templates_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"program_id" bigint NOT NULL,
	"level_id" integer NOT NULL,
	"zones" text[] NOT NULL,
	"orientations" text[] NOT NULL,
	"distractors" text[] NOT NULL,
	"seed" integer NOT NULL,
	"created_by" bigint,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"retired_at" timestamp with time zone
);
--> statement-breakpoint
ALTER TABLE "attempts" ADD COLUMN "reset_ms" integer;--> statement-breakpoint
ALTER TABLE "attempts" ADD COLUMN "pause_ms" integer;--> statement-breakpoint
ALTER TABLE "attempts" ADD COLUMN "timed_by" timed_by;--> statement-breakpoint
ALTER TABLE "attempts" ADD COLUMN "clock_offset_ms" bigint;--> statement-breakpoint
ALTER TABLE "attempts" ADD COLUMN "card" jsonb;--> statement-breakpoint
ALTER TABLE "start_templates" ADD CONSTRAINT "start_templates_program_id_programs_id_fk" FOREIGN KEY ("program_id") REFERENCES "public"."programs"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "start_templates" ADD CONSTRAINT "start_templates_level_id_levels_id_fk" FOREIGN KEY ("level_id") REFERENCES "public"."levels"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
CREATE UNIQUE INDEX "start_templates_one_live" ON "start_templates" USING btree ("level_id") WHERE "start_templates"."retired_at" is null;