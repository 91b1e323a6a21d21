ALTER TABLE "configuration_scores" ADD COLUMN "repeat_variance" double precision;--> statement-breakpoint
ALTER TABLE "scores" ADD COLUMN "signals" jsonb DEFAULT '{}'::jsonb NOT NULL;--> statement-breakpoint
ALTER TABLE "scoring_runs" ADD COLUMN "measure" text;