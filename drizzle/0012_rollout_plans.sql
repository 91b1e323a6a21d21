CREATE TYPE "public"."probe_plan_state" AS ENUM('proposed', 'published', 'withdrawn');--> statement-breakpoint
CREATE TABLE "probe_plans" (
	"id" bigint PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "probe_plans_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"program_id" bigint NOT NULL,
	"checkpoint_id" bigint NOT NULL,
	"state" "probe_plan_state" DEFAULT 'proposed' NOT NULL,
	"request" jsonb NOT NULL,
	"summary" jsonb NOT NULL,
	"configuration_ids" bigint[] NOT NULL,
	"at_random" integer NOT NULL,
	"created_by" bigint,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"published_by" bigint,
	"published_at" timestamp with time zone,
	"withdrawn_at" timestamp with time zone
);
--> statement-breakpoint
ALTER TABLE "evaluations" ADD COLUMN "planned_trials" integer;--> statement-breakpoint
ALTER TABLE "evaluations" ADD COLUMN "withdrawn_at" timestamp with time zone;--> statement-breakpoint
ALTER TABLE "trials" ADD COLUMN "attempt_id" uuid;--> statement-breakpoint
ALTER TABLE "assignments" ADD COLUMN "probe_plan_id" bigint;--> statement-breakpoint
ALTER TABLE "assignments" ADD COLUMN "evaluation_id" bigint;--> statement-breakpoint
ALTER TABLE "assignments" ADD COLUMN "drawn" "pick_kind";--> statement-breakpoint
ALTER TABLE "assignments" ADD COLUMN "withdrawn_at" timestamp with time zone;--> statement-breakpoint
ALTER TABLE "probe_plans" ADD CONSTRAINT "probe_plans_program_id_programs_id_fk" FOREIGN KEY ("program_id") REFERENCES "public"."programs"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "probe_plans" ADD CONSTRAINT "probe_plans_checkpoint_id_checkpoints_id_fk" FOREIGN KEY ("checkpoint_id") REFERENCES "public"."checkpoints"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "probe_plans_program_idx" ON "probe_plans" USING btree ("program_id","id");--> statement-breakpoint
ALTER TABLE "assignments" ADD CONSTRAINT "assignments_probe_plan_id_probe_plans_id_fk" FOREIGN KEY ("probe_plan_id") REFERENCES "public"."probe_plans"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "assignments" ADD CONSTRAINT "assignments_evaluation_id_evaluations_id_fk" FOREIGN KEY ("evaluation_id") REFERENCES "public"."evaluations"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "assignments_probe_plan_idx" ON "assignments" USING btree ("probe_plan_id") WHERE "assignments"."probe_plan_id" is not null;--> statement-breakpoint
CREATE INDEX "assignments_evaluation_idx" ON "assignments" USING btree ("evaluation_id") WHERE "assignments"."evaluation_id" is not null;--> statement-breakpoint
ALTER TABLE "assignments" DROP COLUMN "panel_id";--> statement-breakpoint
ALTER TABLE "trials" ADD CONSTRAINT "trials_attempt_key" UNIQUE("attempt_id");--> statement-breakpoint
ALTER TABLE "assignments" ADD CONSTRAINT "assignments_trials_of_evaluations" CHECK (("assignments"."kind" = 'evaluation_trial') = ("assignments"."evaluation_id" is not null));