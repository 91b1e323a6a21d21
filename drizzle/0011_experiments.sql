CREATE TYPE "public"."lab_state" AS ENUM('queued', 'running', 'done', 'failed', 'cancelled');--> statement-breakpoint
CREATE TABLE "experiments" (
	"id" bigint PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "experiments_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"program_id" bigint NOT NULL,
	"plan" jsonb NOT NULL,
	"panel_id" bigint NOT NULL,
	"state" "lab_state" DEFAULT 'queued' NOT NULL,
	"arms_total" integer NOT NULL,
	"arms_done" integer DEFAULT 0 NOT NULL,
	"arms_run" integer DEFAULT 0 NOT NULL,
	"run_ms" bigint DEFAULT 0 NOT NULL,
	"error" text,
	"started_by" bigint,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"started_at" timestamp with time zone,
	"finished_at" timestamp with time zone
);
--> statement-breakpoint
CREATE TABLE "lab_rounds" (
	"id" bigint PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "lab_rounds_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"program_id" bigint NOT NULL,
	"state" "lab_state" DEFAULT 'queued' NOT NULL,
	"steps" jsonb DEFAULT '[]'::jsonb NOT NULL,
	"error" text,
	"started_by" bigint,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"finished_at" timestamp with time zone
);
--> statement-breakpoint
CREATE TABLE "training_set_counts" (
	"training_set_id" bigint NOT NULL,
	"configuration_id" bigint NOT NULL,
	"demonstrations" integer NOT NULL,
	CONSTRAINT "training_set_counts_training_set_id_configuration_id_pk" PRIMARY KEY("training_set_id","configuration_id"),
	CONSTRAINT "training_set_counts_positive" CHECK ("training_set_counts"."demonstrations" > 0)
);
--> statement-breakpoint
ALTER TABLE "experiments" ADD CONSTRAINT "experiments_program_id_programs_id_fk" FOREIGN KEY ("program_id") REFERENCES "public"."programs"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "experiments" ADD CONSTRAINT "experiments_panel_id_panels_id_fk" FOREIGN KEY ("panel_id") REFERENCES "public"."panels"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "lab_rounds" ADD CONSTRAINT "lab_rounds_program_id_programs_id_fk" FOREIGN KEY ("program_id") REFERENCES "public"."programs"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "training_set_counts" ADD CONSTRAINT "training_set_counts_training_set_id_training_sets_id_fk" FOREIGN KEY ("training_set_id") REFERENCES "public"."training_sets"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "training_set_counts" ADD CONSTRAINT "training_set_counts_configuration_id_configurations_id_fk" FOREIGN KEY ("configuration_id") REFERENCES "public"."configurations"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "experiments_program_idx" ON "experiments" USING btree ("program_id","id");--> statement-breakpoint
CREATE UNIQUE INDEX "lab_rounds_one_at_work" ON "lab_rounds" USING btree ("program_id") WHERE "lab_rounds"."state" in ('queued', 'running');--> statement-breakpoint
CREATE INDEX "lab_rounds_program_idx" ON "lab_rounds" USING btree ("program_id","id");